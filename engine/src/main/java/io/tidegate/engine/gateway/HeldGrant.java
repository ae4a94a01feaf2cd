package io.tidegate.engine.gateway;

import io.tidegate.route.catalog.Openness;
import io.tidegate.rules.fact.Purpose;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A live grant of the caller.
 *
 * @param agreement the name of the terms it was made from; absent when they have none
 * @param covered what it gives of the service; absent when it gives all of it
 */
public record HeldGrant(Purpose purpose, Optional<String> agreement, Optional<Covered> covered) {
  /** One of which nothing is said. */
  public static final HeldGrant UNSTATED = new HeldGrant(Purpose.UNSTATED, Optional.empty());

  public HeldGrant {
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(agreement, "agreement");
    Objects.requireNonNull(covered, "covered");
  }

  /** One that gives all of the service. */
  public HeldGrant(Purpose purpose, Optional<String> agreement) {
    this(purpose, agreement, Optional.empty());
  }

  /** Whose records it gives, when they are an enterprise's that lets the caller have them. */
  Optional<String> owner() {
    return covered.flatMap(Covered::owner);
  }

  /**
   * What was agreed of a service.
   *
   * @param major version of the service
   * @param rows how open it was; a service that gives more records now is not covered
   * @param owner credit code of the enterprise whose records alone are given, for it lets others
   *     have them; absent where the caller calls for itself
   * @param fields ways from the top of an answer to the values that are given; never changed from
   *     here on
   */
  public record Covered(
      int major, Openness rows, Optional<String> owner, SortedSet<String> fields) {
    public Covered {
      Objects.requireNonNull(rows, "rows");
      Objects.requireNonNull(owner, "owner");
      fields = Collections.unmodifiableSortedSet(fields);
    }
  }
}
