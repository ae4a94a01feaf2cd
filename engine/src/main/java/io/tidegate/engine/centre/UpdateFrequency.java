package io.tidegate.engine.centre;

import io.tidegate.engine.store.MeasureStore.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** How often a resource changes: what is declared of it, and what was observed. */
public final class UpdateFrequency {
  /** A change that is late by half is none that the declaration promises. */
  private static final double PATIENCE = 1.5;

  /** What declarations say that say a time; others promise none. */
  private static final Map<String, Duration> WORDS =
      Map.ofEntries(
          Map.entry("每小时", Duration.ofHours(1)),
          Map.entry("hourly", Duration.ofHours(1)),
          Map.entry("每日", Duration.ofDays(1)),
          Map.entry("每天", Duration.ofDays(1)),
          Map.entry("daily", Duration.ofDays(1)),
          Map.entry("每周", Duration.ofDays(7)),
          Map.entry("weekly", Duration.ofDays(7)),
          Map.entry("每月", Duration.ofDays(31)),
          Map.entry("monthly", Duration.ofDays(31)),
          Map.entry("每季度", Duration.ofDays(92)),
          Map.entry("quarterly", Duration.ofDays(92)),
          Map.entry("每年", Duration.ofDays(366)),
          Map.entry("yearly", Duration.ofDays(366)));

  private UpdateFrequency() {}

  /** The longest time between two changes that a declaration promises. */
  public static Optional<Duration> declared(String frequency) {
    return Optional.ofNullable(WORDS.get(frequency.strip().toLowerCase(Locale.ROOT)));
  }

  /**
   * The mean time between the changes that were seen; absent before two were. Changes between two
   * measurements are one.
   *
   * @param history of one resource, in any order
   */
  public static Optional<Duration> observed(List<Measure> history) {
    SortedSet<Instant> changes = new TreeSet<>();
    history.forEach(measure -> measure.lastChange().ifPresent(changes::add));
    return changes.size() < 2
        ? Optional.empty()
        : Optional.of(
            Duration.between(changes.first(), changes.last()).dividedBy(changes.size() - 1));
  }

  /** Whether it did not change for longer than is declared. */
  public static boolean late(String frequency, Optional<Instant> lastChange, Instant now) {
    return declared(frequency)
        .flatMap(
            promised ->
                lastChange.map(
                    at -> Duration.between(at, now).toSeconds() > promised.toSeconds() * PATIENCE))
        .orElse(false);
  }
}
