package io.tidegate.rules.decide;

import io.tidegate.route.catalog.Openness;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import java.util.List;
import java.util.Objects;

/**
 * On what terms an audience may have something.
 *
 * @param openness for those of the audience who are no party to a record
 * @param deniedBy the rules that deny it to the audience, sorted; mostly none
 * @param rules which rules decided openness or approval, sorted
 */
public record Terms(
    Audience audience,
    Openness openness,
    Approval approval,
    LimitDecision limit,
    List<String> deniedBy,
    List<String> rules) {
  public Terms {
    Objects.requireNonNull(audience, "audience");
    Objects.requireNonNull(openness, "openness");
    Objects.requireNonNull(approval, "approval");
    Objects.requireNonNull(limit, "limit");
    deniedBy = List.copyOf(deniedBy);
    rules = List.copyOf(rules);
  }
}
