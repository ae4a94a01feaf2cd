package io.tidegate.engine.emit;

import io.tidegate.engine.run.RunState;

/**
 * Sees a plan run step by step. Steps are told by their place among the {@code Flow.everyStep} of
 * the plan's route; several can be under way at a time, in several threads.
 */
public interface StepWatch {
  /**
   * A step begins.
   *
   * @return given back when it ends
   */
  Object begins(int place);

  /**
   * A step has ended with a result. One that fails does not.
   *
   * @param begun what its beginning gave
   */
  void ends(int place, Object begun, RunState after);
}
