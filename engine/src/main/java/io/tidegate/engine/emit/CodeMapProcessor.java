package io.tidegate.engine.emit;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.read.GovernedRead;
import io.tidegate.engine.run.CodeTable;
import io.tidegate.engine.run.RunState;
import io.tidegate.route.flow.Flow;

/** The code-map step: the governed read of a code set, and the look-up in it. */
final class CodeMapProcessor implements StateProcessor {
  private final Flow.CodeMap step;
  private final GovernedRead codes;

  CodeMapProcessor(Flow.CodeMap step, GovernedRead codes) {
    this.step = step;
    this.codes = codes;
  }

  @Override
  public RunState process(RunState state) throws CallProblem {
    // the page size of the answer is none of the code set's business
    CodeTable table = new CodeTable(codes.run(state.call().all()));
    return state.body(table.looked(step, state.body()));
  }
}
