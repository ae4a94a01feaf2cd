package io.tidegate.samples.generate;

import io.tidegate.route.identifier.Digits;
import io.tidegate.samples.generate.Fleet.Ship;
import io.tidegate.samples.generate.StoryCalls.StoryCall;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The calls of the ships: those of the stories, those that brought declared imports, and the
 * regular calls of ships no declaration names. No ship is in two places at once.
 */
final class VesselCalls {
  /** Of all calls beyond the stories, those of ships that declarations name. */
  private static final double DECLARED = 0.4;

  /** How far ahead calls are announced. */
  private static final int ANNOUNCED_DAYS = 7;

  private static final int BERTHS = 12;
  private static final List<String> PURPOSES = List.of("cargo", "bunker", "repair");
  private static final Shares PURPOSE_SHARES = Shares.of(94, 5, 1);

  private final Volume volume;
  private final long seed;
  private final Fleet fleet;
  private final Filings filings;
  private final Consignments consignments;
  private final Enterprises enterprises;
  private final int declared;
  private final int regularShips;
  private final int regularCalls;

  VesselCalls(
      Volume volume,
      long seed,
      Fleet fleet,
      Filings filings,
      Consignments consignments,
      Enterprises enterprises) {
    this.volume = volume;
    this.seed = seed;
    this.fleet = fleet;
    this.filings = filings;
    this.consignments = consignments;
    this.enterprises = enterprises;
    int beyondStories = volume.vesselCalls() - StoryCalls.ALL.size();
    this.declared = (int) (beyondStories * DECLARED);
    this.regularShips = fleet.count() - Filings.VESSELS.size();
    this.regularCalls = beyondStories - declared;
  }

  /** A stay of a ship; the end is planned when it lies ahead. */
  private record Stay(
      Ship ship, String voyage, Enterprise terminal, OffsetDateTime from, OffsetDateTime to) {
    Stay {
      Objects.requireNonNull(ship, "ship");
      Objects.requireNonNull(voyage, "voyage");
      Objects.requireNonNull(terminal, "terminal");
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(to, "to");
    }
  }

  int count() {
    return volume.vesselCalls();
  }

  List<Row<VesselCallColumn>> rows(long callId) {
    int stories = StoryCalls.ALL.size();
    boolean ofStories = callId <= stories;
    Draw draw = new Draw(ofStories ? 0 : seed, "call", callId);
    Stay stay;
    if (ofStories) {
      StoryCall call = StoryCalls.ALL.get((int) callId - 1);
      stay =
          new Stay(fleet.ship(1), call.voyage(), enterprises.cast(4), call.arrived(), call.left());
    } else if (callId <= stories + declared) {
      stay = declared((int) (callId - stories - 1), draw);
    } else {
      stay = regular((int) (callId - stories - declared - 1), draw);
    }
    return List.of(row(callId, stay, draw));
  }

  /**
   * The ships take turns, each in a stretch of the declarations; the call is that of the first
   * import there that names the ship, or one without imports.
   */
  private Stay declared(int turn, Draw draw) {
    int generated = filings.count() - Stories.COUNT;
    long first = Stories.COUNT + 1 + (long) turn * generated / declared;
    long beyond = Stories.COUNT + 1 + (turn + 1L) * generated / declared;
    // The ship of the stories has its own calls.
    Ship ship = fleet.ship(2 + turn % (Filings.VESSELS.size() - 1));
    for (long head = first; head < beyond; head++) {
      Filing filing = filings.filing(head);
      if (filing.importing() && filing.transport().name().equals(ship.name())) {
        Optional<Consignment> consignment = consignments.of(head);
        if (consignment.isPresent()) {
          OffsetDateTime from = consignment.get().vessel().orElseThrow();
          return new Stay(
              ship,
              filing.transport().voyage(),
              consignment.get().terminal(),
              from,
              from.plusMinutes(draw.between("stay", 700, 1_900)));
        }
      }
    }
    OffsetDateTime from =
        filings.filing(first).submitted().minusMinutes(draw.between("lag", 1, 1_440));
    return new Stay(
        ship,
        voyage(draw),
        draw.oneOf("terminal", enterprises.terminals()),
        from,
        from.plusMinutes(draw.between("stay", 700, 1_900)));
  }

  /** A ship comes in even intervals, give or take a tenth. */
  private Stay regular(int place, Draw draw) {
    int number = place % regularShips;
    int turn = place / regularShips;
    int turns = (regularCalls - number + regularShips - 1) / regularShips;
    double minutes = (SampleCalendar.DAYS + ANNOUNCED_DAYS) * 1_440.0;
    double phase = new Draw(seed, "schedule", number).unit("phase");
    double start = (turn + 0.8 * phase + 0.2 * draw.unit("start")) / turns;
    OffsetDateTime from =
        OffsetDateTime.of(SampleCalendar.FIRST_DAY.atStartOfDay(), SampleCalendar.OFFSET)
            .plusMinutes((long) (start * minutes));
    return new Stay(
        fleet.ship(Filings.VESSELS.size() + 1 + number),
        voyage(draw),
        draw.oneOf("terminal", enterprises.terminals()),
        from,
        from.plusMinutes(draw.between("stay", 700, 1_900)));
  }

  private static String voyage(Draw draw) {
    return Digits.padded(draw.between("voyage", 1, 999), 3) + (draw.chance("way", 0.5) ? "E" : "W");
  }

  private Row<VesselCallColumn> row(long callId, Stay stay, Draw draw) {
    OffsetDateTime berthed = stay.from().plusMinutes(draw.between("anchorage", 30, 100));
    OffsetDateTime now = SampleCalendar.NOW;
    boolean here = !stay.from().isAfter(now);
    boolean moored = !berthed.isAfter(now);
    boolean gone = !stay.to().isAfter(now);
    OffsetDateTime updated =
        gone
            ? stay.to()
            : moored ? berthed : here ? stay.from() : now.minusMinutes(draw.below("news", 600));
    return new Row<>(VesselCallColumn.class)
        .set(VesselCallColumn.CALL_ID, callId)
        .set(VesselCallColumn.IMO_NO, stay.ship().imo())
        .set(VesselCallColumn.VESSEL_NAME, stay.ship().name())
        .set(VesselCallColumn.VOYAGE_NO, stay.voyage())
        .set(
            VesselCallColumn.STAY_REF,
            "TD" + stay.from().getYear() + "S" + Digits.padded(callId, 7))
        .set(VesselCallColumn.CUSTOM_MASTER, "379" + draw.between("customs", 1, 3))
        .set(
            VesselCallColumn.PURPOSE,
            callId <= StoryCalls.ALL.size() + declared
                ? PURPOSES.get(0)
                : PURPOSES.get(PURPOSE_SHARES.at(draw.unit("purpose"))))
        .set(
            VesselCallColumn.STATUS,
            gone ? "DEPARTED" : moored ? "BERTHED" : here ? "ARRIVED" : "EXPECTED")
        .set(VesselCallColumn.TERMINAL_USCI, stay.terminal().usci())
        .set(VesselCallColumn.TERMINAL_NAME, stay.terminal().name())
        .set(VesselCallColumn.BERTH, "B" + Digits.padded(draw.between("berth", 1, BERTHS), 2))
        .set(VesselCallColumn.ETA, stay.from().plusMinutes(draw.between("late", -120, 120)))
        .set(VesselCallColumn.ATA, here ? stay.from() : null)
        .set(VesselCallColumn.BERTHED_AT, moored ? berthed : null)
        .set(
            VesselCallColumn.ETD,
            gone ? stay.to().plusMinutes(draw.between("early", -180, 60)) : stay.to())
        .set(VesselCallColumn.ATD, gone ? stay.to() : null)
        .set(VesselCallColumn.PREVIOUS_PORT, filings.port(draw.unit("previous")))
        .set(VesselCallColumn.NEXT_PORT, filings.port(draw.unit("next")))
        .set(
            VesselCallColumn.DRAUGHT,
            BigDecimal.valueOf(draw.between("draught", 600, 1_500)).movePointLeft(2))
        .set(VesselCallColumn.CREW_COUNT, draw.between("crew", 18, 26))
        .set(VesselCallColumn.PASSENGER_COUNT, 0)
        .set(VesselCallColumn.CREW_LIST_FILED, here)
        .set(VesselCallColumn.UPDATED_AT, updated);
  }
}
