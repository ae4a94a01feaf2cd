package io.tidegate.engine.read;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * One statement of a call: waiting for a connection, executed, ended. Made on the thread that
 * executes it. Safe for use by several threads.
 *
 * <p>While it is executed its thread must not be interrupted: a thread that is interrupted while it
 * reads from a socket loses the connection, and with it the way to have the database end the
 * statement. So whoever has no use for it any more cancels it there.
 */
final class RunningStatement {
  /** How long a database may take to end a statement before its connection is given up. */
  private static final long PATIENCE_NANOS = 100_000_000;

  private static final Logger LOG = Logger.getLogger(RunningStatement.class);

  /** No monitor: on some Javas a virtual thread that waits inside one keeps its carrier. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Thread thread = Thread.currentThread();
  private final long deadline;
  private volatile Statement statement;
  private volatile boolean cancelled;
  private volatile boolean late;
  private volatile boolean aborted;
  private boolean woken;
  private boolean ended;

  /**
   * @param deadline on the clock of {@link System#nanoTime}
   */
  RunningStatement(long deadline) {
    this.deadline = deadline;
  }

  /**
   * Says that the statement is about to be executed.
   *
   * @throws CallProblem when nobody waits for it any more
   */
  void begin(Statement begun) throws CallProblem {
    lock.lock();
    try {
      if (cancelled) {
        throw new CallProblem(ProblemCode.SOURCE_TIMEOUT);
      }
      statement = begun;
    } finally {
      lock.unlock();
    }
  }

  /** Says that its connection goes back; a cancellation must not meet who has it next. */
  void end() {
    if (aborted) {
      // nobody has it next, and a cancellation may still wait for an answer
      statement = null;
      return;
    }
    lock.lock();
    try {
      statement = null;
      ended = true;
    } finally {
      lock.unlock();
    }
  }

  /** Says that its thread goes on with something else, which its interruption is not meant for. */
  void leave() {
    lock.lock();
    try {
      ended = true;
      if (woken) {
        Thread.interrupted();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Whether it was not done at its deadline. */
  boolean isLate() {
    return late;
  }

  /** Whether its thread waits for the database now. */
  boolean holds(Thread one) {
    lock.lock();
    try {
      return one == thread && statement != null;
    } finally {
      lock.unlock();
    }
  }

  /** Ends it when its time is over. */
  void look(long now) {
    if (now - deadline < 0) {
      return;
    }
    if (!late) {
      late = true;
      cancel();
    } else if (!aborted && now - deadline > PATIENCE_NANOS) {
      abort();
    }
  }

  /** Has the database end it, on a thread of its own: that takes a connection of its own. */
  void cancel() {
    lock.lock();
    try {
      if (!cancelled) {
        cancelled = true;
        if (statement != null) {
          Thread.ofVirtual().name("cancel-statement").start(this::tell);
        } else if (!ended) {
          // it waits for a connection
          woken = true;
          thread.interrupt();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void tell() {
    lock.lock();
    try {
      if (statement != null) {
        statement.cancel();
      }
    } catch (SQLException e) {
      // its connection is given up in a moment, and the limit of the session ends it all the same
      LOG.warnf("a statement cannot be cancelled: SQL state %s", e.getSQLState());
    } finally {
      lock.unlock();
    }
  }

  /** The database does not end it, or cannot be reached: whoever waits for it waits no more. */
  private void abort() {
    Statement running = statement;
    if (running == null) {
      return;
    }
    aborted = true;
    Thread.ofVirtual().name("abort-statement").start(() -> abort(running));
  }

  private static void abort(Statement running) {
    try {
      // asked of the pool's own wrapper, the statement goes on
      running.getConnection().unwrap(Connection.class).abort(Runnable::run);
    } catch (SQLException e) {
      LOG.warnf("a connection cannot be given up: SQL state %s", e.getSQLState());
    }
  }
}
