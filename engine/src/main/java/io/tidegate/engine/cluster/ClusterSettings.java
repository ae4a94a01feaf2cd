package io.tidegate.engine.cluster;

import java.util.List;
import java.util.Objects;

/**
 * How a node finds the others.
 *
 * @param name of the cluster; members with another name do not see each other. Whoever knows it and
 *     reaches the port can join, so that a secret belongs into it
 * @param host the address that is bound, of this machine
 * @param port that is listened on; 0 for any free one
 * @param members the places of all nodes, {@code host:port}, this one among them or not; empty when
 *     there is no other
 * @param nodes how many there are when all run; more than half of them is a majority
 */
public record ClusterSettings(String name, String host, int port, List<String> members, int nodes) {
  /** Hazelcast keeps no more copies than these. */
  private static final int MOST_BACKUPS = 6;

  public ClusterSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(host, "host");
    members = List.copyOf(members);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("there is no port " + port);
    }
    if (nodes < 1) {
      throw new IllegalArgumentException("a cluster has at least one node, not " + nodes);
    }
    if (members.isEmpty() && nodes > 1) {
      throw new IllegalArgumentException(
          nodes + " nodes cannot find each other; name their places, host:port");
    }
    if (!members.isEmpty() && port == 0) {
      throw new IllegalArgumentException("nodes that find each other need a port that is known");
    }
  }

  /** A node that is the only one, at a free port of the loopback interface. */
  public static ClusterSettings alone(String name) {
    return new ClusterSettings(name, "127.0.0.1", 0, List.of(), 1);
  }

  /** The least number of nodes that see each other and may decide. */
  public int majority() {
    return nodes / 2 + 1;
  }

  /**
   * How many copies of what decides there are beside the first: as many as nodes can be lost while
   * the others still decide, so that what was lost with its last copy is asked of nobody.
   */
  public int backups() {
    return Math.min(nodes - majority(), MOST_BACKUPS);
  }
}
