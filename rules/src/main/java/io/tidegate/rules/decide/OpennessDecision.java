package io.tidegate.rules.decide;

import io.tidegate.route.catalog.Openness;
import io.tidegate.rules.fact.Approval;
import java.util.List;
import java.util.Objects;

/**
 * Who may have something, and who has to agree.
 *
 * @param rules which rules decided the openness or the approval, sorted
 */
public record OpennessDecision(Openness openness, Approval approval, List<String> rules) {
  public OpennessDecision {
    Objects.requireNonNull(openness, "openness");
    Objects.requireNonNull(approval, "approval");
    rules = List.copyOf(rules);
  }
}
