package io.tidegate.engine.centre;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.store.MeasureStore.DriftState;
import io.tidegate.engine.store.MeasureStore.Measure;
import io.tidegate.route.text.Bilingual;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UpdateFrequencyTest {
  private static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");

  private static Measure changed(Instant... at) {
    return new Measure(
        "declarations",
        "f",
        DAY,
        "schedule",
        false,
        new Bilingual("", ""),
        OptionalLong.empty(),
        false,
        OptionalLong.empty(),
        0,
        at.length == 0 ? Optional.empty() : Optional.of(at[0]),
        Optional.empty(),
        Optional.empty(),
        "[]",
        DriftState.NONE,
        "[]");
  }

  @Test
  void whatIsObservedIsTheMeanTimeBetweenChanges() {
    Measure first = changed(DAY);
    Measure second = changed(DAY.plus(Duration.ofDays(1)));
    Measure third = changed(DAY.plus(Duration.ofDays(4)));

    assertThat(UpdateFrequency.observed(List.of())).isEmpty();
    assertThat(UpdateFrequency.observed(List.of(first, first, changed()))).isEmpty();
    assertThat(UpdateFrequency.observed(List.of(third, second, second, first)))
        .contains(Duration.ofDays(2));
  }

  @Test
  void whoDeclaresATimeIsHeldToIt() {
    assertThat(UpdateFrequency.late("每日", Optional.of(DAY), DAY.plus(Duration.ofHours(30))))
        .isFalse();
    assertThat(UpdateFrequency.late("每日", Optional.of(DAY), DAY.plus(Duration.ofHours(37))))
        .isTrue();
    assertThat(UpdateFrequency.late("Weekly", Optional.of(DAY), DAY.plus(Duration.ofDays(8))))
        .isFalse();
    // nobody knows when it changed, or no time was promised
    assertThat(UpdateFrequency.late("每日", Optional.empty(), DAY)).isFalse();
    assertThat(UpdateFrequency.late("按公告", Optional.of(DAY), DAY.plus(Duration.ofDays(900))))
        .isFalse();
  }
}
