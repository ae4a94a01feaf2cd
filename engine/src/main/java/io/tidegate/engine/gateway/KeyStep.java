package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import java.util.Objects;

/**
 * Asks whether the key or token that was shown is good still, for it may have been revoked
 * meanwhile.
 */
final class KeyStep implements Step {
  private final LiveKeys keys;

  KeyStep(LiveKeys keys) {
    this.keys = Objects.requireNonNull(keys, "keys");
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    if (exchange.caller().isPresent() && !keys.isGood(exchange.caller().get())) {
      throw new CallProblem(ProblemCode.AUTH_INVALID);
    }
  }
}
