package io.tidegate.engine.publish;

import java.util.Comparator;
import java.util.List;

/**
 * Everything that is live, at one moment. Immutable: a publication makes a new table.
 *
 * @param epoch counts the publications; never goes back
 * @param endpoints sorted by path
 */
public record EndpointTable(long epoch, List<LiveEndpoint> endpoints) {
  /** Nothing is live. */
  public static final EndpointTable EMPTY = new EndpointTable(0, List.of());

  public EndpointTable {
    endpoints =
        endpoints.stream()
            .sorted(Comparator.comparing((LiveEndpoint e) -> e.plan().path()))
            .toList();
  }
}
