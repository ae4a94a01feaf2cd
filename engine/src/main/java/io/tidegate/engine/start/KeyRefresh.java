package io.tidegate.engine.start;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Reads keys and grants anew in a fixed rhythm. A change of them is heard of before; keys that end
 * by their time, and a change that nobody told of, are found by this.
 */
@Singleton
final class KeyRefresh {
  private static final Logger LOG = Logger.getLogger(KeyRefresh.class);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("key-refresh").daemon().factory());
  private final AccessRefresh access;
  private final AccessConfig config;

  @Inject
  KeyRefresh(AccessRefresh access, AccessConfig config) {
    this.access = access;
    this.config = config;
  }

  void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent event) {
    long pause = config.refresh().toMillis();
    timer.scheduleWithFixedDelay(this::refresh, pause, pause, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  private void refresh() {
    try {
      access.refresh();
    } catch (RuntimeException e) {
      // The next round tries again; until then what was known last stays in force.
      LOG.warnf("keys and grants cannot be read anew: %s", e.getMessage());
    }
  }
}
