package io.tidegate.samples.simulate;

import io.tidegate.samples.generate.SampleFacts;
import io.tidegate.samples.generate.Shipment;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The events of the gate (MQ-GATE, topic {@code gate.pass}) and of customs (MQ-RCPT, topic {@code
 * dec.receipt}): at least once each, one in a hundred twice, neighbours now and then in the wrong
 * order.
 */
public final class SampleEvents {
  static final String GATE = "gate.pass";
  static final String RECEIPTS = "dec.receipt";

  private final SampleFacts facts;

  public SampleEvents(SampleFacts facts) {
    this.facts = Objects.requireNonNull(facts, "facts");
  }

  /**
   * Sends all events.
   *
   * @param topic takes the name of a topic and the JSON document of an event
   */
  public void sendTo(BiConsumer<String, byte[]> topic) {
    List<String> gate = new ArrayList<>();
    List<String> receipts = new ArrayList<>();
    for (Shipment shipment : facts.shipments()) {
      for (Shipment.Container container : shipment.containers()) {
        pass(shipment, container.number()).ifPresent(gate::add);
      }
      receipt(shipment, "L", shipment.stored(), receipts);
      receipt(shipment, "C", shipment.inspected(), receipts);
      receipt(shipment, "P", shipment.released(), receipts);
    }
    send(GATE, gate, topic);
    send(RECEIPTS, receipts, topic);
  }

  private void send(String name, List<String> events, BiConsumer<String, byte[]> topic) {
    for (int i = 0; i < events.size(); i++) {
      String key = Integer.toString(i);
      if (facts.pick(name, key, "swapped", 500) == 0 && i + 1 < events.size()) {
        String later = events.get(i + 1);
        events.set(i + 1, events.get(i));
        events.set(i, later);
      }
      topic.accept(name, events.get(i).getBytes(StandardCharsets.UTF_8));
      if (facts.pick(name, key, "twice", 100) == 0) {
        topic.accept(name, events.get(i).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** A released container passes some hours later, unless its fee is not paid. */
  private Optional<String> pass(Shipment shipment, String container) {
    if (shipment.terminal().isEmpty() || container.equals(TerminalSimulator.UNPAID)) {
      return Optional.empty();
    }
    String key = container + shipment.entryId();
    Optional<OffsetDateTime> at =
        shipment
            .released()
            .map(time -> time.plusMinutes(120 + facts.pick("gate", key, "minutes", 1_700)))
            .filter(time -> !time.isAfter(facts.now()));
    return at.map(
        time -> {
          Map<String, Object> event = new LinkedHashMap<>();
          event.put("passId", "Z" + shipment.entryId() + "-" + container);
          event.put("containerNo", container);
          event.put("billNo", shipment.bill());
          event.put("entryId", shipment.entryId());
          event.put("gate", "G" + (1 + facts.pick("gate", key, "gate", 6)));
          event.put("direction", shipment.importing() ? "OUT" : "IN");
          event.put(
              "vehicleNo",
              "闽D"
                  + String.format(
                      Locale.ROOT, "%05d", facts.pick("gate", key, "vehicle", 100_000)));
          event.put("passedAt", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
          event.put("parties", parties(shipment));
          return JsonText.of(event);
        });
  }

  private static void receipt(
      Shipment shipment, String channel, Optional<OffsetDateTime> at, List<String> receipts) {
    at.ifPresent(
        time -> {
          Map<String, Object> event = new LinkedHashMap<>();
          event.put("receiptId", shipment.entryId() + "-" + channel);
          event.put("entryId", shipment.entryId());
          event.put("channel", channel);
          event.put("noticeAt", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
          event.put("parties", parties(shipment));
          receipts.add(JsonText.of(event));
        });
  }

  private static Map<String, Object> parties(Shipment shipment) {
    Map<String, Object> parties = new LinkedHashMap<>();
    parties.put("trader", shipment.trade().usci());
    parties.put("owner", shipment.owner().usci());
    parties.put("agent", shipment.agent().usci());
    parties.put("terminal", shipment.terminal().map(Shipment.Party::usci).orElse(null));
    return parties;
  }
}
