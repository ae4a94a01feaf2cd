package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.EndpointTable;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/** Refuses what this node cannot answer for: it may have missed what the others know. */
final class StandingStep implements Step {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Standing standing;
  private final Supplier<EndpointTable> live;

  /**
   * @param live the table in force
   */
  StandingStep(Standing standing, Supplier<EndpointTable> live) {
    this.standing = Objects.requireNonNull(standing, "standing");
    this.live = Objects.requireNonNull(live, "live");
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    if (standing.holds(exchange.table().epoch())) {
      return;
    }
    // what is in force as it was before is answered under the new epoch just as well
    exchange.carryOver(live.get());
    if (!standing.holds(exchange.table().epoch())) {
      throw new CallProblem(ProblemCode.NODE_OUT, SOON);
    }
  }
}
