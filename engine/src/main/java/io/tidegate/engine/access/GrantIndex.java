package io.tidegate.engine.access;

import io.tidegate.engine.store.AccessStore.Grant;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Who holds which grant, in memory; swapped as a whole when it is refreshed. Safe for any number of
 * threads.
 */
public final class GrantIndex {
  private final Supplier<List<Grant>> store;
  private final Clock clock;
  private volatile Map<Key, List<Grant>> index = Map.of();

  private record Key(String application, String service) {}

  /**
   * Knows no grant until {@link #refresh()}.
   *
   * @param store gives all grants, live or not
   */
  public GrantIndex(Supplier<List<Grant>> store, Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Reads all grants anew; a revocation is in force from here on. Keeps the old on failure. */
  public void refresh() {
    Map<Key, List<Grant>> next = new HashMap<>();
    for (Grant grant : store.get()) {
      next.computeIfAbsent(new Key(grant.applicationId(), grant.service()), k -> new ArrayList<>())
          .add(grant);
    }
    index = next;
  }

  /** The grants of an application for a service that are live now, in the order they begin. */
  public List<Grant> live(String application, String service) {
    List<Grant> grants = index.getOrDefault(new Key(application, service), List.of());
    if (grants.isEmpty()) {
      return grants;
    }
    Instant now = clock.instant();
    return grants.stream().filter(grant -> grant.isLive(now)).toList();
  }
}
