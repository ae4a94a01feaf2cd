package io.tidegate.samples.simulate;

import io.tidegate.samples.generate.SampleFacts;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The bonded ledger service (SOAP-EMS): the balances of an account, in pages of at most 100. Of an
 * account it does not know it says that the call succeeded, and gives an empty list.
 */
public final class LedgerSimulator extends SoapSimulator {
  static final String NAMESPACE = "urn:tidegate:sample:ledger";

  private static final String ACCOUNT = "T3791W000001";
  private static final int ITEMS = 230;
  private static final int LARGEST_PAGE = 100;

  /** Story 11: of this item 100 are left while lists of 120 are pending. */
  private static final int STORY_ITEM = 12;

  private static final List<String> GOODS =
      List.of("办公桌", "手机主板", "鲜榴莲", "不锈钢卷", "棉制T恤", "运动鞋", "空调压缩机", "光学镜头");
  private static final List<String> HS_CODES =
      List.of(
          "9403300090",
          "8517799000",
          "0810600000",
          "7219330000",
          "6109100022",
          "6404110000",
          "8414301100",
          "9002119090");

  private final SampleFacts facts;

  private LedgerSimulator(SampleFacts facts, double pace) {
    super(
        NAMESPACE,
        Charset.forName("UTF-8"),
        Optional.empty(),
        Duration.ofMillis(400),
        Duration.ofSeconds(2),
        pace);
    this.facts = facts;
  }

  public static LedgerSimulator start(SampleFacts facts, double pace) {
    LedgerSimulator simulator = new LedgerSimulator(facts, pace);
    simulator.start();
    return simulator;
  }

  @Override
  Map.Entry<String, Map<String, Object>> reply(
      String operation, Map<String, String> inputs, Optional<Fault> fault) {
    if (fault.filter(f -> f == Fault.STOPPED).isPresent()) {
      return result("500", "系统繁忙", List.of());
    }
    int page = number(inputs.getOrDefault("PageNo", "1"));
    int size = number(inputs.getOrDefault("PageSize", "0"));
    if (!operation.equals("QueryBalance") || page < 1 || size < 1 || size > LARGEST_PAGE) {
      return result("400", "每页不得超过100条", List.of());
    }
    List<Map<String, Object>> records = new ArrayList<>();
    if (inputs.getOrDefault("AccountNo", "").equals(ACCOUNT)) {
      String material = inputs.getOrDefault("MaterialNo", "");
      int skipped = (page - 1) * size;
      for (int item = 1; item <= ITEMS && records.size() < size; item++) {
        if (!material.isEmpty() && !material.equals(material(item))) {
          continue;
        }
        if (skipped-- > 0) {
          continue;
        }
        records.add(record(item, fault));
      }
    }
    return result("0", "调用成功", records);
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
  }

  private static String material(int item) {
    return "TDM" + String.format(Locale.ROOT, "%05d", item);
  }

  private static Map.Entry<String, Map<String, Object>> result(
      String code, String text, List<Map<String, Object>> records) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("Code", code);
    reply.put("Message", text);
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("Item", records);
    reply.put("Items", list);
    return Map.entry("QueryBalanceResponse", reply);
  }

  private Map<String, Object> record(int item, Optional<Fault> fault) {
    boolean story = item == STORY_ITEM;
    String key = ACCOUNT + item;
    int kind = facts.pick("ledger", key, "kind", GOODS.size());
    int in = story ? 500 : 1_000 + facts.pick("ledger", key, "in", 90_000);
    int left = story ? 100 : facts.pick("ledger", key, "left", in);
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("AccountNo", ACCOUNT);
    record.put("PutrecSeqno", item);
    record.put("GdsMtno", material(item));
    record.put("Gdecd", HS_CODES.get(kind));
    record.put("GdsNm", GOODS.get(kind));
    record.put("DclUnitcd", "011");
    record.put("TotalIn", in);
    record.put("TotalOut", in - left);
    if (fault.filter(f -> f == Fault.FIELD_GONE).isEmpty()) {
      record.put("Balance", left);
    }
    record.put("UnitPrice", BigDecimal.valueOf(100L + facts.pick("ledger", key, "p", 90_000), 2));
    record.put(
        "UpdateTime",
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")
            .format(facts.now().minusHours(facts.pick("ledger", key, "h", 700))));
    record.put("BizopEtpsSccd", facts.cast(7).usci());
    if (fault.filter(f -> f == Fault.FIELD_NEW).isPresent()) {
      record.put("DclErConc", "王甲子 10012345678");
    }
    return record;
  }
}
