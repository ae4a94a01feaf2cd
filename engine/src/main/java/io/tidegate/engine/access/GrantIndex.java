package io.tidegate.engine.access;

import io.tidegate.engine.agreement.Grant;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who holds which grant, in memory; swapped as a whole when it is refreshed. Safe for any number of
 * threads.
 */
public final class GrantIndex {
  private final Supplier<List<Grant>> store;
  private final Clock clock;
  private volatile Index index = new Index(Map.of(), Map.of(), Map.of());

  private record Key(String application, String service) {}

  /**
   * All grants at one moment.
   *
   * @param versions of each application a number that is another one whenever its grants are others
   */
  private record Index(
      Map<Key, List<Grant>> grants,
      Map<String, List<Grant>> ofApplication,
      Map<String, Long> versions) {}

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
    Map<Key, List<Grant>> grants = new HashMap<>();
    Map<String, List<Grant>> ofApplication = new HashMap<>();
    for (Grant grant : store.get()) {
      grants
          .computeIfAbsent(new Key(grant.applicationId(), grant.service()), k -> new ArrayList<>())
          .add(grant);
      ofApplication.computeIfAbsent(grant.applicationId(), a -> new ArrayList<>()).add(grant);
    }
    Index before = index;
    Map<String, Long> versions = new HashMap<>(before.versions());
    Set<String> applications = new HashSet<>(before.ofApplication().keySet());
    applications.addAll(ofApplication.keySet());
    for (String application : applications) {
      if (!Objects.equals(
          ofApplication.get(application), before.ofApplication().get(application))) {
        versions.merge(application, 1L, Long::sum);
      }
    }
    index = new Index(grants, ofApplication, versions);
  }

  /** A number that is another one whenever an application's grants are others, on this node. */
  public long version(String application) {
    return index.versions().getOrDefault(application, 0L);
  }

  /** The grants of an application for a service that are live now, in the order they begin. */
  public List<Grant> live(String application, String service) {
    List<Grant> grants = index.grants().getOrDefault(new Key(application, service), List.of());
    if (grants.isEmpty()) {
      return grants;
    }
    Instant now = clock.instant();
    List<Grant> live = new ArrayList<>(grants.size());
    for (Grant grant : grants) {
      if (grant.isLive(now)) {
        live.add(grant);
      }
    }
    return live;
  }
}
