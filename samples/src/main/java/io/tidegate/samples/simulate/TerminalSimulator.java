package io.tidegate.samples.simulate;

import io.tidegate.samples.generate.SampleFacts;
import io.tidegate.samples.generate.Shipment;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The terminal operating system (REST-TOS): what a container did on the quay and in the yard, and
 * what holds it there. Its dates are ISO 8601 in UTC. It knows a container it never saw by status
 * 404.
 */
public final class TerminalSimulator extends HttpSimulator {
  /** The container of the story whose terminal fee is not paid. */
  static final String UNPAID = "TDGU1234568";

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

  private final SampleFacts facts;

  private TerminalSimulator(SampleFacts facts, double pace) {
    super(Duration.ofMillis(120), Duration.ofMillis(900), pace);
    this.facts = facts;
  }

  public static TerminalSimulator start(SampleFacts facts, double pace) {
    TerminalSimulator simulator = new TerminalSimulator(facts, pace);
    simulator.start();
    return simulator;
  }

  @Override
  Answer answer(Request request, Optional<Fault> fault) {
    if (fault.filter(f -> f == Fault.FAILED || f == Fault.STOPPED).isPresent()) {
      return Answer.json(500, "{\"error\":\"internal\"}");
    }
    List<String> path = request.path();
    if (!request.method().equals("GET")
        || path.size() != 3
        || !path.getFirst().equals("containers")) {
      return Answer.json(400, "{\"error\":\"no such call\"}");
    }
    String container = path.get(1);
    List<Shipment> visits =
        facts.ofContainer(container).stream().filter(s -> s.terminal().isPresent()).toList();
    if (visits.isEmpty()) {
      return Answer.json(404, "{\"error\":\"unknown container\"}");
    }
    return switch (path.get(2)) {
      case "moves" -> list(container, "moves", moves(container, visits, fault));
      case "holds" -> list(container, "holds", holds(container, visits.getLast(), fault));
      default -> Answer.json(400, "{\"error\":\"no such call\"}");
    };
  }

  private static Answer list(String container, String name, List<Map<String, Object>> records) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("containerNo", container);
    document.put(name, records);
    return Answer.json(200, JsonText.of(document));
  }

  private List<Map<String, Object>> moves(
      String container, List<Shipment> visits, Optional<Fault> fault) {
    List<Map<String, Object>> moves = new ArrayList<>();
    for (Shipment visit : visits) {
      for (Move move : moves(visit)) {
        // what waits for its fee has not gone out
        boolean waits = container.equals(UNPAID) && move.type().equals("GATE_OUT");
        if (!waits && !move.at().isAfter(facts.now())) {
          moves.add(record(container, visit, move, fault));
        }
      }
    }
    moves.sort(Comparator.comparing(move -> move.get("eventTime").toString()));
    return moves;
  }

  private record Move(String type, OffsetDateTime at) {}

  /** Inwards off the ship, through the yard and out of the gate; outwards the other way round. */
  private static List<Move> moves(Shipment visit) {
    LocalDate day = visit.moved().orElse(visit.submitted().toLocalDate());
    OffsetDateTime quay = day.atTime(10, 0).atOffset(CHINA);
    List<Move> moves = new ArrayList<>();
    if (visit.importing()) {
      moves.add(new Move("DISCHARGE", quay));
      moves.add(new Move("YARD_IN", quay.plusMinutes(45)));
      visit.released().ifPresent(at -> moves.add(new Move("GATE_OUT", later(quay, at))));
    } else {
      moves.add(new Move("GATE_IN", quay.minusHours(20)));
      moves.add(new Move("YARD_IN", quay.minusHours(19)));
      visit.released().ifPresent(at -> moves.add(new Move("LOAD", later(quay, at))));
    }
    return moves;
  }

  private static OffsetDateTime later(OffsetDateTime quay, OffsetDateTime released) {
    return (quay.isAfter(released) ? quay : released).plusHours(3);
  }

  private Map<String, Object> record(
      String container, Shipment visit, Move move, Optional<Fault> fault) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("eventId", container + "-" + visit.entryId().substring(8) + "-" + move.type());
    if (fault.filter(f -> f == Fault.FIELD_GONE).isEmpty()) {
      record.put("eventType", move.type());
    }
    record.put("eventTime", utc(move.at()));
    record.put(
        "location",
        "YARD-"
            + (char) ('A' + facts.pick("yard", container, "row", 8))
            + facts.pick("yard", container, "bay", 40));
    record.put("laden", true);
    record.put("vessel", visit.vessel());
    record.put("voyage", visit.voyage());
    record.put("billNo", visit.bill());
    record.put("parties", parties(visit));
    if (fault.filter(f -> f == Fault.FIELD_NEW).isPresent()) {
      record.put("driverPhone", "10012345678");
    }
    return record;
  }

  private static Map<String, Object> parties(Shipment visit) {
    Map<String, Object> parties = new LinkedHashMap<>();
    parties.put("consignee", visit.trade().usci());
    parties.put("owner", visit.owner().usci());
    parties.put("agent", visit.agent().usci());
    parties.put("terminal", visit.terminal().orElseThrow().usci());
    return parties;
  }

  /** Whatever customs has not released is held, and so is the story's unpaid container. */
  private List<Map<String, Object>> holds(String container, Shipment visit, Optional<Fault> fault) {
    List<Map<String, Object>> holds = new ArrayList<>();
    OffsetDateTime since = moves(visit).getFirst().at();
    if (visit.released().isEmpty()) {
      holds.add(hold(visit, "CUSTOMS", "海关未放行", since, fault));
    }
    if (container.equals(UNPAID)) {
      holds.add(hold(visit, "FEE", "堆存费未付", since, fault));
    }
    return holds;
  }

  private static Map<String, Object> hold(
      Shipment visit, String type, String reason, OffsetDateTime since, Optional<Fault> fault) {
    Map<String, Object> hold = new LinkedHashMap<>();
    hold.put("holdType", type);
    if (fault.filter(f -> f == Fault.FIELD_GONE).isEmpty()) {
      hold.put("active", true);
    }
    hold.put("reason", reason);
    hold.put("since", utc(since));
    hold.put("billNo", visit.bill());
    hold.put("parties", parties(visit));
    return hold;
  }

  private static String utc(OffsetDateTime moment) {
    return DateTimeFormatter.ISO_INSTANT.format(moment.toInstant());
  }
}
