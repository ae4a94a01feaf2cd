package io.tidegate.engine.cache;

import io.tidegate.engine.problem.CallProblem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One answer being made for all equal calls that come meanwhile. It goes on as long as one of them
 * waits; when the last has gone, the making is ended.
 */
final class Flight {
  /** No monitor: on some Javas a virtual thread that waits inside one keeps its carrier. */
  private final ReentrantLock lock = new ReentrantLock();

  private final CompletableFuture<Given> outcome = new CompletableFuture<>();
  private Thread thread;
  private Consumer<Thread> ending;
  private int waiting;
  private boolean abandoned;

  /** How the answer is made. */
  @FunctionalInterface
  interface Making {
    Given make() throws CallProblem;
  }

  /**
   * Waits for the outcome with the others; the first begins.
   *
   * @param ending told the thread that makes it when nobody waits any more
   * @param ended run once the answer is there, before anybody is told
   * @return false when everybody has gone before, so that nothing comes any more
   */
  boolean join(Making making, Consumer<Thread> ending, Runnable ended) {
    lock.lock();
    try {
      if (abandoned) {
        return false;
      }
      waiting++;
      if (thread == null) {
        this.ending = ending;
        thread = Thread.ofVirtual().name("answer-for-all").start(() -> run(making, ended));
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void run(Making making, Runnable ended) {
    try {
      Given given = making.make();
      ended.run();
      outcome.complete(given);
    } catch (Throwable e) {
      ended.run();
      outcome.completeExceptionally(e);
    }
  }

  /** The outcome; to be left afterwards. */
  Given await() throws CallProblem, InterruptedException {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case CallProblem problem -> throw problem;
        case RuntimeException fault -> throw fault;
        case Error fault -> throw fault;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  void leave() {
    lock.lock();
    try {
      waiting--;
      if (waiting == 0 && !outcome.isDone()) {
        abandoned = true;
        ending.accept(thread);
      }
    } finally {
      lock.unlock();
    }
  }
}
