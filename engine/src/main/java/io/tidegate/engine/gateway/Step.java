package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;

/**
 * One check on the way in. Runs on the event loop, so it answers from memory and never blocks.
 * Holds no state of a request.
 */
@FunctionalInterface
public interface Step {
  /**
   * Lets the request on, having noted on it what was found.
   *
   * @throws CallProblem when the request ends here
   */
  void apply(Exchange exchange) throws CallProblem;
}
