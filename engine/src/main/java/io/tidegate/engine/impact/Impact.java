package io.tidegate.engine.impact;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What a candidate changes of all services.
 *
 * @param candidate fingerprint of the candidate; an approval is bound to it
 * @param against fingerprint of the pack it was compared with
 * @param looked how many services were looked at
 * @param planned how many of them the candidate decides otherwise about, so that they were planned
 *     again
 * @param services those of which something changes, sorted by name
 */
public record Impact(
    String candidate, String against, int looked, int planned, List<ServiceImpact> services) {
  public Impact {
    Objects.requireNonNull(candidate, "candidate");
    Objects.requireNonNull(against, "against");
    services =
        services.stream()
            .sorted(
                Comparator.comparing(ServiceImpact::service).thenComparing(ServiceImpact::version))
            .toList();
  }

  /** The farthest that any service goes. */
  public Grade grade() {
    return services.stream().map(ServiceImpact::grade).reduce(Grade.NONE, Grade::atLeast);
  }

  /** How many changes go in a direction, over all services. */
  public long count(Direction direction) {
    return services.stream().mapToLong(s -> s.count(direction)).sum();
  }

  /** How many services have a fate. */
  public long count(ServiceImpact.Fate fate) {
    return services.stream().filter(s -> s.fate() == fate).count();
  }
}
