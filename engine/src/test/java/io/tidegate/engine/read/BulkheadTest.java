package io.tidegate.engine.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BulkheadTest {
  private final CountDownLatch free = new CountDownLatch(1);
  private final CountDownLatch inside = new CountDownLatch(1);

  private Thread holding(Bulkhead bulkhead) throws Exception {
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    bulkhead.run(
                        () -> {
                          inside.countDown();
                          await();
                          return 0;
                        });
                  } catch (CallProblem e) {
                    throw new IllegalStateException(e);
                  }
                });
    inside.await();
    return thread;
  }

  private void await() {
    try {
      free.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatIsTooMuchWaitsNoLongerThanIsSaidAndIsToldToComeBack() throws Exception {
    Bulkhead bulkhead = new Bulkhead(1, 1, Duration.ofMillis(50));
    Thread holder = holding(bulkhead);
    long began = System.nanoTime();

    assertThatThrownBy(() -> bulkhead.run(() -> 1))
        .isInstanceOfSatisfying(
            CallProblem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ProblemCode.SOURCE_BUSY);
              assertThat(problem.retryAfter()).contains(Duration.ofSeconds(1));
            });

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
    free.countDown();
    holder.join();
    assertThat(bulkhead.run(() -> 1)).isEqualTo(1);
  }

  @Test
  void whoFindsTheQueueFullDoesNotWait() throws Exception {
    Bulkhead bulkhead = new Bulkhead(1, 0, Duration.ofHours(1));
    Thread holder = holding(bulkhead);

    assertThatThrownBy(() -> bulkhead.run(() -> 1)).isInstanceOf(CallProblem.class);

    free.countDown();
    holder.join();
  }

  @Test
  void whoWaitsGetsItsTurnWhenOneLeaves() throws Exception {
    Bulkhead bulkhead = new Bulkhead(1, 1, Duration.ofSeconds(30));
    Thread holder = holding(bulkhead);
    AtomicInteger result = new AtomicInteger();
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    result.set(bulkhead.run(() -> 7));
                  } catch (CallProblem e) {
                    result.set(-1);
                  }
                });

    free.countDown();
    holder.join();
    waiting.join();
    assertThat(result).hasValue(7);
  }

  @Test
  void aFailureLeavesItsPlaceFree() {
    Bulkhead bulkhead = new Bulkhead(1, 0, Duration.ZERO);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  bulkhead.run(
                      () -> {
                        throw new CallProblem(ProblemCode.SOURCE_FAILED);
                      }))
          .isInstanceOfSatisfying(
              CallProblem.class, p -> assertThat(p.code()).isEqualTo(ProblemCode.SOURCE_FAILED));
    }
  }
}
