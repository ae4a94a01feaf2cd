package io.tidegate.engine.publish;

import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.problem.CallProblem;
import java.util.Optional;

/** A published service that answers calls. */
public interface LiveEndpoint {
  GovernedPlan plan();

  Certificate certificate();

  /**
   * What answers those who see a variant of the plan.
   *
   * @param variant its place among the variants of the plan; any other number stands for those who
   *     see none
   */
  default LiveEndpoint seenAs(int variant) {
    return this;
  }

  /**
   * Names everything beside the call that decides what is answered: an answer that was made under
   * one name must not be given under another. Cheap.
   */
  String state();

  /** Until when it answers; absent when no end was announced. Cheap. */
  default Optional<Ending> ending() {
    return Optional.empty();
  }

  /**
   * Runs the plan. Blocks; call it on a virtual thread.
   *
   * @return the answer, governed and guarded
   * @throws CallProblem when there is no answer
   */
  Answer answer(Call call) throws CallProblem;

  /**
   * Asks the endpoint for a record nobody has, to see that everything it needs is there.
   *
   * @throws CallProblem when it could not answer
   */
  void probe() throws CallProblem;
}
