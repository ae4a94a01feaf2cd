package io.tidegate.engine.gateway;

import io.tidegate.rules.fact.Purpose;
import java.util.Objects;
import java.util.Optional;

/**
 * A live grant of the caller.
 *
 * @param agreement the terms it was made from; absent when they have no name
 */
public record HeldGrant(Purpose purpose, Optional<String> agreement) {
  /** One of which nothing is said. */
  public static final HeldGrant UNSTATED = new HeldGrant(Purpose.UNSTATED, Optional.empty());

  public HeldGrant {
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(agreement, "agreement");
  }
}
