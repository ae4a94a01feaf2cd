package io.tidegate.rules.decide;

import io.tidegate.rules.fact.LimitClass;
import java.util.List;
import java.util.Objects;

/**
 * How often something may be called.
 *
 * @param rules which rules asked for no more than this, sorted
 */
public record LimitDecision(LimitClass limit, List<String> rules) {
  public LimitDecision {
    Objects.requireNonNull(limit, "limit");
    rules = List.copyOf(rules);
  }
}
