package io.tidegate.engine.emit;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.GovernedRead;
import io.tidegate.engine.run.CodeCache;
import io.tidegate.engine.run.CodeTable;
import io.tidegate.engine.run.RunState;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.flow.Flow;
import java.util.List;
import java.util.Optional;

/** The code-map step: the governed read of a code set, and the look-up in it. */
final class CodeMapProcessor implements StateProcessor {
  private final Flow.CodeMap step;
  private final GovernedRead codes;
  private final Optional<CodeCache> cache;

  CodeMapProcessor(Flow.CodeMap step, GovernedRead codes) {
    this.step = step;
    this.codes = codes;
    this.cache =
        CodeCache.isSameForAll(codes.plan())
            ? Optional.of(new CodeCache(CodeCache.KEPT, System::nanoTime))
            : Optional.empty();
  }

  @Override
  public RunState process(RunState state) throws CallProblem {
    CodeTable table = cache.isPresent() ? cache.get().table(() -> load(state)) : load(state);
    return state.body(table.looked(step, state.body()));
  }

  private CodeTable load(RunState state) throws CallProblem {
    // the page size of the answer is none of the code set's business
    List<DataRecord> rows = codes.run(state.call().all());
    if (rows.size() >= codes.plan().rowLimit()) {
      // whole or not at all: a code that was cut off would pass for one that is not there
      throw new CallProblem(ProblemCode.ANSWER_TOO_LARGE);
    }
    return new CodeTable(rows);
  }
}
