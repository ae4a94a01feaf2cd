package io.tidegate.engine.start;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tidegate.engine.centre.ResourceMeasures;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Has all resources measured on a schedule. Every node looks whether it is time; the database lets
 * one of them begin.
 */
@Singleton
final class MeasureRounds {
  private static final Logger LOG = Logger.getLogger(MeasureRounds.class);

  /** A node that has just started has calls to answer first. */
  private static final Duration QUIET = Duration.ofMinutes(5);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** Each round is late by up to this part of the time between two. */
  private static final int JITTER = 10;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("measure-rounds").daemon().factory());
  private final ResourceMeasures measures;
  private final Duration every;
  private final Clock clock;

  @Inject
  MeasureRounds(ResourceMeasures measures, CatalogConfig config, Clock clock) {
    this.measures = measures;
    this.every = config.measureEvery();
    this.clock = clock;
  }

  void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
    if (every.isZero()) {
      return;
    }
    if (every.isNegative()) {
      throw new StartRefusedException("tidegate.catalog.measure-every is 0 or longer");
    }
    timer.schedule(this::look, shorter(every, QUIET).toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  private void look() {
    long late = ThreadLocalRandom.current().nextLong(every.toMillis() / JITTER + 1);
    try {
      measures.all(clock.instant().minus(every).minusMillis(late));
    } catch (RuntimeException e) {
      // the next look tries again
      LOG.warnf("resources cannot be measured now: %s", e.getMessage());
    }
    if (!timer.isShutdown()) {
      timer.schedule(
          this::look,
          shorter(every.dividedBy(JITTER).plusMillis(1), LONGEST_PAUSE).toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
