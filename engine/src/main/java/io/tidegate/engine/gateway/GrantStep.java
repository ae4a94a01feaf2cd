package io.tidegate.engine.gateway;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.rules.fact.Approval;
import java.util.Objects;
import java.util.Optional;

/** Asks for a grant where somebody has to approve. */
final class GrantStep implements Step {
  private final Grants grants;

  GrantStep(Grants grants) {
    this.grants = Objects.requireNonNull(grants, "grants");
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    GovernedPlan plan = exchange.endpoint().plan();
    exchange.caller().ifPresent(c -> exchange.grants(grants.version(c.application())));
    granted(exchange, plan.service(), plan.approval());
    // what another service asks of its callers is not passed by on the way through this one
    for (PlannedCall call : plan.calls()) {
      granted(exchange, call.service(), call.approval());
    }
  }

  @Override
  public void again(Exchange exchange) throws CallProblem {
    apply(exchange);
  }

  private void granted(Exchange exchange, String service, Optional<Approval> approval)
      throws CallProblem {
    boolean needed = approval.map(GrantStep::needsGrant).orElse(false);
    // nobody holds a grant anonymously
    if (needed
        && !exchange.caller().map(c -> grants.holds(c.application(), service)).orElse(false)) {
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
