package io.tidegate.engine.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.emit.PlanContexts.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanContextsTest {
  private final PlanContexts contexts = new PlanContexts();

  @AfterEach
  void close() {
    contexts.close();
  }

  private List<Place> entered(int plans) throws EmitException {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < plans; i++) {
      places.add(contexts.enter());
    }
    return places;
  }

  @Test
  void aContextHoldsAFewPlansAndNoMore() throws Exception {
    List<Place> places = entered(PlanContexts.PLANS * 2 + 1);

    assertThat(contexts.running()).hasSize(3);
    for (CamelContext camel : contexts.running()) {
      assertThat(places).filteredOn(p -> p.camel() == camel).hasSizeBetween(1, PlanContexts.PLANS);
    }
  }

  @Test
  void everyContextRunsAndIsClosed() throws Exception {
    CamelContext camel = contexts.enter().camel();

    assertThat(camel.isStarted()).isTrue();
    assertThat(camel.getComponent("direct", true, false)).isNotNull();
    assertThat(camel.getComponent("log", true, false)).isNull();
  }

  @Test
  void roomThatIsLeftIsUsedAgain() throws Exception {
    List<Place> places = entered(PlanContexts.PLANS * 2);
    CamelContext first = places.getFirst().camel();

    places.getFirst().leave();

    assertThat(contexts.enter().camel()).isSameAs(first);
    assertThat(contexts.running()).hasSize(2);
  }

  /** However often everything is replaced, no more contexts run than plans need. */
  @Test
  void contextsThatAreEmptyAreStopped() throws Exception {
    List<Place> old = entered(PlanContexts.PLANS * 2);
    Set<CamelContext> before = new HashSet<>(contexts.running());
    List<Place> young = entered(PlanContexts.PLANS * 2);
    old.forEach(Place::leave);

    assertThat(before).allMatch(CamelContext::isStopped);
    assertThat(contexts.running()).hasSize(2).allMatch(CamelContext::isStarted);

    young.forEach(Place::leave);

    assertThat(contexts.running()).isEmpty();
  }

  @Test
  void manyThreadsComeAndGo() throws Exception {
    List<Callable<Void>> turns = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      turns.add(
          () -> {
            Place place = contexts.enter();
            assertThat(place.camel().isStarted()).isTrue();
            place.leave();
            return null;
          });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> turn : threads.invokeAll(turns)) {
        turn.get();
      }
    }

    assertThat(contexts.running()).isEmpty();
  }

  @Test
  void closingStopsWhateverRuns() throws Exception {
    entered(PlanContexts.PLANS + 1);
    List<CamelContext> running = contexts.running();

    contexts.close();

    assertThat(running).hasSize(2).allMatch(CamelContext::isStopped);
  }
}
