package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;

/**
 * One check on the way in. Runs on the event loop, so it answers from memory and never blocks,
 * unless it says of a request that it may: then it and all that follow run on a virtual thread.
 * Holds no state of a request.
 */
@FunctionalInterface
public interface Step {
  /**
   * Whether this request has to leave the event loop before it comes here. Asked at most once for
   * each request, right before it would be applied.
   */
  default boolean mayBlock(Exchange exchange) {
    return false;
  }

  /**
   * Lets the request on, having noted on it what was found.
   *
   * @throws CallProblem when the request ends here
   */
  void apply(Exchange exchange) throws CallProblem;

  /**
   * Asks once more, while the answer is still being sent part by part, whether the caller may have
   * the next. Runs on a virtual thread.
   *
   * @throws CallProblem when it may not any more
   */
  default void again(Exchange exchange) throws CallProblem {}
}
