package io.tidegate.engine.emit;

import io.tidegate.engine.answer.Result;
import io.tidegate.engine.plan.PlannedStep.MulticastStep;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes one result of those of the branches. All of them must be there: an answer is never a part
 * of one unawares.
 */
final class BranchCombiner implements Processor {
  private final MulticastStep step;

  BranchCombiner(MulticastStep step) {
    this.step = step;
  }

  @Override
  public void process(Exchange exchange) throws CallProblem {
    Result[] results = exchange.getMessage().getBody(Result[].class);
    for (Result result : results) {
      if (result == null) {
        throw new CallProblem(ProblemCode.SOURCE_TIMEOUT);
      }
    }
    exchange
        .getMessage()
        .setBody(
            switch (step.strategy()) {
              case NEST -> nest(results);
              case CONCAT -> concat(results);
              case MERGE -> merge(results);
            });
  }

  private Result nest(Result[] results) {
    if (!(results[0] instanceof Result.One base)) {
      return new Result.Absent();
    }
    Map<String, Result> nested = new LinkedHashMap<>(base.nested());
    for (int i = 1; i < results.length; i++) {
      nested.put(step.branches().get(i).name(), results[i]);
    }
    return new Result.One(base.rows(), nested);
  }

  private static Result concat(Result[] results) {
    List<Result.Batch> batches = new ArrayList<>();
    for (Result result : results) {
      batches.addAll(((Result.Many) result).batches());
    }
    return new Result.Many(batches);
  }

  /** A record is there when all its parts are. */
  private static Result merge(Result[] results) {
    Map<String, Row> rows = new LinkedHashMap<>();
    Map<String, Result> nested = new LinkedHashMap<>();
    for (Result result : results) {
      if (!(result instanceof Result.One one)) {
        return new Result.Absent();
      }
      rows.putAll(one.rows());
      nested.putAll(one.nested());
    }
    return new Result.One(rows, nested);
  }
}
