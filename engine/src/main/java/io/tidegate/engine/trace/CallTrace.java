package io.tidegate.engine.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One call that is followed, and its steps. Safe for use by several threads. */
public final class CallTrace {
  /** A route over many elements reads as often. */
  static final int MOST_STEPS = 200;

  private final TraceParent own;
  private final Optional<String> parentId;
  private final String request;
  private final Instant at;
  private final long beganNanos;
  private final Consumer<TracedCall> done;
  private final Queue<TracedStep> steps = new ConcurrentLinkedQueue<>();
  private final Map<Thread, Step> current = new ConcurrentHashMap<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicBoolean ended = new AtomicBoolean();

  CallTrace(
      String traceId,
      Optional<String> parentId,
      String request,
      Instant at,
      long beganNanos,
      Consumer<TracedCall> done) {
    this.own = new TraceParent(traceId, spanId(), true);
    this.parentId = Objects.requireNonNull(parentId, "parentId");
    this.request = Objects.requireNonNull(request, "request");
    this.at = Objects.requireNonNull(at, "at");
    this.beganNanos = beganNanos;
    this.done = Objects.requireNonNull(done, "done");
  }

  private static String spanId() {
    long id = ThreadLocalRandom.current().nextLong();
    // zero is none
    return String.format("%016x", id == 0 ? 1 : id);
  }

  /**
   * A step begins on this thread, within the one that is under way on it, and is over when it is
   * closed.
   *
   * @param name as the plan calls it
   * @param source the catalog's id
   */
  public Step step(String name, String source) {
    return new Step(name, source, false);
  }

  /** The same for asking a source over the network, which is told that it is within the step. */
  public Step asking(String name, String source) {
    return new Step(name, source, true);
  }

  /** The call is over. Told once; steps that end later are not told of. */
  public void end(CallFacts facts) {
    if (ended.compareAndSet(false, true)) {
      done.accept(
          new TracedCall(
              own,
              parentId,
              request,
              at,
              Duration.ofNanos(System.nanoTime() - beganNanos),
              facts,
              List.copyOf(steps),
              Math.max(0, begun.get() - MOST_STEPS)));
    }
  }

  /** A step under way. Of the thread it began on. */
  public final class Step implements AutoCloseable {
    private final String name;
    private final String source;
    private final boolean outward;
    private final boolean told = begun.incrementAndGet() <= MOST_STEPS;
    private final String spanId = spanId();
    private final Step outer = current.get(Thread.currentThread());
    private final long stepNanos = System.nanoTime();
    private Optional<String> problem = Optional.empty();
    private long rows = -1;

    private Step(String name, String source, boolean outward) {
      this.name = name;
      this.source = source;
      this.outward = outward;
      current.put(Thread.currentThread(), this);
    }

    /** What is within it is told this. */
    public TraceParent within() {
      return new TraceParent(own.traceId(), spanId, true);
    }

    /** It failed, with a code. */
    public void failed(String code) {
      problem = Optional.of(code);
    }

    /** It yielded so many records. */
    public void yielded(long count) {
      rows = count;
    }

    @Override
    public void close() {
      if (outer == null) {
        current.remove(Thread.currentThread());
      } else {
        current.put(Thread.currentThread(), outer);
      }
      if (told && !ended.get()) {
        steps.add(
            new TracedStep(
                name,
                source,
                outward,
                spanId,
                outer == null ? own.spanId() : outer.spanId,
                Duration.ofNanos(stepNanos - beganNanos),
                Duration.ofNanos(System.nanoTime() - stepNanos),
                problem,
                rows));
      }
    }
  }
}
