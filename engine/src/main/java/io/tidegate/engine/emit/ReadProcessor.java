package io.tidegate.engine.emit;

import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.Bulkhead;
import io.tidegate.engine.read.GovernedRead;
import io.tidegate.engine.read.GovernedRow;
import io.tidegate.engine.read.ReadCall;
import io.tidegate.engine.read.RowRead;
import io.tidegate.engine.read.RunningStatements.ReadTime;
import io.tidegate.engine.read.SourceGate;
import io.tidegate.engine.run.Expression;
import io.tidegate.engine.run.RunState;
import io.tidegate.engine.trace.CallTrace;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.MaskedText;
import io.tidegate.route.data.RawKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/** The read step: governed records become the body. */
final class ReadProcessor implements StateProcessor {
  private static final Logger LOG = Logger.getLogger(ReadProcessor.class);

  private final GovernedRead read;
  private final SourceGate gate;
  private final Map<String, Expression> inputs = new TreeMap<>();

  ReadProcessor(GovernedRead read, SourceGate gate) {
    this.read = read;
    this.gate = gate;
    if (read.plan().access() instanceof PlannedAccess.Operation operation) {
      operation.inputs().forEach((name, script) -> inputs.put(name, new Expression(script)));
    }
  }

  @Override
  public RunState process(RunState state) throws CallProblem {
    ReadCall call = asked(state);
    List<DataRecord> rows =
        followed(call, () -> gate.run(call.deadline(), progress -> read.run(call)), List::size);
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

  /** Hands each governed row on, where the read is one whose rows can be had one by one. */
  void each(ReadCall call, RowRead.Rows rows) throws CallProblem {
    if (!(read instanceof RowRead statement)) {
      throw new IllegalStateException("the records of " + read.plan().id() + " come as a whole");
    }
    if (call.running().trace().isEmpty()) {
      timed(call, () -> handOn(statement, call, rows));
      return;
    }
    CountedRows counted = new CountedRows(rows);
    followed(call, () -> handOn(statement, call, counted), done -> counted.count);
  }

  private RowRead handOn(RowRead statement, ReadCall call, RowRead.Rows rows) throws CallProblem {
    return gate.run(
        call.deadline(),
        progress -> {
          statement.each(
              call,
              row -> {
                progress.row();
                rows.row(row);
              });
          return statement;
        });
  }

  /** Of one read, which is one thread's. */
  private static final class CountedRows implements RowRead.Rows {
    private final RowRead.Rows rows;
    private long count;

    private CountedRows(RowRead.Rows rows) {
      this.rows = rows;
    }

    @Override
    public void row(GovernedRow row) throws CallProblem {
      count++;
      rows.row(row);
    }
  }

  /** Has a read timed and followed where somebody wants to know. */
  private <T> T followed(ReadCall call, Bulkhead.Work<T> reading, ToLongFunction<T> rows)
      throws CallProblem {
    Optional<CallTrace> trace = call.running().trace();
    if (trace.isEmpty()) {
      return timed(call, reading);
    }
    try (CallTrace.Step step = trace.get().step(read.plan().id(), read.plan().source())) {
      try {
        T done = timed(call, reading);
        step.yielded(rows.applyAsLong(done));
        return done;
      } catch (CallProblem problem) {
        step.failed(problem.code().id());
        throw problem;
      }
    }
  }

  private <T> T timed(ReadCall call, Bulkhead.Work<T> reading) throws CallProblem {
    if (!call.running().isTimed()) {
      return reading.run();
    }
    long began = System.nanoTime();
    try {
      return reading.run();
    } finally {
      call.running()
          .timed(
              new ReadTime(
                  read.plan().id(),
                  read.plan().source(),
                  began,
                  Duration.ofNanos(System.nanoTime() - began)));
    }
  }

  /** A statement is asked with parameters and variables, an operation with its inputs alone. */
  private ReadCall asked(RunState state) throws CallProblem {
    return switch (read.plan().access()) {
      case PlannedAccess.Statements statements -> state.readCall();
      case PlannedAccess.Sorted sorted -> state.readCall();
      case PlannedAccess.Operation operation -> {
        Map<String, Object> values = new TreeMap<>();
        for (Map.Entry<String, Expression> input : inputs.entrySet()) {
          values.put(input.getKey(), MaskedText.orNothing(input.getValue().value(state)));
        }
        for (Map.Entry<String, String> input : operation.keys().entrySet()) {
          RawKey key = state.raws().get(input.getValue());
          values.put(input.getKey(), key == null ? null : key.value());
        }
        ReadCall call = state.call().asking(values);
        yield operation
            .parent()
            .flatMap(parent -> Optional.ofNullable(operation.keys().get(parent.input())))
            .flatMap(key -> Optional.ofNullable(state.raws().get(key)))
            .map(call::under)
            .orElse(call);
      }
    };
  }
}
