package io.tidegate.engine.read;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.route.data.DataRecord;

/** One row that is scoped, related to the caller and masked. */
public interface GovernedRow {
  /** What is done to it. */
  Treatment treatment();

  /**
   * A field as the caller may see it.
   *
   * @param field its place among the outputs of the read
   */
  Object value(int field) throws CallProblem;

  /** Writes a field as the caller may see it, as JSON. */
  void write(int field, Utf8Json json) throws CallProblem;

  /** The row as a record. */
  DataRecord record() throws CallProblem;
}
