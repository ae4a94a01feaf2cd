package io.tidegate.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.read.RunningStatements;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AnswerThreadsTest {
  private final AnswerThreads threads = new AnswerThreads(1);

  @Test
  void aThreadIsUsedAgain() throws Exception {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 20; i++) {
      CountDownLatch done = new CountDownLatch(1);
      threads.start(
          new AnswerThreads.Turn(
              () -> {
                seen.add(Thread.currentThread());
                done.countDown();
              }));
      done.await();
      waitUntilIdle(seen.iterator().next());
    }
    assertThat(seen).hasSize(1).noneMatch(Thread::isVirtual);
  }

  @Test
  void whatIsEndedIsInterrupted() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    AnswerThreads.Turn turn = waiting(began, interrupted);
    threads.start(turn);
    began.await();

    turn.end(new RunningStatements());

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsEndedBeforeItBeginsIsInterruptedAsItDoes() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    AnswerThreads.Turn turn = waiting(new CountDownLatch(1), interrupted);

    turn.end(new RunningStatements());
    threads.start(turn);

    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Its thread is somebody else's by then. */
  @Test
  void whatIsThroughIsNotInterrupted() throws Exception {
    CountDownLatch through = new CountDownLatch(1);
    List<Thread> thread = new ArrayList<>();
    AnswerThreads.Turn first =
        new AnswerThreads.Turn(
            () -> {
              thread.add(Thread.currentThread());
              through.countDown();
            });
    threads.start(first);
    through.await();
    waitUntilIdle(thread.getFirst());
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    threads.start(
        new AnswerThreads.Turn(
            () -> {
              thread.add(Thread.currentThread());
              began.countDown();
              try {
                release.await();
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
              ended.countDown();
            }));
    began.await();

    first.end(new RunningStatements());
    release.countDown();

    ended.await();
    assertThat(thread.get(1)).isSameAs(thread.get(0));
    assertThat(interrupted).isFalse();
  }

  /** An interruption that was meant for one turn does not meet the next one on its thread. */
  @Test
  void anInterruptionDoesNotOutliveItsTurn() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<Thread> thread = new ArrayList<>();
    AnswerThreads.Turn first =
        new AnswerThreads.Turn(
            () -> {
              thread.add(Thread.currentThread());
              began.countDown();
              boolean waits = true;
              while (waits) {
                waits = release.getCount() > 0;
                Thread.onSpinWait();
              }
            });
    threads.start(first);
    began.await();
    first.end(new RunningStatements());
    release.countDown();
    waitUntilIdle(thread.getFirst());
    CountDownLatch done = new CountDownLatch(1);
    AtomicBoolean marked = new AtomicBoolean();
    threads.start(
        new AnswerThreads.Turn(
            () -> {
              marked.set(Thread.currentThread().isInterrupted());
              thread.add(Thread.currentThread());
              done.countDown();
            }));
    done.await();

    assertThat(thread.get(1)).isSameAs(thread.get(0));
    assertThat(marked).isFalse();
  }

  @Test
  void whatIsTooMuchForTheFewWaitsOnVirtualThreads() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch both = new CountDownLatch(2);
    Set<Boolean> virtual = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 2; i++) {
      threads.start(
          new AnswerThreads.Turn(
              () -> {
                virtual.add(Thread.currentThread().isVirtual());
                both.countDown();
                try {
                  release.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
    release.countDown();
    assertThat(virtual).containsExactlyInAnyOrder(false, true);
  }

  private static AnswerThreads.Turn waiting(CountDownLatch began, CountDownLatch interrupted) {
    return new AnswerThreads.Turn(
        () -> {
          began.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });
  }

  /** It takes the next work only when it waits for some again. */
  private static void waitUntilIdle(Thread thread) {
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }
}
