package io.tidegate.engine.gateway;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedTerms;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;

/**
 * On what terms a caller is served.
 *
 * @param agreement of the grant it calls by; absent without one
 * @param fields the values it is given, and no others; all that the plan shows when absent
 * @param variant of the plan that it sees, as {@link GovernedPlan#seenBy} names it
 */
public record ServedTerms(
    PlannedTerms terms,
    Optional<String> agreement,
    Optional<SortedSet<String>> fields,
    int variant) {
  public ServedTerms {
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(agreement, "agreement");
    Objects.requireNonNull(fields, "fields");
  }

  /** Whether whatever was answered on the other terms may be answered on these. */
  boolean covers(ServedTerms other) {
    return variant == other.variant
        && (fields.isEmpty() || other.fields().filter(fields.get()::containsAll).isPresent());
  }
}
