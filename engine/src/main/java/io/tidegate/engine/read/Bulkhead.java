package io.tidegate.engine.read;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets so many through at once, so many more wait, in their order and not for long, and turns away
 * the rest: what is slow behind it takes its own share of the engine and no more. Safe for any
 * number of threads.
 */
public final class Bulkhead {
  /** One that holds nobody up. */
  public static final Bulkhead OPEN = new Bulkhead(Integer.MAX_VALUE, 0, Duration.ZERO);

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Semaphore permits;
  private final AtomicInteger waiting = new AtomicInteger();
  private final int mostWaiting;
  private final Duration longestWait;

  /**
   * A bulkhead.
   *
   * @param mostAtOnce that are behind it
   * @param mostWaiting that wait before it
   */
  public Bulkhead(int mostAtOnce, int mostWaiting, Duration longestWait) {
    if (mostAtOnce < 1 || mostWaiting < 0) {
      throw new IllegalArgumentException("a bulkhead lets something through");
    }
    this.permits = new Semaphore(mostAtOnce, true);
    this.mostWaiting = mostWaiting;
    this.longestWait = Objects.requireNonNull(longestWait, "longestWait");
  }

  /** What is done behind it. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws CallProblem;
  }

  /**
   * Does work behind it.
   *
   * @throws CallProblem of the work; or that there are too many already, or that the caller has
   *     gone
   */
  public <T> T run(Work<T> work) throws CallProblem {
    enter();
    try {
      return work.run();
    } finally {
      permits.release();
    }
  }

  private void enter() throws CallProblem {
    // who waits was first; the fair form of trying looks at them
    if (tryEnter(Duration.ZERO)) {
      return;
    }
    if (waiting.incrementAndGet() > mostWaiting) {
      waiting.decrementAndGet();
      throw new CallProblem(ProblemCode.SOURCE_BUSY, SOON);
    }
    try {
      if (!tryEnter(longestWait)) {
        throw new CallProblem(ProblemCode.SOURCE_BUSY, SOON);
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  private boolean tryEnter(Duration wait) throws CallProblem {
    try {
      return permits.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallProblem(ProblemCode.SOURCE_TIMEOUT);
    }
  }
}
