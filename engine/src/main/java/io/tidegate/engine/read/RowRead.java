package io.tidegate.engine.read;

import io.tidegate.engine.problem.CallProblem;

/** A read whose rows can be had one by one, as they come from the driver. */
public sealed interface RowRead extends GovernedRead permits StatementRead, SortedRead {
  /**
   * Hands each governed row on. A row is the same object every time and is of no use afterwards.
   *
   * @throws CallProblem as {@link #run} does, or what the receiver throws
   */
  void each(ReadCall call, Rows rows) throws CallProblem;

  /** Takes rows. */
  @FunctionalInterface
  interface Rows {
    void row(GovernedRow row) throws CallProblem;
  }
}
