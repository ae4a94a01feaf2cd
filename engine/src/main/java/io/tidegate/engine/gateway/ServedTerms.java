package io.tidegate.engine.gateway;

import io.tidegate.engine.plan.PlannedTerms;
import java.util.Objects;
import java.util.Optional;

/**
 * On what terms a caller is served.
 *
 * @param agreement of the grant it calls by; absent without one
 */
public record ServedTerms(PlannedTerms terms, Optional<String> agreement) {
  public ServedTerms {
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(agreement, "agreement");
  }
}
