package io.tidegate.samples.simulate;

import io.tidegate.samples.generate.SampleFacts;
import io.tidegate.samples.generate.Shipment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The upstream of cross-border orders (REST-CBEC): order, payment and waybill of one order number.
 * Currencies and countries are numbers, and whether a call worked stands in {@code returnStatus}.
 */
public final class OrderSimulator extends HttpSimulator {
  private static final int ORDERS = 2_000;
  private static final List<String> DOCUMENTS = List.of("order", "payment", "waybill");

  private final SampleFacts facts;

  private OrderSimulator(SampleFacts facts, double pace) {
    super(Duration.ofMillis(150), Duration.ofMillis(1_000), pace);
    this.facts = facts;
  }

  public static OrderSimulator start(SampleFacts facts, double pace) {
    OrderSimulator simulator = new OrderSimulator(facts, pace);
    simulator.start();
    return simulator;
  }

  @Override
  Answer answer(Request request, Optional<Fault> fault) {
    if (fault.filter(f -> f == Fault.FAILED || f == Fault.STOPPED).isPresent()) {
      return status("100", "处理异常");
    }
    List<String> path = request.path();
    if (path.size() != 3 || !path.getFirst().equals("orders")) {
      return status("4", "无此接口");
    }
    String orderNo = path.get(1);
    if (!orderNo.matches("TD-CB-[0-9]{4}") || number(orderNo) < 1 || number(orderNo) > ORDERS) {
      return status("404", "无此订单");
    }
    if (!DOCUMENTS.contains(path.get(2))) {
      return status("4", "无此单证");
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("returnStatus", 2);
    document.put("returnInfo", "成功");
    document.put("data", data(orderNo, path.get(2), fault));
    return Answer.json(200, JsonText.of(document));
  }

  private static Answer status(String status, String info) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("returnStatus", Integer.valueOf(status));
    document.put("returnInfo", info);
    return Answer.json(200, JsonText.of(document));
  }

  private static int number(String orderNo) {
    return Integer.parseInt(orderNo.substring(6));
  }

  private Map<String, Object> data(String orderNo, String document, Optional<Fault> fault) {
    // Story 9: 199.00 were paid for an order whose parts make 189.00.
    boolean story = orderNo.equals("TD-CB-0001");
    BigDecimal goods =
        story
            ? new BigDecimal("180.00")
            : BigDecimal.valueOf(2_000L + facts.pick("cbec", orderNo, "goods", 60_000), 2);
    BigDecimal freight = story ? BigDecimal.ZERO.setScale(2) : new BigDecimal("12.00");
    BigDecimal tax = story ? new BigDecimal("19.00") : BigDecimal.valueOf(goods.longValue() * 9, 2);
    BigDecimal discount = story ? new BigDecimal("10.00") : BigDecimal.ZERO.setScale(2);
    BigDecimal due = goods.add(freight).add(tax).subtract(discount);
    Shipment.Party shop = facts.cast(5);
    Shipment.Party bank = facts.cast(8);
    Shipment.Party carrier = facts.cast(6);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("orderNo", orderNo);
    data.put("ebcCode", shop.usci());
    data.put("payCode", bank.usci());
    data.put("logisticsCode", carrier.usci());
    data.put("currency", 142);
    switch (document) {
      case "order" -> {
        data.put("goodsValue", goods);
        data.put("freight", freight);
        data.put("taxTotal", tax);
        data.put("discount", discount);
        if (fault.filter(f -> f == Fault.FIELD_GONE).isEmpty()) {
          data.put("acturalPaid", story ? new BigDecimal("199.00") : due);
        }
        data.put("buyerName", buyer(orderNo));
        data.put("buyerIdNumber", "35029919840822012X");
        data.put("consigneeDistrict", "350299");
        data.put("country", 142);
      }
      case "payment" -> {
        data.put("payTransactionId", "TDPAY" + orderNo.substring(6));
        data.put("amountPaid", story ? new BigDecimal("199.00") : due);
        data.put("payerName", buyer(orderNo));
      }
      default -> {
        data.put("logisticsNo", "TDX000000" + orderNo.substring(6));
        data.put("freight", freight);
        data.put("consignee", buyer(orderNo));
        data.put("weight", BigDecimal.valueOf(100L + facts.pick("cbec", orderNo, "g", 3_000), 3));
      }
    }
    if (fault.filter(f -> f == Fault.FIELD_NEW).isPresent()) {
      data.put("buyerWechat", "tide");
    }
    return data;
  }

  private String buyer(String orderNo) {
    List<String> names = List.of("王甲子", "李乙丑", "张丙寅", "陈丁卯");
    return names.get(facts.pick("cbec", orderNo, "buyer", names.size()));
  }
}
