package io.tidegate.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.access.NodeNonces;
import io.tidegate.engine.access.Nonces;
import io.tidegate.engine.access.Nonces.NoncesUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ClusterNoncesIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final int COPIES = 4;

  private static Nodes three() {
    return Nodes.of(3, config -> partOfThree().configure(config));
  }

  private static ClusterPart partOfThree() {
    return ClusterNonces.part(
        new ClusterSettings("any", "127.0.0.1", 1, List.of("127.0.0.1:1"), 3));
  }

  private static List<Nonces> of(Nodes nodes) {
    List<Nonces> nonces = new ArrayList<>();
    for (ClusterMember member : nodes.all()) {
      nonces.add(new ClusterNonces(member, new NodeNonces(CLOCK, 100_000), CLOCK));
    }
    return nonces;
  }

  private static boolean firstUse(Nonces nonces, String nonce) {
    Instant now = CLOCK.instant();
    return nonces.firstUse("app", nonce, now, now.plusSeconds(600));
  }

  /** How many of the copies that are shown to every node at once are let in. */
  private static int letIn(ExecutorService callers, List<Nonces> nodes, String nonce)
      throws Exception {
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int copy = 0; copy < COPIES; copy++) {
      nodes.forEach(node -> calls.add(() -> firstUse(node, nonce)));
    }
    int count = 0;
    for (Future<Boolean> call : callers.invokeAll(calls)) {
      count += call.get() ? 1 : 0;
    }
    return count;
  }

  @Test
  void ofCopiesShownToAllNodesAtOnceOneIsLetIn() throws Exception {
    try (Nodes nodes = three();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Nonces> shared = of(nodes);
      List<Nonces> eachForItself =
          shared.stream().map(s -> (Nonces) new NodeNonces(CLOCK, 1000)).toList();
      for (int i = 0; i < 200; i++) {
        assertThat(letIn(callers, shared, "nonce" + i)).as("nonce %d", i).isEqualTo(1);
      }
      // without what they share, each node lets it in once
      assertThat(letIn(callers, eachForItself, "nonce")).isEqualTo(3);
    }
  }

  @Test
  void theDeathOfANodeMakesNoNonceNew() throws Exception {
    try (Nodes nodes = three()) {
      List<Nonces> shared = of(nodes);
      for (int i = 0; i < 200; i++) {
        assertThat(firstUse(shared.get(i % 3), "nonce" + i)).isTrue();
      }

      nodes.kill(0);

      Eventually.holds(() -> nodes.node(1).instance().getCluster().getMembers().size() == 2);
      Nonces fresh =
          new ClusterNonces(nodes.node(1), new NodeNonces(CLOCK, 1000), Clock.offset(CLOCK, AGO));
      for (int i = 0; i < 200; i++) {
        assertThat(firstUse(fresh, "nonce" + i)).as("nonce %d", i).isFalse();
      }
      assertThat(firstUse(shared.get(2), "another")).isTrue();
    }
  }

  private static final Duration AGO = Duration.ofSeconds(-60);

  @Test
  void aMinorityLetsNothingIn() {
    try (Nodes nodes = three()) {
      List<Nonces> shared = of(nodes);
      assertThat(firstUse(shared.get(2), "before")).isTrue();

      nodes.kill(0);
      nodes.kill(1);

      // from the first moment on: also while it does not know yet that it is alone
      for (int i = 0; i < 5; i++) {
        String nonce = "alone" + i;
        assertThatThrownBy(() -> firstUse(shared.get(2), nonce))
            .isInstanceOf(NoncesUnavailableException.class);
      }
    }
  }

  @Test
  void whatWasSignedBeforeTheNodeRemembersCannotBeTold() {
    try (Nodes nodes = Nodes.of(1)) {
      Nonces nonces = of(nodes).getFirst();
      Instant before = CLOCK.instant().minusSeconds(1);

      assertThatThrownBy(() -> nonces.firstUse("app", "nonce", before, before.plusSeconds(600)))
          .isInstanceOf(NoncesUnavailableException.class)
          .hasMessageContaining("signed before this node remembers");
      assertThat(firstUse(nonces, "another")).isTrue();
    }
  }

  @Test
  void aFullMemoryRefusesInsteadOfForgetting() {
    try (Nodes nodes = Nodes.of(1)) {
      Nonces nonces = new ClusterNonces(nodes.node(0), new NodeNonces(CLOCK, 2), CLOCK);
      assertThat(firstUse(nonces, "1")).isTrue();
      assertThat(firstUse(nonces, "2")).isTrue();

      assertThatThrownBy(() -> firstUse(nonces, "3"))
          .isInstanceOf(NoncesUnavailableException.class);
      assertThat(nodes.node(0).instance().getMap(ClusterNonces.MAP).size()).isEqualTo(2);
    }
  }

  @Test
  void whatNeedNotBeRememberedIsForgotten() {
    try (Nodes nodes = Nodes.of(1)) {
      Nonces nonces = of(nodes).getFirst();
      Instant now = CLOCK.instant();
      nonces.firstUse("app", "short", now, now.plusMillis(500));

      Eventually.holds(() -> nodes.node(0).instance().getMap(ClusterNonces.MAP).isEmpty());
    }
  }

  @Test
  void aNodeThatIsGoneLetsNothingIn() {
    Nonces nonces;
    try (Nodes nodes = Nodes.of(1)) {
      nonces = of(nodes).getFirst();
      assertThat(firstUse(nonces, "before")).isTrue();
    }
    assertThatThrownBy(() -> firstUse(nonces, "after"))
        .isInstanceOf(NoncesUnavailableException.class);
  }
}
