package io.tidegate.engine.trace;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * Takes calls to a collector, on one thread. Whoever hands a call over never waits: what finds no
 * room is dropped and counted, like what the collector does not take.
 */
final class SpanSender implements AutoCloseable {
  static final String THREAD = "traces";

  private static final Logger LOG = Logger.getLogger(SpanSender.class);
  private static final int BATCH = 128;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LAST = Duration.ofSeconds(2);

  private final BlockingQueue<TracedCall> waiting;
  private final SpanExporter exporter;
  private final Thread thread;
  private final LongAdder sent = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private volatile boolean over;
  private boolean failing;

  SpanSender(URI collector, int mostWaiting) {
    this.waiting = new ArrayBlockingQueue<>(mostWaiting);
    this.exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(collector.toString())
            .setConnectTimeout(TIMEOUT)
            .setTimeout(TIMEOUT)
            .setRetryPolicy(null)
            .build();
    this.thread = Thread.ofPlatform().name(THREAD).daemon().start(this::run);
  }

  void take(TracedCall call) {
    if (over || !waiting.offer(call)) {
      dropped.increment();
    }
  }

  private void run() {
    while (!over || !waiting.isEmpty()) {
      try {
        TracedCall first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          List<TracedCall> batch = new ArrayList<>(BATCH);
          batch.add(first);
          waiting.drainTo(batch, BATCH - 1);
          send(batch);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.errorf("traces: %s", e.getClass().getName());
      }
    }
  }

  private void send(List<TracedCall> batch) {
    List<SpanData> spans = new ArrayList<>();
    batch.forEach(call -> spans.addAll(FinishedSpan.of(call)));
    boolean taken =
        exporter.export(spans).join(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).isSuccess();
    (taken ? sent : dropped).add(batch.size());
    if (taken == failing) {
      failing = !taken;
      LOG.warn(
          taken
              ? "the collector of traces takes them again"
              : "the collector of traces does not take them (tidegate.tracing.url); they are dropped"
                  + " and counted until it does");
    }
  }

  long sent() {
    return sent.sum();
  }

  long dropped() {
    return dropped.sum();
  }

  @Override
  public void close() {
    over = true;
    try {
      if (!thread.join(LAST)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    exporter.shutdown().join(LAST.toMillis(), TimeUnit.MILLISECONDS);
  }
}
