package io.tidegate.engine.governance;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How far a long act has come, told from its first moment on. Any thread may look, and may ask for
 * it to end; the act ends at the next step it tells of.
 */
public final class Progress {
  /** What is being done. */
  public enum Phase {
    /** It waits for its turn. */
    WAITING,
    /** The rules of the candidate are built. */
    BUILDING,
    /** Documents of live services are read and resolved that were not before. */
    RESOLVING,
    /** Services are judged by both packs. */
    JUDGING,
    /** Services are compiled and checked by the candidate. */
    COMPILING,
    /** Services are started beside those that run. */
    STARTING,
    /** There is nothing more to do. */
    ENDED;

    /** As it is told. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How far it is at a moment.
   *
   * @param done how many services of this phase
   * @param of how many there are; 0 where that is not known
   */
  public record Step(Phase phase, int done, int of) {}

  private record Counter(Phase phase, AtomicInteger done, int of) {}

  private volatile Counter counter = new Counter(Phase.WAITING, new AtomicInteger(), 0);
  private volatile boolean cancelled;

  /** How far it is now. */
  public Step now() {
    Counter now = counter;
    return new Step(now.phase(), now.done().get(), now.of());
  }

  void begin(Phase phase, int of) {
    check();
    counter = new Counter(phase, new AtomicInteger(), of);
  }

  void one() {
    check();
    counter.done().incrementAndGet();
  }

  void at(int done) {
    counter.done().accumulateAndGet(done, Math::max);
  }

  void cancel() {
    cancelled = true;
  }

  private void check() {
    if (cancelled) {
      throw new CancellationException("it was cancelled");
    }
  }
}
