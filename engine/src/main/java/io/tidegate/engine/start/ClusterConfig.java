package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How nodes of one platform find each other. Without members this one is alone. */
@ConfigMapping(prefix = "tidegate.cluster")
public interface ClusterConfig {
  /** Nodes with another name, or of a platform with another key, do not see each other. */
  @WithDefault("tidegate")
  String name();

  /** The address the other nodes reach this one at; it must be of a network that is trusted. */
  @WithDefault("127.0.0.1")
  String host();

  /** Without members any free port; with them it must be told. */
  @WithDefault("0")
  int port();

  /** The places of all nodes, {@code host:port}; a name may stand for several addresses. */
  Optional<List<String>> members();

  /** How many nodes there are when all run; without it as many as members are named. */
  OptionalInt nodes();
}
