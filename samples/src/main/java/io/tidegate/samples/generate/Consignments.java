package io.tidegate.samples.generate;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * What happens at the port to the goods of the declarations that travel by sea. An import comes
 * with its ship, is unloaded, lies in the yard, is declared and released, and leaves by the gate;
 * an export comes by the gate, lies in the yard, is declared and released, is loaded and leaves
 * with its ship.
 */
final class Consignments {
  private static final double DISTRIBUTED = 0.08;

  /** Story 7: this declaration is released, and its box waits for a fee that is not paid. */
  private static final long WAITS_FOR_FEE = 4;

  private final Filings filings;
  private final long seed;

  Consignments(Filings filings, long seed) {
    this.filings = filings;
    this.seed = seed;
  }

  int count() {
    return filings.count();
  }

  /** The goods of a declaration; none where they do not travel by sea. */
  Optional<Consignment> of(long headId) {
    Filing filing = filings.filing(headId);
    return filing
        .parties()
        .terminal()
        .filter(terminal -> filing.transport().mode().equals("2"))
        .map(terminal -> timed(filing, terminal).asOf(SampleCalendar.NOW));
  }

  private Consignment timed(Filing filing, Enterprise terminal) {
    Draw draw = draw(filing.headId());
    Optional<OffsetDateTime> released = filing.receipt(Channel.RELEASED).map(Filing.Receipt::time);
    return filing.importing()
        ? imported(draw, filing, terminal, released)
        : exported(draw, filing, terminal, released);
  }

  /** A story is the same for every seed, so nothing of it is drawn from the sample's. */
  private Draw draw(long headId) {
    return new Draw(headId <= Stories.COUNT ? 0 : seed, "consignment", headId);
  }

  private static Consignment imported(
      Draw draw, Filing filing, Enterprise terminal, Optional<OffsetDateTime> released) {
    OffsetDateTime vessel =
        StoryCalls.of(filing)
            .map(StoryCalls.StoryCall::arrived)
            .orElseGet(() -> arrival(filing, draw));
    OffsetDateTime tallyFrom = vessel.plusMinutes(draw.between("unload", 110, 150));
    OffsetDateTime tallied = tallyFrom.plusMinutes(draw.between("unloading", 60, 100));
    OffsetDateTime arrived = tallied.plusMinutes(draw.between("yard", 10, 35));
    return new Consignment(
        filing,
        terminal,
        vessel.minusMinutes(draw.between("entered", 1_200, 1_600)),
        Optional.of(vessel),
        Optional.of(tallyFrom),
        Optional.of(tallied),
        Optional.of(arrived),
        draw.chance("distributed", DISTRIBUTED)
            ? Optional.of(arrived.plusMinutes(draw.between("distribution", 20, 50)))
            : Optional.empty(),
        released,
        released
            .filter(t -> filing.headId() != WAITS_FOR_FEE)
            .map(t -> t.plusMinutes(draw.between("passed", 120, 1_800))));
  }

  /** The ship of an import is there some hours before it is declared, or days. */
  private static OffsetDateTime arrival(Filing filing, Draw draw) {
    LocalDate moved = filing.moved().orElse(filing.declared());
    return moved.isBefore(filing.declared())
        ? OffsetDateTime.of(
            moved.atTime(draw.below("arrivalHour", 6), draw.below("arrivalMinute", 60)),
            SampleCalendar.OFFSET)
        : filing.submitted().minusMinutes(draw.between("arrival", 400, 1_800));
  }

  private static Consignment exported(
      Draw draw, Filing filing, Enterprise terminal, Optional<OffsetDateTime> released) {
    OffsetDateTime arrived = filing.submitted().minusMinutes(draw.between("arrived", 180, 1_200));
    Optional<OffsetDateTime> vessel =
        StoryCalls.of(filing)
            .map(StoryCalls.StoryCall::left)
            .or(() -> released.map(t -> departure(filing, t, draw)));
    return new Consignment(
        filing,
        terminal,
        arrived.minusMinutes(draw.between("entered", 600, 1_800)),
        vessel,
        vessel.map(t -> t.minusMinutes(draw.between("load", 480, 540))),
        vessel.map(t -> t.minusMinutes(draw.between("loaded", 90, 240))),
        Optional.of(arrived),
        Optional.empty(),
        released,
        Optional.of(arrived.minusMinutes(draw.between("passed", 15, 60))));
  }

  /** The ship of an export leaves when the goods are released and could be loaded. */
  private static OffsetDateTime departure(Filing filing, OffsetDateTime released, Draw draw) {
    OffsetDateTime earliest = released.plusMinutes(draw.between("ready", 600, 900));
    return filing
        .moved()
        .map(
            day ->
                OffsetDateTime.of(
                    day.atTime(draw.between("departureHour", 12, 22), 30), SampleCalendar.OFFSET))
        .filter(planned -> planned.isAfter(earliest))
        .orElse(earliest);
  }
}
