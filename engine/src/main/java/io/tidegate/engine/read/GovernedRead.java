package io.tidegate.engine.read;

import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.route.data.DataRecord;
import java.util.List;

/**
 * Runs one planned read: scope, read, relate, mask. Everything that does not depend on the call is
 * prepared once. Safe for use by several threads.
 */
public sealed interface GovernedRead permits RowRead, OperationRead {
  PlannedRead plan();

  /**
   * The governed records, at most as many as the call wants.
   *
   * @throws CallProblem when the source does not answer in time or at all; nothing of its own words
   *     is passed on
   */
  List<DataRecord> run(ReadCall call) throws CallProblem;
}
