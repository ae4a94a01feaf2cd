package io.tidegate.engine.plan;

import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.LimitClass;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * On what terms an audience is served. What it sees is the same for all of them.
 *
 * @param served whether it is served at all
 * @param approval what it needs besides a key; absent when parties alone are served or everybody is
 * @param limit how often one application of it may call
 * @param rules the rules that decided any of it, sorted
 */
public record PlannedTerms(
    Audience audience,
    boolean served,
    Optional<Approval> approval,
    LimitClass limit,
    List<String> rules) {
  public PlannedTerms {
    Objects.requireNonNull(audience, "audience");
    Objects.requireNonNull(approval, "approval");
    Objects.requireNonNull(limit, "limit");
    rules = rules.stream().sorted().distinct().toList();
  }

  /** Everybody is served alike and as seldom as can be. */
  static List<PlannedTerms> alike(Optional<Approval> approval) {
    return List.of(
        new PlannedTerms(Audience.EVERYBODY, true, approval, LimitClass.LEAST, List.of()));
  }
}
