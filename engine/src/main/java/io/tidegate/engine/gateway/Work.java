package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.Answer;
import java.time.Duration;

/** What answers a request that passed every step. */
public interface Work {
  /** How long the answer may take. */
  Duration timeout(Exchange exchange);

  /**
   * Makes the answer. Runs on a virtual thread and may block; is interrupted when the time is over
   * or the caller has gone.
   *
   * @throws CallProblem when there is no answer
   */
  Answer answer(Exchange exchange) throws CallProblem;
}
