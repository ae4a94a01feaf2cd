package io.tidegate.engine.cluster;

import io.tidegate.engine.store.FreePort;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Members of one cluster in this process, at free ports of the loopback interface. */
final class Nodes implements AutoCloseable {
  private final List<ClusterMember> members = new ArrayList<>();

  /** Starts so many and waits until they see each other. */
  static Nodes of(int count, ClusterPart... parts) {
    Nodes nodes = new Nodes();
    Set<Integer> ports = new LinkedHashSet<>();
    while (ports.size() < count) {
      ports.add(FreePort.find());
    }
    List<String> places = ports.stream().map(port -> "127.0.0.1:" + port).toList();
    String name = "test-" + places.hashCode();
    for (int port : ports) {
      nodes.members.add(
          ClusterMember.start(
              new ClusterSettings(name, "127.0.0.1", port, places, count), List.of(parts)));
    }
    Eventually.holds(
        () ->
            nodes.members.stream()
                .allMatch(m -> m.instance().getCluster().getMembers().size() == count));
    return nodes;
  }

  ClusterMember node(int index) {
    return members.get(index);
  }

  List<ClusterMember> all() {
    return List.copyOf(members);
  }

  /** Ends a node as a kill does: it hands nothing over. */
  void kill(int index) {
    members.get(index).instance().getLifecycleService().terminate();
  }

  @Override
  public void close() {
    members.forEach(member -> member.instance().getLifecycleService().terminate());
  }
}
