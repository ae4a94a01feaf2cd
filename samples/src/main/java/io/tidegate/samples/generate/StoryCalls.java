package io.tidegate.samples.generate;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The calls of the ship that the stories tell about, number 2300014. The last but one is going on,
 * the ship lies at its berth; the last is announced.
 */
final class StoryCalls {
  static final String IMO = "2300014";
  static final String VESSEL = "TIDE PIONEER";

  /** In order of time. */
  static final List<StoryCall> ALL =
      List.of(
          new StoryCall("024E", at(2024, 1, 8, 4, 10), at(2024, 1, 13, 20, 30)),
          new StoryCall("024E", at(2024, 3, 5, 5, 30), at(2024, 3, 6, 22, 0)),
          new StoryCall("024E", at(2024, 5, 14, 21, 40), at(2024, 5, 22, 6, 0)),
          new StoryCall("024E", at(2025, 1, 1, 23, 10), at(2025, 1, 3, 18, 0)),
          new StoryCall("168E", at(2025, 12, 30, 16, 20), at(2025, 12, 31, 20, 0)),
          new StoryCall("169W", at(2026, 1, 6, 5, 0), at(2026, 1, 7, 18, 0)));

  private StoryCalls() {}

  /** The call in which a story happens; none for a declaration that is no story. */
  static Optional<StoryCall> of(Filing filing) {
    return filing.headId() > Stories.COUNT
        ? Optional.empty()
        : ALL.stream()
            .filter(
                call ->
                    call.arrived().isBefore(filing.submitted())
                        && filing.submitted().isBefore(call.left()))
            .findFirst();
  }

  private static OffsetDateTime at(int year, int month, int day, int hour, int minute) {
    return OffsetDateTime.of(year, month, day, hour, minute, 0, 0, SampleCalendar.OFFSET);
  }

  /**
   * One call.
   *
   * @param arrived when the ship arrived or is expected
   * @param left when the ship left or, where that is still to come, is expected to
   */
  record StoryCall(String voyage, OffsetDateTime arrived, OffsetDateTime left) {
    StoryCall {
      Objects.requireNonNull(voyage, "voyage");
      Objects.requireNonNull(arrived, "arrived");
      Objects.requireNonNull(left, "left");
    }
  }
}
