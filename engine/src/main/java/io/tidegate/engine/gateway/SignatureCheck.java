package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.signature.SignedCall;
import java.util.Optional;

/** Tells who signed a call. Called on a virtual thread: may compute and may wait. */
@FunctionalInterface
public interface SignatureCheck {
  /**
   * The caller a signature proves. Empty whatever is wrong with it: unknown, revoked, from another
   * network, another text or used before are one answer.
   *
   * @throws CallProblem AUTH_CLOCK when the call is too old or from the future, which is told
   *     before anything is looked up; AUTH_UNAVAILABLE when it cannot be told whether the call was
   *     made before
   */
  Optional<Identity> caller(SignedCall call) throws CallProblem;

  /** Signs the answers to calls that were signed by a key of the caller alone; absent: none are. */
  default Optional<AnswerSigner> answers() {
    return Optional.empty();
  }
}
