package io.tidegate.samples.generate;

import io.tidegate.route.identifier.Digits;
import io.tidegate.samples.generate.Filing.Box;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The trucks that take containers through the gates: imports out once they are released, exports in
 * before they are declared. Not every container is on record: some gates report late.
 */
final class GatePasses {
  private static final double REPORTED = 0.75;
  private static final int MOST_BOXES = 100;
  private static final List<String> GATES = List.of("G01", "G02", "G03", "G04");
  private static final String PLATE_LETTERS = "ABCDEFGH";

  private final Consignments consignments;
  private final long seed;

  GatePasses(Consignments consignments, long seed) {
    this.consignments = consignments;
    this.seed = seed;
  }

  /** The passes of the containers of a declaration. */
  List<Row<GatePassColumn>> rows(long headId) {
    Optional<Consignment> found = consignments.of(headId).filter(c -> c.passed().isPresent());
    if (found.isEmpty()) {
      return List.of();
    }
    Consignment consignment = found.get();
    boolean ofStories = headId <= Stories.COUNT;
    Draw draw = new Draw(ofStories ? 0 : seed, "gate", headId);
    List<Row<GatePassColumn>> rows = new ArrayList<>();
    int number = 0;
    for (Box box : consignment.filing().cargo().boxes()) {
      number++;
      Draw pass = draw.part("box", number);
      OffsetDateTime at = consignment.passed().get().plusMinutes(4L * (number - 1));
      if (!at.isAfter(SampleCalendar.NOW) && (ofStories || pass.chance("reported", REPORTED))) {
        rows.add(row(headId * MOST_BOXES + number, consignment, box, pass, at));
      }
    }
    return rows;
  }

  private static Row<GatePassColumn> row(
      long passId, Consignment consignment, Box box, Draw draw, OffsetDateTime at) {
    Filing filing = consignment.filing();
    BigDecimal vehicle = BigDecimal.valueOf(draw.between("vehicle", 780, 920) * 10L).setScale(2);
    BigDecimal frame = BigDecimal.valueOf(draw.between("frame", 460, 560) * 10L).setScale(2);
    BigDecimal tare = BigDecimal.valueOf(box.size().equals("11") ? 3_800 : 2_200);
    BigDecimal total = vehicle.add(frame).add(tare).add(box.weight()).setScale(2);
    return new Row<>(GatePassColumn.class)
        .set(GatePassColumn.PASS_ID, passId)
        .set(GatePassColumn.GATE_ID, draw.oneOf("gate", GATES))
        .set(GatePassColumn.DIRECTION, filing.importing() ? "OUT" : "IN")
        .set(GatePassColumn.CONTAINER_NO, box.number())
        .set(GatePassColumn.BILL_NO, filing.transport().bill())
        .set(GatePassColumn.TRADE_USCI, filing.parties().trade().usci())
        .set(GatePassColumn.TRADE_NAME, filing.parties().trade().name())
        .set(GatePassColumn.AGENT_USCI, filing.parties().agent().usci())
        .set(GatePassColumn.TERMINAL_USCI, consignment.terminal().usci())
        .set(GatePassColumn.VEHICLE_NO, plate(draw))
        .set(GatePassColumn.DRIVER_PERSON, People.name(draw.part("driver", 1)))
        .set(GatePassColumn.VEHICLE_WEIGHT, vehicle)
        .set(GatePassColumn.FRAME_WEIGHT, frame)
        .set(GatePassColumn.TOTAL_WEIGHT, total)
        .set(
            GatePassColumn.COLLECTED_WEIGHT,
            total.add(BigDecimal.valueOf(draw.between("scale", -40, 40))))
        .set(GatePassColumn.PASS_STATE, "2")
        .set(GatePassColumn.GATE_TIME, at)
        .set(GatePassColumn.UPDATED_AT, at);
  }

  /** A plate with the letter I, which is never issued. */
  static String plate(Draw draw) {
    return "闽"
        + PLATE_LETTERS.charAt(draw.below("plateLetter", PLATE_LETTERS.length()))
        + "·I"
        + Digits.padded(draw.between("plate", 1, 9_999), 4);
  }
}
