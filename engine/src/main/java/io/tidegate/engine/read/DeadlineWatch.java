package io.tidegate.engine.read;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends statements at their deadlines. One thread looks at all that run, a hundred times a second
 * while any do: a timer for each would cost more than most statements take.
 */
final class DeadlineWatch {
  private static final long PACE_NANOS = 10_000_000;

  /** How long it goes on looking when nothing runs; waking it costs as much as many looks. */
  private static final long IDLE_NANOS = 1_000_000_000;

  private static final Set<RunningStatement> RUNNING = ConcurrentHashMap.newKeySet();
  private static final Thread THREAD =
      Thread.ofPlatform().daemon().name("read-deadlines").unstarted(DeadlineWatch::look);

  private static volatile boolean asleep;

  static {
    THREAD.start();
  }

  private DeadlineWatch() {}

  static void watch(RunningStatement statement) {
    RUNNING.add(statement);
    if (asleep) {
      LockSupport.unpark(THREAD);
    }
  }

  static void forget(RunningStatement statement) {
    RUNNING.remove(statement);
  }

  private static void look() {
    long busy = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      for (RunningStatement statement : RUNNING) {
        busy = now;
        statement.look(now);
      }
      if (now - busy < IDLE_NANOS) {
        LockSupport.parkNanos(PACE_NANOS);
      } else {
        asleep = true;
        // what was added before it was seen to be asleep has woken nobody
        if (RUNNING.isEmpty()) {
          LockSupport.park();
        }
        asleep = false;
        busy = System.nanoTime();
      }
    }
  }
}
