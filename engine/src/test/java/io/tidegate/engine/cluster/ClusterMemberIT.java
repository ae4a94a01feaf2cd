package io.tidegate.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.map.IMap;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import io.tidegate.engine.store.FreePort;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterMemberIT {
  private static final String DECIDES = "decides";

  private static final ClusterPart DECIDING =
      config -> config.getMapConfig(DECIDES).setSplitBrainProtectionName(ClusterMember.MAJORITY);

  /** Something that Java would deserialise. */
  record Unknown(String text) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aloneItListensAtAFreePortOfTheLoopbackInterfaceOnlyAndDecides() throws IOException {
    try (ClusterMember member =
        ClusterMember.start(ClusterSettings.alone("test-alone"), List.of(DECIDING))) {
      Member self = member.instance().getCluster().getLocalMember();

      assertThat(self.getAddress().getInetAddress().isLoopbackAddress()).isTrue();
      assertThat(self.getAddress().getPort()).isPositive();
      assertThat(member.hasMajority()).isTrue();
      assertThatCode(() -> member.instance().getMap(DECIDES).put("a", "b"))
          .doesNotThrowAnyException();
      for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
        for (InetAddress address : network.inetAddresses().toList()) {
          if (!address.isLoopbackAddress()) {
            assertThatThrownBy(() -> new Socket(address, self.getAddress().getPort()).close())
                .isInstanceOf(IOException.class);
          }
        }
      }
    }
  }

  @Test
  void whatOneNodeKeepsTheOthersSeeAndTheDeathOfOneLosesNothing() {
    try (Nodes nodes = Nodes.of(3, DECIDING)) {
      Map<String, String> first = nodes.node(0).instance().getMap(DECIDES);
      for (int i = 0; i < 300; i++) {
        acknowledged(first, "key" + i, "value" + i);
      }

      nodes.kill(0);

      IMap<String, String> second = nodes.node(1).instance().getMap(DECIDES);
      Eventually.holds(() -> nodes.node(1).instance().getCluster().getMembers().size() == 2);
      assertThat(nodes.node(1).hasMajority()).isTrue();
      for (int i = 0; i < 300; i++) {
        assertThat(second.get("key" + i)).isEqualTo("value" + i);
      }
    }
  }

  /** Until the copy is confirmed: what was not is promised to nobody, and is done again. */
  private static void acknowledged(Map<String, String> map, String key, String value) {
    for (int attempt = 1; ; attempt++) {
      try {
        map.put(key, value);
        return;
      } catch (IndeterminateOperationStateException e) {
        if (attempt == 3) {
          throw e;
        }
      }
    }
  }

  @Test
  void aNodeThatIsLeftAloneDoesNotDecide() {
    try (Nodes nodes = Nodes.of(3, DECIDING)) {
      nodes.kill(0);
      nodes.kill(1);

      IMap<String, String> map = nodes.node(2).instance().getMap(DECIDES);
      Eventually.holds(() -> nodes.node(2).instance().getCluster().getMembers().size() == 1);
      assertThat(nodes.node(2).hasMajority()).isFalse();
      assertThatThrownBy(() -> map.put("a", "b")).isInstanceOf(SplitBrainProtectionException.class);
      assertThatThrownBy(() -> map.get("a")).isInstanceOf(SplitBrainProtectionException.class);
      // what names no protection goes on: this is what the protection is there for
      assertThatCode(() -> nodes.node(2).instance().getMap("other").put("a", "b"))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aNodeOfAnotherPlatformDoesNotJoin() {
    try (Nodes nodes = Nodes.of(1);
        ClusterMember stranger =
            ClusterMember.start(
                new ClusterSettings(
                    "another",
                    "127.0.0.1",
                    FreePort.find(),
                    List.of("127.0.0.1:" + nodes.node(0).settings().port()),
                    2),
                List.of())) {
      assertThat(stranger.instance().getCluster().getMembers()).hasSize(1);
      assertThat(nodes.node(0).instance().getCluster().getMembers()).hasSize(1);
    }
  }

  @Test
  void whatJavaWouldHaveToDeserialiseIsRefused() {
    try (Nodes nodes = Nodes.of(2)) {
      IMap<String, Object> map = nodes.node(0).instance().getMap("any");
      map.put("known", new byte[] {1});
      map.put("unknown", new Unknown("text"));

      IMap<String, Object> elsewhere = nodes.node(1).instance().getMap("any");
      assertThat(elsewhere.get("known")).isEqualTo(new byte[] {1});
      assertThatThrownBy(() -> elsewhere.get("unknown"))
          .isInstanceOf(HazelcastSerializationException.class)
          .hasMessageContaining(Unknown.class.getName());
    }
  }

  @Test
  void aNodeThatCannotTakeItsPlaceSaysWhich() {
    try (Nodes nodes = Nodes.of(1);
        ClusterMember second = ClusterMember.start(nodes.node(0).settings(), List.of())) {
      assertThatThrownBy(second::instance)
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("127.0.0.1:" + nodes.node(0).settings().port());
    }
  }

  @Test
  void settingsThatCannotWorkAreRefused() {
    assertThatThrownBy(() -> new ClusterSettings("n", "127.0.0.1", 5701, List.of(), 2))
        .hasMessageContaining("name their places");
    assertThatThrownBy(() -> new ClusterSettings("n", "127.0.0.1", 0, List.of("a:5701"), 1))
        .hasMessageContaining("a port that is known");
    assertThatThrownBy(() -> new ClusterSettings("n", "127.0.0.1", 70_000, List.of(), 1))
        .hasMessageContaining("70000");
    assertThat(new ClusterSettings("n", "h", 1, List.of("a:1"), 3).majority()).isEqualTo(2);
    assertThat(new ClusterSettings("n", "h", 1, List.of("a:1"), 4).majority()).isEqualTo(3);
  }
}
