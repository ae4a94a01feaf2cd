package io.tidegate.engine.emit;

import io.tidegate.engine.answer.Result;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.GovernedRead;
import io.tidegate.engine.read.ReadCall;
import io.tidegate.engine.read.Row;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jboss.logging.Logger;

/** The read step: a call comes in as the body, governed rows go out. */
final class ReadProcessor implements Processor {
  private static final Logger LOG = Logger.getLogger(ReadProcessor.class);

  private final GovernedRead read;

  ReadProcessor(GovernedRead read) {
    this.read = read;
  }

  @Override
  public void process(Exchange exchange) throws CallProblem {
    List<Row> rows = read.run(exchange.getMessage().getBody(ReadCall.class));
    exchange.getMessage().setBody(result(rows));
  }

  private Result result(List<Row> rows) throws CallProblem {
    String id = read.plan().id();
    if (!read.plan().single()) {
      return new Result.Many(List.of(new Result.Batch(id, rows)));
    }
    if (rows.size() > 1) {
      LOG.warnf("read %s finds more than one record where one is expected", id);
      throw new CallProblem(ProblemCode.SOURCE_FAILED);
    }
    return rows.isEmpty()
        ? new Result.Absent()
        : new Result.One(Map.of(id, rows.getFirst()), Map.of());
  }
}
