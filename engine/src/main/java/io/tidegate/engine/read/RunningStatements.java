package io.tidegate.engine.read;

import io.tidegate.engine.trace.CallTrace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The statements that run for one call, and how long its reads took, where somebody wants to know.
 * When the call is over, whatever still runs for it is of no use to anybody and is cancelled in its
 * database. Safe for use by several threads.
 */
public final class RunningStatements {
  private final Set<RunningStatement> running = ConcurrentHashMap.newKeySet();
  private volatile boolean over;
  private volatile List<ReadTime> times;
  private volatile CallTrace trace;

  /**
   * How long a read took, with all that stands before its source.
   *
   * @param read its id in the plan
   * @param source the catalog's id
   * @param began as {@link System#nanoTime} counts
   */
  public record ReadTime(String read, String source, long began, Duration took) {
    public ReadTime {
      Objects.requireNonNull(read, "read");
      Objects.requireNonNull(source, "source");
      Objects.requireNonNull(took, "took");
    }
  }

  /** Has the call followed. */
  public void follow(CallTrace how) {
    trace = how;
  }

  /** Who follows the call; absent when nobody does. */
  public Optional<CallTrace> trace() {
    return Optional.ofNullable(trace);
  }

  /** For statements of the same call that end by themselves. */
  public RunningStatements another() {
    RunningStatements another = new RunningStatements();
    another.trace = trace;
    return another;
  }

  /** Has the reads that come timed; without it that costs nothing. */
  public void time() {
    times = new CopyOnWriteArrayList<>();
  }

  /** The reads that are done, in the order they ended; none where nobody had them timed. */
  public List<ReadTime> times() {
    List<ReadTime> known = times;
    return known == null ? List.of() : List.copyOf(known);
  }

  /** Whether reads are timed. */
  public boolean isTimed() {
    return times != null;
  }

  /** A read is done, whatever came of it. */
  public void timed(ReadTime time) {
    times.add(time);
  }

  void add(RunningStatement statement) {
    running.add(statement);
    if (over) {
      statement.cancel();
    }
  }

  void remove(RunningStatement statement) {
    running.remove(statement);
  }

  /**
   * Says that the call is over: nothing runs for it after a moment, and nothing begins any more.
   */
  public void end() {
    over = true;
    running.forEach(RunningStatement::cancel);
  }

  /**
   * The same for a call that somebody still works on.
   *
   * @param worker interrupted, unless it waits for a database, which ends that itself
   */
  public void end(Thread worker) {
    end();
    if (running.stream().noneMatch(statement -> statement.holds(worker))) {
      worker.interrupt();
    }
  }
}
