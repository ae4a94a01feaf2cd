package io.tidegate.engine.emit;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.GovernedRead;
import io.tidegate.engine.run.RunState;
import io.tidegate.route.data.DataRecord;
import java.util.List;
import org.jboss.logging.Logger;

/** The read step: governed rows become the body. */
final class ReadProcessor implements StateProcessor {
  private static final Logger LOG = Logger.getLogger(ReadProcessor.class);

  private final GovernedRead read;

  ReadProcessor(GovernedRead read) {
    this.read = read;
  }

  @Override
  public RunState process(RunState state) throws CallProblem {
    List<DataRecord> rows = read.run(state.readCall());
    if (!read.plan().single()) {
      if (rows.size() >= read.plan().rowLimit() && state.call().rows() >= read.plan().rowLimit()) {
        // a list that is not paged is read up to one row more than its limit: whole or not at all
        throw new CallProblem(ProblemCode.ANSWER_TOO_LARGE);
      }
      return state.body(rows);
    }
    if (rows.size() > 1) {
      LOG.warnf("read %s finds more than one record where one is expected", read.plan().id());
      throw new CallProblem(ProblemCode.SOURCE_FAILED);
    }
    return state.recordOrAbsent(rows.isEmpty() ? null : rows.getFirst());
  }
}
