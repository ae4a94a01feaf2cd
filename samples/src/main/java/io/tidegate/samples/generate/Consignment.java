package io.tidegate.samples.generate;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happened at the port to the goods of a declaration that travel by sea. A time is absent
 * where the thing has not happened.
 *
 * @param entered when customs took in the manifest
 * @param vessel when the ship arrived with an import or left with an export
 * @param tallyFrom when unloading or loading began
 * @param tallied when it ended and was counted
 * @param arrived when the goods were reported to lie in the supervised yard
 * @param distributed when the goods were handed to another place in the port, which is rare
 * @param released when customs let them go
 * @param passed when they passed the terminal's gate
 */
record Consignment(
    Filing filing,
    Enterprise terminal,
    OffsetDateTime entered,
    Optional<OffsetDateTime> vessel,
    Optional<OffsetDateTime> tallyFrom,
    Optional<OffsetDateTime> tallied,
    Optional<OffsetDateTime> arrived,
    Optional<OffsetDateTime> distributed,
    Optional<OffsetDateTime> released,
    Optional<OffsetDateTime> passed) {
  Consignment {
    Objects.requireNonNull(filing, "filing");
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(entered, "entered");
    Objects.requireNonNull(vessel, "vessel");
    Objects.requireNonNull(tallyFrom, "tallyFrom");
    Objects.requireNonNull(tallied, "tallied");
    Objects.requireNonNull(arrived, "arrived");
    Objects.requireNonNull(distributed, "distributed");
    Objects.requireNonNull(released, "released");
    Objects.requireNonNull(passed, "passed");
  }

  /** How it stood at a moment: what came later has not happened. */
  Consignment asOf(OffsetDateTime moment) {
    return new Consignment(
        filing,
        terminal,
        entered,
        vessel.filter(t -> !t.isAfter(moment)),
        tallyFrom.filter(t -> !t.isAfter(moment)),
        tallied.filter(t -> !t.isAfter(moment)),
        arrived.filter(t -> !t.isAfter(moment)),
        distributed.filter(t -> !t.isAfter(moment)),
        released.filter(t -> !t.isAfter(moment)),
        passed.filter(t -> !t.isAfter(moment)));
  }

  /** The latest of the states the manifest goes through, and when it was reached. */
  State latest() {
    return Stream.of(
            Optional.of(new State("ENTERED", entered)),
            tallied.map(t -> new State("TALLIED", t)),
            arrived.map(t -> new State("ARRIVED", t)),
            distributed.map(t -> new State("DISTRIBUTED", t)),
            released.map(t -> new State("RELEASED", t)))
        .flatMap(Optional::stream)
        .max(Comparator.comparing(State::time))
        .orElseThrow();
  }

  /** A state of the manifest and when it was reached. */
  record State(String word, OffsetDateTime time) {
    State {
      Objects.requireNonNull(word, "word");
      Objects.requireNonNull(time, "time");
    }
  }
}
