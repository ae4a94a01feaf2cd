package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;

/** Refuses a request that will not take JSON. */
final class AcceptStep implements Step {
  @Override
  public void apply(Exchange exchange) throws CallProblem {
    if (!Negotiation.acceptsJson(exchange.headers("Accept"))) {
      throw new CallProblem(ProblemCode.NOT_ACCEPTABLE);
    }
  }
}
