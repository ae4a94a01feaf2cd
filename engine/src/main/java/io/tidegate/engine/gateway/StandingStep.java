package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import java.util.Objects;

/** Refuses what this node cannot answer for: it may have missed what the others know. */
final class StandingStep implements Step {
  private final Standing standing;

  StandingStep(Standing standing) {
    this.standing = Objects.requireNonNull(standing, "standing");
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    if (!standing.holds(exchange.table().epoch())) {
      throw new CallProblem(ProblemCode.NODE_OUT);
    }
  }
}
