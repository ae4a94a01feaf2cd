package io.tidegate.engine.read;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The statements that run for one call. When the call is over, whatever still runs for it is of no
 * use to anybody and is cancelled in its database. Safe for use by several threads.
 */
public final class RunningStatements {
  private final Set<RunningStatement> running = ConcurrentHashMap.newKeySet();
  private volatile boolean over;

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
