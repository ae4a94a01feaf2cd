package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;

/** Reads the path in its only accepted spelling. */
final class PathStep implements Step {
  @Override
  public void apply(Exchange exchange) throws CallProblem {
    exchange.at(RequestPath.parse(exchange.request().path()));
  }
}
