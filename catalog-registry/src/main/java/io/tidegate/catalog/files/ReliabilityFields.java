package io.tidegate.catalog.files;

import io.tidegate.route.catalog.Reliability;
import io.tidegate.route.catalog.Reliability.Breaking;
import io.tidegate.route.catalog.Reliability.Retrying;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.DurationText;
import io.tidegate.route.text.Located;
import io.tidegate.route.yaml.YamlFields;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The {@code breaker} and {@code retry} of a source's file. */
final class ReliabilityFields {
  private static final Set<String> UNITS = Set.of("ms", "s", "m");
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST_READ = Duration.ofSeconds(60);
  private static final Duration LONGEST_OPEN = Duration.ofMinutes(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration USUAL_PAUSE = Duration.ofMillis(100);
  private static final int MOST_CALLS = 1_000;
  private static final int MOST_TRIALS = 20;
  private static final int MOST_ATTEMPTS = 3;

  private final Diagnostics diagnostics;

  private ReliabilityFields(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  static Reliability read(YamlFields fields, Diagnostics diagnostics) {
    ReliabilityFields reading = new ReliabilityFields(diagnostics);
    return new Reliability(
        fields.fields("breaker").map(reading::breaker).orElse(Reliability.USUAL.breaker()),
        fields.fields("retry").map(reading::retry).orElse(Reliability.USUAL.retry()));
  }

  private Breaking breaker(YamlFields fields) {
    Breaking usual = Reliability.USUAL.breaker();
    Breaking breaker =
        new Breaking(
            fields.integer("failureRate", 1, 100).orElse(usual.failureRate()),
            fields.integer("calls", 1, MOST_CALLS).orElse(usual.calls()),
            duration(fields, "slow", LONGEST_READ),
            fields.integer("slowRate", 1, 100).orElse(usual.slowRate()),
            duration(fields, "open", LONGEST_OPEN).orElse(usual.open()),
            fields.integer("trials", 1, MOST_TRIALS).orElse(usual.trials()));
    fields.end();
    return breaker;
  }

  private Retrying retry(YamlFields fields) {
    Retrying retry =
        new Retrying(
            fields.integer("attempts", 1, MOST_ATTEMPTS).orElse(2),
            duration(fields, "pause", LONGEST_PAUSE).orElse(USUAL_PAUSE));
    fields.end();
    return retry;
  }

  private Optional<Duration> duration(YamlFields fields, String key, Duration longest) {
    Optional<Located<String>> written = fields.text(key);
    Optional<Duration> duration =
        written
            .flatMap(text -> DurationText.parse(text.value(), UNITS))
            .filter(d -> d.compareTo(SHORTEST) >= 0 && d.compareTo(longest) <= 0);
    if (written.isPresent() && duration.isEmpty()) {
      diagnostics.error(
          CatalogCode.DURATION,
          written.get().span(),
          "`"
              + written.get().value()
              + "` is not a duration between 1ms and "
              + longest.toSeconds()
              + "s");
    }
    return duration;
  }
}
