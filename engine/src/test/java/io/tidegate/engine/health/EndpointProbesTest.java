package io.tidegate.engine.health;

import static io.tidegate.engine.testing.PlanBuilder.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.testing.FakeEndpoint;
import io.tidegate.engine.testing.FakeEndpoint.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class EndpointProbesTest {
  private final AtomicLong now = new AtomicLong();
  private volatile EndpointTable table = EndpointTable.EMPTY;
  private final EndpointProbes probes =
      new EndpointProbes(() -> table, Duration.ofMillis(500), Duration.ofSeconds(2), now::get);

  private static LiveEndpoint endpoint(String service, Probe probe) {
    return new FakeEndpoint(plan(service, "/api/" + service).build(), call -> new byte[0], probe);
  }

  private void live(LiveEndpoint... endpoints) {
    table = new EndpointTable(table.epoch() + 1, List.of(endpoints));
  }

  @Test
  void nothingPublishedIsNotReady() throws InterruptedException {
    assertThat(probes.report().ready()).isFalse();
  }

  @Test
  void readyWhenEveryEndpointAnswers() throws InterruptedException {
    live(endpoint("a", () -> {}), endpoint("b", () -> {}));

    assertThat(probes.report().ready()).isTrue();
    assertThat(probes.report().endpoints()).isEqualTo(Map.of("a/v1", true, "b/v1", true));
  }

  @Test
  void oneThatCannotAnswerMakesTheNodeNotReady() throws InterruptedException {
    live(
        endpoint("a", () -> {}),
        endpoint(
            "b",
            () -> {
              throw new CallProblem(ProblemCode.SOURCE_UNAVAILABLE);
            }),
        endpoint(
            "c",
            () -> {
              throw new IllegalStateException("broken");
            }));

    assertThat(probes.report().ready()).isFalse();
    assertThat(probes.report().endpoints())
        .isEqualTo(Map.of("a/v1", true, "b/v1", false, "c/v1", false));
  }

  @Test
  void allAreAskedAtOnce() throws InterruptedException {
    CyclicBarrier together = new CyclicBarrier(2);
    Probe meets =
        () -> {
          try {
            together.await(400, TimeUnit.MILLISECONDS);
          } catch (Exception e) {
            throw new CallProblem(ProblemCode.SOURCE_TIMEOUT);
          }
        };
    live(endpoint("a", meets), endpoint("b", meets));

    assertThat(probes.report().ready()).isTrue();
  }

  @Test
  void oneThatHangsIsDownAfterTheBoundAndIsNotAskedAgainWhileItHangs() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch released = new CountDownLatch(1);
    live(
        endpoint(
            "a",
            () -> {
              asked.incrementAndGet();
              awaitWhateverHappens(released);
            }));

    assertThat(probes.report().ready()).isFalse();
    now.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(probes.report().ready()).isFalse();
    assertThat(asked).hasValue(1);

    released.countDown();
    for (int i = 0; i < 100 && asked.get() < 2; i++) {
      now.addAndGet(Duration.ofSeconds(3).toNanos());
      probes.report();
      Thread.sleep(5);
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  void aReportIsGivenAgainForAWhile() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    live(endpoint("a", asked::incrementAndGet));

    probes.report();
    now.addAndGet(Duration.ofMillis(1999).toNanos());
    probes.report();
    assertThat(asked).hasValue(1);

    now.addAndGet(Duration.ofMillis(1).toNanos());
    probes.report();
    assertThat(asked).hasValue(2);
  }

  @Test
  void anotherTableIsAskedAnew() throws InterruptedException {
    live(endpoint("a", () -> {}));
    assertThat(probes.report().endpoints()).containsOnlyKeys("a/v1");

    live(endpoint("b", () -> {}));

    assertThat(probes.report().endpoints()).containsOnlyKeys("b/v1");
  }

  @Test
  void theCheckListsServicesAndNothingElse() {
    live(
        endpoint("a", () -> {}),
        endpoint(
            "b",
            () -> {
              throw new CallProblem(ProblemCode.SOURCE_UNAVAILABLE);
            }));

    HealthCheckResponse response = new PublishedServicesCheck(probes).call();

    assertThat(response.getName()).isEqualTo("published services");
    assertThat(response.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    assertThat(response.getData().orElseThrow()).isEqualTo(Map.of("a/v1", "up", "b/v1", "down"));
    assertThat(new ProcessCheck().call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
  }

  private static void awaitWhateverHappens(CountDownLatch released) {
    boolean over = false;
    while (!over) {
      try {
        released.await();
        over = true;
      } catch (InterruptedException e) {
        // a driver that does not listen
      }
    }
  }

  /** What takes turns is not about how fast this machine is. */
  private final EndpointProbes patient =
      new EndpointProbes(() -> table, Duration.ofMinutes(1), Duration.ofSeconds(2), now::get);

  /** Ten thousand at once would keep any pool busy for longer than the bound. */
  @Test
  void manyEndpointsTakeTurns() throws InterruptedException {
    int many = EndpointProbes.MOST_ASKED * 3;
    Set<String> asked = ConcurrentHashMap.newKeySet();
    List<LiveEndpoint> endpoints = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      String name = "e" + i;
      endpoints.add(endpoint(name, () -> asked.add(name)));
    }
    live(endpoints.toArray(LiveEndpoint[]::new));

    for (int turn = 1; turn <= 3; turn++) {
      EndpointProbes.Report report = patient.report();

      assertThat(asked).hasSize(turn * EndpointProbes.MOST_ASKED);
      assertThat(report.ready()).isTrue();
      assertThat(report.endpoints()).hasSize(many);
      now.addAndGet(Duration.ofSeconds(2).toNanos());
    }
  }

  @Test
  void whoWasDownIsAskedFirst() throws InterruptedException {
    AtomicBoolean broken = new AtomicBoolean(true);
    List<LiveEndpoint> endpoints = new ArrayList<>();
    endpoints.add(
        endpoint(
            "first",
            () -> {
              if (broken.get()) {
                throw new CallProblem(ProblemCode.SOURCE_UNAVAILABLE);
              }
            }));
    for (int i = 0; i < EndpointProbes.MOST_ASKED * 3; i++) {
      endpoints.add(endpoint("other" + i, () -> {}));
    }
    live(endpoints.toArray(LiveEndpoint[]::new));

    assertThat(patient.report().ready()).isFalse();
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(patient.report().ready()).as("still down").isFalse();
    broken.set(false);
    now.addAndGet(Duration.ofSeconds(2).toNanos());

    assertThat(patient.report().ready()).isTrue();
  }
}
