package io.tidegate.engine.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.quota.Simulation.Admission;
import io.tidegate.engine.quota.Simulation.Faults;
import io.tidegate.engine.quota.Simulation.Load;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The algorithm on schedules nobody would think of; and that they find what is left out of it. */
class QuotaSimulationTest {
  private static final int SEEDS = 32;

  /** A search ends with the first that is found. */
  private static final int MUTANT_SEEDS = 64;

  private static final long MINUTES = 3 * 60_000_000L;

  /** In the next minute a day, a month and a year begin. */
  private static final long BEFORE_NEW_YEAR = micros("2026-12-31T23:58:40+08:00");

  private static final List<Faults> FAULTS =
      List.of(Faults.SOME, Faults.MANY, Faults.STOPS, Faults.DOUBLES);

  /** What is limited and what comes. */
  private record Scenario(Limits limits, double callsPerSecond, Load load) {
    static Scenario of(long seed) {
      return switch ((int) (seed % 4)) {
        case 0 -> new Scenario(new Limits(4, 9, 90, 170, 260), 4, Load.RANDOM);
        case 1 -> new Scenario(new Limits(0, 0, 2_000, 0, 0), 80, Load.AROUND_MINUTES);
        case 2 -> new Scenario(new Limits(15, 30, 0, 0, 0), 15, Load.RANDOM);
        default -> new Scenario(new Limits(0, 0, 1_000, 2_500, 0), 15, Load.RANDOM);
      };
    }

    List<Admission> run(long seed, Mutant mutant) {
      return new Simulation(
              seed,
              4,
              BEFORE_NEW_YEAR,
              limits,
              callsPerSecond,
              load,
              FAULTS.get((int) (seed / 4 % FAULTS.size())),
              mutant)
          .run(MINUTES);
    }
  }

  private static long micros(String time) {
    return OffsetDateTime.parse(time).toInstant().toEpochMilli() * 1000;
  }

  private static Optional<String> excess(long seed, Mutant mutant) {
    Scenario scenario = Scenario.of(seed);
    return excess(scenario.run(seed, mutant), scenario.limits());
  }

  /** The first window with more than its limit, in words. */
  private static Optional<String> excess(List<Admission> admissions, Limits limits) {
    for (Bucket bucket : Bucket.calendar()) {
      if (limits.has(bucket)) {
        // what failed here is not charged to days and months
        Predicate<Admission> counts = a -> bucket == Bucket.MINUTE || !a.failed();
        Map<Long, Long> windows = new TreeMap<>();
        admissions.stream()
            .filter(counts)
            .forEach(a -> windows.merge(bucket.start(a.at()), 1L, Long::sum));
        for (Map.Entry<Long, Long> window : windows.entrySet()) {
          if (window.getValue() > limits.of(bucket)) {
            return Optional.of(
                window.getValue() + " in the " + bucket.word() + " of " + window.getKey());
          }
        }
      }
    }
    return limits.has(Bucket.SECOND) ? excessOfSeconds(admissions, limits) : Optional.empty();
  }

  /** For all i ≤ j: j − i + 1 ≤ burst + rate × (t(j) − t(i)). */
  private static Optional<String> excessOfSeconds(List<Admission> admissions, Limits limits) {
    long least = Long.MAX_VALUE;
    for (int j = 0; j < admissions.size(); j++) {
      long at = admissions.get(j).at() - BEFORE_NEW_YEAR;
      long beyond = j * Bucket.SECOND_MICROS - limits.perSecond() * at;
      least = Math.min(least, beyond);
      if (beyond - least + Bucket.SECOND_MICROS > limits.burst() * Bucket.SECOND_MICROS) {
        return Optional.of("more than the burst and the rate, up to call " + j + " at " + at);
      }
    }
    return Optional.empty();
  }

  @Test
  void noScheduleAdmitsMoreThanTheLimit() {
    long admitted = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Scenario scenario = Scenario.of(seed);
      List<Admission> admissions = scenario.run(seed, Mutant.NONE);
      assertThat(excess(admissions, scenario.limits())).as("seed %d", seed).isEmpty();
      admitted += admissions.size();
    }
    // a simulation in which nothing gets through shows nothing
    assertThat(admitted).isGreaterThan(SEEDS * 200L);
  }

  @ParameterizedTest
  @EnumSource(value = Mutant.class, mode = Mode.EXCLUDE, names = "NONE")
  void aScheduleFindsWhatIsLeftOut(Mutant mutant) {
    assertThat(LongStream.range(0, MUTANT_SEEDS).anyMatch(seed -> excess(seed, mutant).isPresent()))
        .as("%s is found by none of %d schedules", mutant, MUTANT_SEEDS)
        .isTrue();
  }

  @Test
  void aMinuteCanBeUsedUpByThreeNodes() {
    Limits limits = new Limits(0, 0, 1_000, 0, 0);
    List<Admission> admissions =
        new Simulation(
                7,
                3,
                micros("2026-11-30T12:00:00+08:00"),
                limits,
                20,
                Load.STEADY,
                Faults.NONE,
                Mutant.NONE)
            .run(60_000_000L - 1);

    assertThat(admissions).hasSizeBetween(990, 1_000);
  }

  @Test
  void theRateCanBeUsedUpByThreeNodes() {
    Limits limits = new Limits(50, 100, 0, 0, 0);
    List<Admission> admissions =
        new Simulation(
                8,
                3,
                micros("2026-11-30T12:00:00+08:00"),
                limits,
                60,
                Load.STEADY,
                Faults.NONE,
                Mutant.NONE)
            .run(30_000_000L);

    assertThat(admissions).hasSizeBetween((100 + 50 * 30) * 99 / 100, 100 + 50 * 30);
  }
}
