package io.tidegate.engine.read;

import io.tidegate.engine.breaker.Breaker;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.source.SourceFault;
import io.tidegate.route.catalog.Reliability.Retrying;
import io.tidegate.route.text.Bilingual;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What stands before a source: its breaker, its bulkhead, and whether it is asked again. Only reads
 * go through it, so that asking twice changes nothing there; and nothing is asked twice of which a
 * row was handed on. Safe for any number of threads.
 */
public final class SourceGate {
  /** One that holds nobody up. */
  public static final SourceGate OPEN =
      new SourceGate(Bulkhead.OPEN, Optional.empty(), Retrying.NEVER);

  /**
   * A read that is cut off sooner says nothing of the source, whose caller may have left it no more
   * time. Of a source that says what is slow it is that.
   */
  private static final Duration FAIR = Duration.ofSeconds(1);

  private static final Bilingual NOT_ASKED =
      new Bilingual("该数据源近期多次失败，暂停访问", "The source failed before and is not asked at the moment");

  private final Bulkhead bulkhead;
  private final Optional<Breaker> breaker;
  private final Retrying retry;
  private final Optional<ProblemCode> fault;

  public SourceGate(Bulkhead bulkhead, Optional<Breaker> breaker, Retrying retry) {
    this(bulkhead, breaker, retry, Optional.empty());
  }

  /**
   * One behind which nothing is asked: each read ends as if its source had failed. For trials, so
   * that no breaker hears of it.
   */
  public static SourceGate failing(ProblemCode fault) {
    return new SourceGate(Bulkhead.OPEN, Optional.empty(), Retrying.NEVER, Optional.of(fault));
  }

  private SourceGate(
      Bulkhead bulkhead, Optional<Breaker> breaker, Retrying retry, Optional<ProblemCode> fault) {
    this.fault = fault;
    this.bulkhead = Objects.requireNonNull(bulkhead, "bulkhead");
    this.breaker = Objects.requireNonNull(breaker, "breaker");
    this.retry = Objects.requireNonNull(retry, "retry");
  }

  /** How far a read has come; one thread uses it. */
  public static final class Progress {
    private final long began = System.nanoTime();
    private long answeredAfter = -1;

    private Progress() {}

    /** A row is there; what is done with it from here on takes none of the source's time. */
    public void row() {
      if (answeredAfter < 0) {
        answeredAfter = System.nanoTime() - began;
      }
    }

    private boolean hasRow() {
      return answeredAfter >= 0;
    }

    private Duration took() {
      return Duration.ofNanos(hasRow() ? answeredAfter : System.nanoTime() - began);
    }
  }

  /** A read that can be made again, as long as it handed nothing on. */
  @FunctionalInterface
  public interface Reading<T> {
    T read(Progress progress) throws CallProblem;
  }

  /**
   * Reads behind the gate.
   *
   * @param deadline when there is no use in asking again
   * @throws CallProblem of the last attempt; or that the source is not asked at the moment, with
   *     the time after which it may be
   */
  public <T> T run(Instant deadline, Reading<T> reading) throws CallProblem {
    if (fault.isPresent()) {
      throw new CallProblem(fault.get());
    }
    for (int attempt = 1; ; attempt++) {
      Progress progress = enter();
      try {
        T read = bulkhead.run(() -> reading.read(progress));
        breaker.ifPresent(b -> b.answered(progress.took()));
        return read;
      } catch (CallProblem problem) {
        tell(problem, progress);
        if (attempt >= retry.attempts() || !isWorthAnother(problem, progress)) {
          throw problem;
        }
        pause(attempt, deadline, problem);
      } catch (RuntimeException | Error fault) {
        breaker.ifPresent(Breaker::neither);
        throw fault;
      }
    }
  }

  private Progress enter() throws CallProblem {
    if (breaker.isPresent() && !breaker.get().enter()) {
      throw new CallProblem(ProblemCode.SOURCE_UNAVAILABLE, NOT_ASKED, breaker.get().untilTrial());
    }
    return new Progress();
  }

  private void tell(CallProblem problem, Progress progress) {
    if (breaker.isEmpty()) {
      return;
    }
    Duration took = progress.took();
    if (progress.hasRow()) {
      breaker.get().answered(took);
    } else if (isFailure(problem, took)) {
      breaker.get().failed(took, problem);
    } else if (problem.code() == ProblemCode.SOURCE_FAILED) {
      // it was asked, and it answered: to this question with a refusal
      breaker.get().answered(took);
    } else {
      breaker.get().neither();
    }
  }

  private boolean isFailure(CallProblem problem, Duration took) {
    return switch (problem.code()) {
      case SOURCE_UNAVAILABLE -> true;
      case SOURCE_TIMEOUT ->
          took.compareTo(breaker.flatMap(b -> b.settings().slow()).orElse(FAIR)) >= 0;
      case SOURCE_FAILED ->
          problem.getCause() instanceof SourceFault fault && fault.kind() == SourceFault.Kind.FAULT;
      default -> false;
    };
  }

  /** What did not reach the source, or what it was too busy for, may reach it the next time. */
  private static boolean isWorthAnother(CallProblem problem, Progress progress) {
    return problem.code() == ProblemCode.SOURCE_UNAVAILABLE && !progress.hasRow();
  }

  /** Twice as long each time, and never at the same moment as everybody else. */
  private void pause(int attempt, Instant deadline, CallProblem problem) throws CallProblem {
    long base = retry.pause().toMillis() << (attempt - 1);
    long millis = base / 2 + ThreadLocalRandom.current().nextLong(base + 1);
    if (!Instant.now().plusMillis(millis).isBefore(deadline)) {
      throw problem;
    }
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem;
    }
  }
}
