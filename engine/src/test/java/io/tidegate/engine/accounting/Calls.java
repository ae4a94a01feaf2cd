package io.tidegate.engine.accounting;

import io.tidegate.engine.answer.AnswerTally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Calls to keep books of. */
final class Calls {
  static final Instant NOON = Instant.parse("2026-01-02T04:00:00.123456789Z");

  private Calls() {}

  static CallRecord answered(String traceId) {
    return new CallRecord(
        NOON,
        Duration.ofNanos(12_345_678),
        traceId,
        7,
        new CallRecord.Plan("declaration-details", "1.2.0", "f1".repeat(32)),
        Optional.of("trader"),
        Optional.of("91350299MAT0000182"),
        Optional.empty(),
        CallRecord.Outcome.ANSWERED,
        200,
        Optional.empty(),
        new AnswerTally(3, List.of("AGENT", "PRINCIPAL"), List.of("M-DROP", "M-NAME(x)")),
        1024);
  }

  static CallRecord anonymous(String service, CallRecord.Outcome outcome, String problem) {
    return new CallRecord(
        NOON,
        Duration.ofMillis(1),
        "t",
        7,
        new CallRecord.Plan(service, "1.0.0", "f2"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        outcome,
        outcome == CallRecord.Outcome.GONE ? 0 : 404,
        Optional.ofNullable(problem),
        AnswerTally.NOTHING,
        0);
  }
}
