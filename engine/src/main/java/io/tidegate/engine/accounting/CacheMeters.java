package io.tidegate.engine.accounting;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidegate.engine.cache.AnswerCache;
import io.tidegate.engine.cache.Given;
import java.util.Locale;
import java.util.Objects;

/** What the answers that are kept take, and how often they are given. Read when it is asked for. */
final class CacheMeters implements MeterBinder {
  private final AnswerCache cache;

  CacheMeters(AnswerCache cache) {
    this.cache = Objects.requireNonNull(cache, "cache");
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("tidegate.cache.entries", cache, AnswerCache::size)
        .description("Answers that are kept")
        .register(registry);
    Gauge.builder("tidegate.cache.bytes", cache, AnswerCache::bytes)
        .description("Bytes the answers take that are kept, about")
        .register(registry);
    for (Given.Origin origin : Given.Origin.values()) {
      FunctionCounter.builder("tidegate.cache.answers", cache, kept -> kept.given(origin))
          .description("Answers of services that keep answers, by where they came from")
          .tag("origin", origin.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }
}
