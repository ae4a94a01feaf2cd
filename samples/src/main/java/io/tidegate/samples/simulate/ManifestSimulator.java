package io.tidegate.samples.simulate;

import io.tidegate.samples.generate.SampleFacts;
import io.tidegate.samples.generate.Shipment;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The legacy manifest service (SOAP-MFT): how far the goods of a bill have come, in GB18030, with
 * dates like 20240111091200 on the clock of China. At night it is stopped and says so.
 */
public final class ManifestSimulator extends SoapSimulator {
  static final String NAMESPACE = "urn:tidegate:sample:manifest";

  /** The bill of the story whose manifest has two packages less than the declaration. */
  private static final String STORY_BILL = "TDGL00083334";

  private static final int STORY_PACKAGES = 478;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final SampleFacts facts;

  private ManifestSimulator(SampleFacts facts, Login login, double pace) {
    super(
        NAMESPACE,
        Charset.forName("GB18030"),
        Optional.of(login),
        Duration.ofMillis(800),
        Duration.ofSeconds(6),
        pace);
    this.facts = facts;
  }

  public static ManifestSimulator start(SampleFacts facts, Login login, double pace) {
    ManifestSimulator simulator = new ManifestSimulator(facts, login, pace);
    simulator.start();
    return simulator;
  }

  @Override
  Map.Entry<String, Map<String, Object>> reply(
      String operation, Map<String, String> inputs, Optional<Fault> fault) {
    if (fault.filter(f -> f == Fault.STOPPED).isPresent()) {
      return result("900", "系统维护，请于02:20后重试", List.of());
    }
    if (!operation.equals("QueryManifestStatus")) {
      return result("999", "无此交易", List.of());
    }
    String wayWanted = inputs.getOrDefault("IeFlag", "");
    Optional<Shipment> shipment =
        facts
            .ofBill(inputs.getOrDefault("BillNo", ""))
            .filter(s -> s.terminal().isPresent())
            .filter(s -> wayWanted.isEmpty() || wayWanted.equals(s.importing() ? "I" : "E"));
    return shipment
        .map(s -> result("0", "成功", List.of(record(s, fault))))
        .orElseGet(() -> result("404", "无此提单", List.of()));
  }

  private static Map.Entry<String, Map<String, Object>> result(
      String code, String text, List<Map<String, Object>> records) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("ResultCode", code);
    reply.put("ResultInfo", text);
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("ManifestStatus", records);
    reply.put("ManifestStatusList", list);
    return Map.entry("QueryManifestStatusResponse", reply);
  }

  private Map<String, Object> record(Shipment shipment, Optional<Fault> fault) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("BillNo", shipment.bill());
    record.put("IeFlag", shipment.importing() ? "I" : "E");
    record.put("VesselName", shipment.vessel());
    record.put("VoyageNo", shipment.voyage());
    record.put("PackNo", shipment.bill().equals(STORY_BILL) ? STORY_PACKAGES : shipment.packages());
    record.put("GrossWt", shipment.grossWeight().toPlainString());
    record.put("CustomsCode", shipment.customs());
    stages(shipment).forEach((stage, at) -> stage(record, stage, at, fault));
    Map<String, Object> parties = new LinkedHashMap<>();
    parties.put("TraderCode", shipment.trade().usci());
    parties.put("OwnerCode", shipment.owner().usci());
    parties.put("AgentCode", shipment.agent().usci());
    parties.put("TerminalCode", shipment.terminal().orElseThrow().usci());
    record.put("Parties", parties);
    if (fault.filter(f -> f == Fault.FIELD_NEW).isPresent()) {
      record.put("ConsigneeTel", "10012345678");
    }
    return record;
  }

  /** When the goods came this far; absent when they have not. */
  private static Map<String, Optional<OffsetDateTime>> stages(Shipment shipment) {
    LocalDate day = shipment.moved().orElse(shipment.submitted().toLocalDate());
    OffsetDateTime quay = day.atTime(10, 0).atOffset(CHINA);
    Map<String, Optional<OffsetDateTime>> stages = new LinkedHashMap<>();
    stages.put("Entered", Optional.of(quay.minusHours(shipment.importing() ? 20 : 44)));
    stages.put("Tallied", Optional.of(quay.plusHours(3)));
    stages.put(
        "Arrived", Optional.of(shipment.importing() ? quay.plusHours(4) : quay.minusHours(18)));
    stages.put("Distributed", Optional.empty());
    stages.put("Released", shipment.released());
    return stages;
  }

  private void stage(
      Map<String, Object> record,
      String stage,
      Optional<OffsetDateTime> at,
      Optional<Fault> fault) {
    boolean gone = stage.equals("Released") && fault.filter(f -> f == Fault.FIELD_GONE).isPresent();
    // nobody tells the manifest service whether goods were distributed
    boolean unknown = stage.equals("Distributed");
    Optional<OffsetDateTime> done = at.filter(time -> !time.isAfter(facts.now()));
    if (!gone) {
      record.put(stage + "Flag", unknown ? "U" : done.isPresent() ? "Y" : "N");
    }
    record.put(stage + "Time", done.map(TIME::format).orElse(""));
  }
}
