package io.tidegate.engine.gateway;

import io.tidegate.engine.read.RunningStatements;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads answers are made on. A platform thread waits for a database in one call of the
 * operating system, where a virtual one is registered with a poller, put aside, woken by a third
 * thread and mounted again, which costs more than the rest of a point query. But a platform thread
 * holds its stack, so there are few of them, used again; what waits beyond them, for slow sources
 * say, waits on virtual threads.
 */
final class AnswerThreads {
  private static final int MOST_PLATFORM = 64;
  private static final long IDLE_SECONDS = 30;

  /** Whoever became idle last is used first: its stack and its thread locals are warm. */
  private final Executor threads;

  /**
   * Threads for so many answers at once.
   *
   * @param concurrent most answers that are made at once, where somebody sees to that
   */
  AnswerThreads(int concurrent) {
    this.threads =
        new ThreadPoolExecutor(
            0,
            Math.min(concurrent, MOST_PLATFORM),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform()
                .daemon()
                .name("answer-", 0)
                .inheritInheritableThreadLocals(false)
                .factory(),
            (work, full) ->
                Thread.ofVirtual()
                    .name("answer-more")
                    .inheritInheritableThreadLocals(false)
                    .start(work));
  }

  /** Does the work of a turn on a thread. */
  void start(Turn turn) {
    threads.execute(turn);
  }

  /**
   * Some work on a thread that may be somebody else's before and after, so that an interruption
   * reaches the work or nothing.
   */
  static final class Turn implements Runnable {
    private final Runnable work;
    private Thread thread;
    private boolean ended;
    private boolean through;

    Turn(Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      begin();
      try {
        work.run();
      } finally {
        leave();
      }
    }

    private synchronized void begin() {
      thread = Thread.currentThread();
      if (ended) {
        thread.interrupt();
      }
    }

    private synchronized void leave() {
      through = true;
      thread = null;
      Thread.interrupted();
    }

    /**
     * Interrupts it, or has cancelled what it waits for in a database; nothing when it is through.
     */
    synchronized void end(RunningStatements running) {
      if (through) {
        return;
      }
      ended = true;
      if (thread == null) {
        running.end();
      } else {
        running.end(thread);
      }
    }
  }
}
