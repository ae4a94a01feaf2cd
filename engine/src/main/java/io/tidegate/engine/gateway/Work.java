package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.Answer;
import java.time.Duration;
import java.util.Optional;

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

  /** Makes the answer as it is sent; like {@link #answer} where nothing is kept. */
  default Reply reply(Exchange exchange, Encoder encoder) throws CallProblem {
    return Reply.of(encoder.encode(answer(exchange), exchange.wantsGzip()));
  }

  /**
   * The answer, when it is there already. Called on the event loop, when the request has passed
   * every step: answers from memory and never blocks.
   */
  default Optional<Reply.Whole> ready(Exchange exchange) {
    return Optional.empty();
  }
}
