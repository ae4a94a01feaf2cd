package io.tidegate.engine.gateway;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.rules.fact.Approval;
import java.util.Objects;

/** Asks for a grant where somebody has to approve. */
final class GrantStep implements Step {
  private final Grants grants;

  GrantStep(Grants grants) {
    this.grants = Objects.requireNonNull(grants, "grants");
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    GovernedPlan plan = exchange.endpoint().plan();
    boolean needed = plan.approval().map(GrantStep::needsGrant).orElse(false);
    // nobody holds a grant anonymously
    if (needed
        && !exchange
            .caller()
            .map(c -> grants.holds(c.application(), plan.service()))
            .orElse(false)) {
      throw new CallProblem(ProblemCode.GRANT_REQUIRED);
    }
  }

  private static boolean needsGrant(Approval approval) {
    return switch (approval) {
      case AUTO -> false;
      case REVIEW, OWNER -> true;
    };
  }
}
