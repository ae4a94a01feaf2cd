package io.tidegate.engine.accounting;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidegate.engine.breaker.Breakers;
import io.tidegate.engine.cache.AnswerCache;
import io.tidegate.engine.detect.DetectionCounts;
import io.tidegate.engine.trace.CallTraces;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Counts of calls, of what detectors find, of what is kept, of breakers, and of what the process
 * takes, in the text form of Prometheus. No label has a value of a parameter or of an answer, and
 * none grows with what callers send. Safe for use by several threads.
 */
public final class CallMeters implements AutoCloseable {
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final DetectionMeters detections = new DetectionMeters(registry);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final List<BreakerMeters> breakers = new CopyOnWriteArrayList<>();
  private final Map<Ended, Timer> calls = new ConcurrentHashMap<>();
  private final Map<String, Answered> answered = new ConcurrentHashMap<>();
  private final Map<Stopped, Counter> refused = new ConcurrentHashMap<>();
  private final Counter unrecorded =
      Counter.builder("tidegate.calls.unrecorded")
          .description("Calls that found no room in the journal; none of them was given data")
          .register(registry);

  private record Ended(String service, CallRecord.Outcome outcome, String problem) {}

  private record Stopped(CallRecord.Outcome outcome, String problem) {}

  private record Answered(Counter rows, Counter bytes) {}

  /** Meters of a journal and of this process. */
  public CallMeters(CallJournal journal) {
    Gauge.builder("tidegate.calls.waiting", journal, CallJournal::waiting)
        .description("Calls in the journal that are not in the database")
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Has the answers a node keeps among them. */
  public CallMeters with(AnswerCache cache) {
    new CacheMeters(cache).bindTo(registry);
    return this;
  }

  /** Has the breakers of this node among them. */
  public CallMeters with(Breakers known) {
    breakers.add(new BreakerMeters(known, registry));
    return this;
  }

  /** Has the calls that are followed among them, where some are. */
  public CallMeters with(CallTraces traces) {
    if (traces.isOn()) {
      FunctionCounter.builder("tidegate.traces.sent", traces, CallTraces::sent)
          .description("Calls whose traces the collector has taken")
          .register(registry);
      FunctionCounter.builder("tidegate.traces.dropped", traces, CallTraces::dropped)
          .description("Calls whose traces are lost: too many waited, or none were taken")
          .register(registry);
    }
    return this;
  }

  void count(CallRecord call) {
    calls
        .computeIfAbsent(
            new Ended(call.plan().service(), call.outcome(), call.problem().orElse("none")),
            this::timer)
        .record(call.took());
    Answered counters = answered.computeIfAbsent(call.plan().service(), this::counters);
    counters.rows().increment(call.tally().rows());
    counters.bytes().increment(call.bytes());
  }

  private Timer timer(Ended ended) {
    return Timer.builder("tidegate.calls")
        .description("Calls on record, and the time until their answer was ready")
        .tag("service", ended.service())
        .tag("outcome", ended.outcome().name().toLowerCase(Locale.ROOT))
        .tag("problem", ended.problem())
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }

  private Answered counters(String service) {
    return new Answered(
        Counter.builder("tidegate.answer.rows")
            .description("Records answered")
            .tag("service", service)
            .register(registry),
        Counter.builder("tidegate.answer.bytes")
            .description("Bytes answered")
            .tag("service", service)
            .register(registry));
  }

  void refused(CallRecord.Outcome outcome, String problem) {
    refused
        .computeIfAbsent(
            new Stopped(outcome, problem),
            stopped ->
                Counter.builder("tidegate.calls.refused")
                    .description("Requests that ended before it was known who calls or what for")
                    .tag("outcome", stopped.outcome().name().toLowerCase(Locale.ROOT))
                    .tag("problem", stopped.problem())
                    .register(registry))
        .increment();
  }

  void unrecorded() {
    unrecorded.increment();
  }

  /** What counts what detectors find in live answers. */
  public DetectionCounts detections() {
    return detections;
  }

  /** Everything, as Prometheus reads it (text format 0.0.4). */
  public String scrape() {
    breakers.forEach(BreakerMeters::refresh);
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
