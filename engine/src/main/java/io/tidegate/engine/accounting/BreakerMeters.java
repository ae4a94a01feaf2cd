package io.tidegate.engine.accounting;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidegate.engine.breaker.Breaker;
import io.tidegate.engine.breaker.Breakers;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * How the breaker of each source stands at this node, and how often it opened. Labels are names of
 * the catalog and the three states.
 */
final class BreakerMeters {
  private final Breakers breakers;
  private final MeterRegistry registry;
  private final Set<String> known = new HashSet<>();

  BreakerMeters(Breakers breakers, MeterRegistry registry) {
    this.breakers = Objects.requireNonNull(breakers, "breakers");
    this.registry = Objects.requireNonNull(registry, "registry");
  }

  /** Takes in those that were made since; a breaker is made by its first read. */
  synchronized void refresh() {
    for (String name : breakers.standings().keySet()) {
      if (known.add(name)) {
        add(name);
      }
    }
  }

  private void add(String name) {
    for (Breaker.State state : Breaker.State.values()) {
      Gauge.builder("tidegate.breaker.state", breakers, all -> is(all, name, state))
          .description("1 for the state the breaker of a source is in at this node, 0 for others")
          .tag("source", name)
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    FunctionCounter.builder("tidegate.breaker.openings", breakers, all -> all.openings(name))
        .description("How often the breaker of a source opened, by this node or by word of another")
        .tag("source", name)
        .register(registry);
  }

  private static double is(Breakers all, String name, Breaker.State state) {
    Breaker.Standing standing = all.standings().get(name);
    return standing != null && standing.state() == state ? 1 : 0;
  }
}
