package io.tidegate.bench;

import io.tidegate.route.text.SourceText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Service documents over the catalog of the samples, like those that providers write: lists page by
 * page, records with the names of their codes, answers nested from several reads, lists that later
 * steps sort, check and enrich. Every document has an id, a path and a statement of its own.
 */
final class GeneratedServices {
  private static final List<String> HEAD =
      words(
          "seq_no pre_entry_id ie_flag entry_type status declare_date ie_date custom_master ie_port"
              + " trade_code trade_usci trade_name owner_code owner_usci owner_name agent_code agent_usci agent_name"
              + " trade_mode cut_mode traf_mode traf_name voyage_no bill_no trade_country contract_no manual_no"
              + " trans_mode wrap_type pack_no gross_weight net_weight declarant_person note channel");
  private static final List<String> ITEM =
      words(
          "hs_code g_name g_model g_qty g_unit decl_price decl_total trade_curr origin_country duty_mode"
              + " contr_item ciq_code first_qty first_unit district_code purpose goods_brand");
  private static final List<String> CONTAINER =
      words("container_no container_size goods_no lcl_flag container_weight");
  private static final List<String> RECEIPT =
      words("ev_no channel channel_name note notice_time custom_master");

  /** A code of the head or of an item, and the set its name is in. */
  private static final List<List<String>> HEAD_CODES =
      List.of(
          List.of("custom_master", "customs_district"),
          List.of("ie_port", "customs_district"),
          List.of("trade_mode", "trade_mode"),
          List.of("cut_mode", "cut_mode"),
          List.of("traf_mode", "traf_mode"),
          List.of("trade_country", "country"),
          List.of("wrap_type", "wrap_type"));

  private static final List<List<String>> ITEM_CODES =
      List.of(
          List.of("g_unit", "unit"),
          List.of("trade_curr", "currency"),
          List.of("origin_country", "country"),
          List.of("duty_mode", "duty_mode"));

  /** Conditions a caller may leave out: parameter, its declaration, and what is compared. */
  private static final List<List<String>> CONDITIONS =
      List.of(
          List.of("updatedSince", "type: date-time", "h.updated_at >= :#updatedSince::timestamptz"),
          List.of("ieFlag", "type: string, enum: [I, E]", "h.ie_flag = :#ieFlag::text"),
          List.of(
              "customMaster",
              "type: string, format: code, maxLength: 4",
              "h.custom_master = :#customMaster::text"),
          List.of("declaredFrom", "type: date", "h.declare_date >= :#declaredFrom::date"),
          List.of("declaredTo", "type: date", "h.declare_date <= :#declaredTo::date"),
          List.of(
              "tradeMode",
              "type: string, format: code, maxLength: 4",
              "h.trade_mode = :#tradeMode::text"));

  private final long seed;

  GeneratedServices(long seed) {
    this.seed = seed;
  }

  /** The services with the numbers 0 to count − 1. */
  List<SourceText> list(int count) {
    List<SourceText> services = new ArrayList<>(count);
    for (int number = 0; number < count; number++) {
      services.add(service(number));
    }
    return services;
  }

  /** One service; it depends on nothing but the seed and its number. */
  SourceText service(int number) {
    Random random = new Random(seed * 1_000_003 + number);
    String text =
        switch (number % 6) {
          case 0 -> page(number, random);
          case 1 -> record(number, random);
          case 2 -> goods(number, random);
          case 3 -> nested(number, random);
          case 4 -> worked(number, random);
          default -> enriched(number, random);
        };
    return new SourceText("generated-" + number + ".yaml", text);
  }

  private static String page(int number, Random random) {
    StringBuilder parameters = new StringBuilder();
    StringBuilder where = new StringBuilder("h.pack_no <> " + -number);
    for (List<String> condition : some(CONDITIONS, 1, random)) {
      parameters.append(
          "    %s: { in: query, %s, title: { zh: 条件, en: Condition } }\n"
              .formatted(condition.get(0), condition.get(1)));
      String type = condition.get(2).substring(condition.get(2).lastIndexOf(':') + 1);
      where
          .append("\n                and (:#")
          .append(condition.get(0))
          .append("::")
          .append(type)
          .append(" is null or ")
          .append(condition.get(2))
          .append(")");
    }
    String statement =
        """
        select h.head_id, h.updated_at, %s
              from dec.head h
              where %s"""
            .formatted(columns("h", some(HEAD, 5, random)), where);
    return head(number, "/generated/%d".formatted(number), parameters.toString())
        + "route:\n  from:\n    uri: direct:request\n    steps:\n"
        + read(6, statement, false)
        + "paging: { keys: [updated_at, head_id], size: 100, max: 500 }\n";
  }

  private static String record(int number, Random random) {
    return head(number, byEntry(number), ENTRY)
        + "route:\n  from:\n    uri: direct:request\n    steps:\n"
        + read(6, headStatement(number, random, true), true);
  }

  private static String goods(int number, Random random) {
    return head(number, byEntry(number), ENTRY)
        + "route:\n  from:\n    uri: direct:request\n    steps:\n"
        + read(6, itemStatement(number, random, true), false);
  }

  private static String nested(int number, Random random) {
    boolean receipts = random.nextBoolean();
    return head(number, byEntry(number), ENTRY)
        + """
        route:
          from:
            uri: direct:request
            steps:
              - multicast:
                  parallelProcessing: true
                  timeout: 3000
                  aggregationStrategy: "#nest"
                  steps:
                    - to: direct:head
                    - to: direct:items
        """
        + (receipts
            ? "            - to: direct:receipts\n"
            : "            - to: direct:containers\n")
        + "routes:\n  head:\n    steps:\n"
        + read(6, headStatement(number, random, true), true)
        + "  items:\n    steps:\n"
        + read(6, itemStatement(number, random, random.nextBoolean()), false)
        + (receipts ? "  receipts:\n" : "  containers:\n")
        + "    steps:\n"
        + read(
            6,
            receipts
                ? childStatement("dec.receipt", RECEIPT, random)
                : childStatement("dec.container", CONTAINER, random),
            false);
  }

  /** A list that further steps work on. */
  private static String worked(int number, Random random) {
    return head(number, byEntry(number), ENTRY)
        + "route:\n  from:\n    uri: direct:request\n    steps:\n"
        + "      - circuitBreaker:\n          steps:\n"
        + read(12, itemStatement(number, random, false), false)
        + """
              - setVariable: { name: batch, constant: "%d" }
              - sort: { simple: "${body}", comparator: "#by(-g_no)" }
              - setHeader: { name: X-Tidegate-Data-Version, constant: "%d" }
        """
            .formatted(number, number);
  }

  private static String enriched(int number, Random random) {
    return head(number, byEntry(number), ENTRY)
        + "route:\n  from:\n    uri: direct:request\n    steps:\n"
        + read(6, headStatement(number, random, false), true)
        + """
              - setVariable: { name: batch, constant: "%d" }
              - enrich: { constant: direct:containers, aggregationStrategy: "#nest" }
        routes:
          containers:
            steps:
        """
            .formatted(number)
        + read(6, childStatement("dec.container", CONTAINER, random), false);
  }

  private static final String ENTRY =
      "    entryId: { in: path, type: string, format: entry-id, title: { zh: 报关单号, en: Entry id } }\n";

  private static String byEntry(int number) {
    return "/generated/" + number + "/{entryId}";
  }

  private static String head(int number, String path, String parameters) {
    return """
        service: generated-%d
        version: 1.0.0
        title: { zh: 生成的服务 %d, en: Generated %d }
        summary: { zh: 用于测量的服务, en: A service for measuring }
        area: declaration
        department: 潮汐港数据中心
        tags: [测量]
        openness: closed
        request:
          get: %s
          parameters:
        %sdeliver:
          realtime: { timeout: 3s }
        """
        .formatted(number, number, number, path, parameters);
  }

  private static String headStatement(int number, Random random, boolean names) {
    List<List<String>> codes = names ? some(HEAD_CODES, 1, random) : List.of();
    return """
        select h.entry_id, %s%s
              from dec.head h%s
              where h.entry_id = :#entryId and h.pack_no <> %d"""
        .formatted(columns("h", some(HEAD, 4, random)), named(codes), joined("h", codes), -number);
  }

  private static String itemStatement(int number, Random random, boolean names) {
    List<List<String>> codes = names ? some(ITEM_CODES, 1, random) : List.of();
    return """
        select i.g_no, %s%s
              from dec.item i join dec.head h on h.head_id = i.head_id%s
              where h.entry_id = :#entryId and i.g_no <> %d
              order by i.g_no"""
        .formatted(columns("i", some(ITEM, 3, random)), named(codes), joined("i", codes), -number);
  }

  private static String childStatement(String table, List<String> columns, Random random) {
    return """
        select %s
              from %s c join dec.head h on h.head_id = c.head_id
              where h.entry_id = :#entryId"""
        .formatted(columns("c", some(columns, 2, random)), table);
  }

  private static String named(List<List<String>> codes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < codes.size(); i++) {
      text.append(", n%d.name_cn as %s_text".formatted(i, codes.get(i).get(0)));
    }
    return text.toString();
  }

  private static String joined(String alias, List<List<String>> codes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < codes.size(); i++) {
      text.append(
          "\n      left join ref.code n%d on n%d.set_code = '%s' and n%d.code = %s.%s"
              .formatted(i, i, codes.get(i).get(1), i, alias, codes.get(i).get(0)));
    }
    return text.toString();
  }

  private static String read(int indent, String statement, boolean single) {
    String text =
        """
        - to:
            uri: sql
            parameters:
              dataSource: "#customs"
        %s      query: |
        """
            .formatted(single ? "      outputType: SelectOne\n" : "");
    return text.indent(indent) + statement.replaceAll("\n +", "\n").indent(indent + 8);
  }

  private static String columns(String alias, List<String> names) {
    return String.join(", ", names.stream().map(n -> alias + "." + n).toList());
  }

  /** At least so many of them, in an order of their own. */
  private static <T> List<T> some(List<T> all, int least, Random random) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return List.copyOf(shuffled.subList(0, least + random.nextInt(all.size() - least + 1)));
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" "));
  }
}
