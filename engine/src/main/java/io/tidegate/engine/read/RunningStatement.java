package io.tidegate.engine.read;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** One statement of a call: not begun, running, or cancelled. Safe for use by several threads. */
final class RunningStatement {
  private static final Logger LOG = Logger.getLogger(RunningStatement.class);

  /** No monitor: on some Javas a virtual thread that waits inside one keeps its carrier. */
  private final ReentrantLock lock = new ReentrantLock();

  private Statement statement;
  private boolean cancelled;

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
    lock.lock();
    try {
      statement = null;
    } finally {
      lock.unlock();
    }
  }

  boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  /** Has the database end it, on a thread of its own: that takes a connection of its own. */
  void cancel() {
    lock.lock();
    try {
      if (!cancelled) {
        cancelled = true;
        Thread.ofVirtual().name("cancel-statement").start(this::tell);
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
      // the limit the driver was given and that of the session end it all the same
      LOG.warnf("a statement cannot be cancelled: SQL state %s", e.getSQLState());
    } finally {
      lock.unlock();
    }
  }
}
