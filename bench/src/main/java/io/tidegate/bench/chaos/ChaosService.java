package io.tidegate.bench.chaos;

import io.tidegate.route.definition.Area;
import java.util.HashMap;
import java.util.Map;

/**
 * The services that are called: the goods of a declaration whose agent sees prices or not, as the
 * rules say. They differ in what their class of limits allows.
 */
enum ChaosService {
  /** As often as the samples allow, which is less than it is called. */
  GOODS("chaos-goods", Area.DECLARATION, "OWN", new WithinLimits.Limit(20, 40, 100_000)),
  /** Fast, and so seldom in a day that the day's calls are used up while nodes come and go. */
  DAILY("chaos-daily", Area.PARAMETERS, "PARAM", new WithinLimits.Limit(500, 500, 1_000));

  private static final String ENTRY = "379120241000000004";

  private static final String DOCUMENT =
      """
      service: %s
      version: 1.0.0
      title: { zh: 报关单商品, en: Goods of a declaration }
      summary: { zh: 报关单各项商品及其单价, en: The goods of a declaration and their prices }
      area: %s
      department: 潮汐港数据中心
      tags: [报关单]
      openness: closed
      request:
        get: /declarations/{entryId}/goods
        parameters:
          entryId:
            in: path
            type: string
            format: entry-id
            title: { zh: 报关单号, en: Entry id }
            example: "379120241000000004"
      response:
        list:
          g_no: integer
          hs_code: string
          decl_price: number
      route:
        from:
          uri: direct:request
          steps:
            - to:
                uri: sql
                parameters:
                  dataSource: "#customs"
                  query: |
                    select i.g_no, i.hs_code, i.decl_price
                    from dec.item i
                    join dec.head h on h.head_id = i.head_id
                    where h.entry_id = :#entryId
                    order by i.g_no
      limits: { class: %s }
      """;

  private final String id;
  private final Area area;
  private final String limitClass;
  private final WithinLimits.Limit limit;

  ChaosService(String id, Area area, String limitClass, WithinLimits.Limit limit) {
    this.id = id;
    this.area = area;
    this.limitClass = limitClass;
    this.limit = limit;
  }

  String id() {
    return id;
  }

  String path() {
    return "/api/" + area.segment() + "/v1/declarations/" + ENTRY + "/goods";
  }

  String document() {
    return DOCUMENT.formatted(id, area.word(), limitClass);
  }

  static Map<String, WithinLimits.Limit> limits() {
    Map<String, WithinLimits.Limit> limits = new HashMap<>();
    for (ChaosService service : values()) {
      limits.put(service.id, service.limit);
    }
    return limits;
  }

  /** Calls of an application in a day. */
  long perDay() {
    return limit.perDay();
  }

  /** A file of the samples' rules, with the limits of these services in it. */
  static String limited(String file) {
    String text = file;
    for (ChaosService service : values()) {
      text =
          text.replaceAll(
              "(?m)^  " + service.limitClass + ": .*$",
              "  %s: { perSecond: %d, burst: %d, perDay: %d }"
                  .formatted(
                      service.limitClass,
                      service.limit.perSecond(),
                      service.limit.burst(),
                      service.limit.perDay()));
    }
    return text;
  }
}
