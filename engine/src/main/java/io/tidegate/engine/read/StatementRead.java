package io.tidegate.engine.read;

import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.sql.Binding;
import io.tidegate.route.sql.PrintedQuery;
import io.tidegate.rules.mask.MaskKey;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Runs the statement of one planned read: scope (in the statement), read, relate, mask. Everything
 * that does not depend on the call is prepared once. Safe for use by several threads.
 */
public final class StatementRead implements RowRead {
  private static final Logger LOG = Logger.getLogger(StatementRead.class);

  /** A credit code nobody has, bound for a caller without one: role columns never equal it. */
  private static final String NOBODY = "";

  private final PlannedRead plan;
  private final DataSource source;
  private final Prepared first;
  private final Optional<Prepared> next;
  private final ColumnJson[] columns;
  private final Layout layout;
  private final KeptKeys kept;

  /**
   * @param kept the outputs that another read is asked with as the source gave them
   */
  public StatementRead(
      PlannedRead plan,
      PlannedAccess.Statements statements,
      SortedSet<Integer> kept,
      DataSource source) {
    this.plan = plan;
    this.kept = new KeptKeys(plan, kept);
    this.layout = Layout.of(plan.fields().stream().map(PlannedField::name).toList());
    this.source = source;
    FieldMasks masks = new FieldMasks(plan);
    this.first = prepared(statements.query(), masks);
    this.next = statements.next().map(query -> prepared(query, masks));
    this.columns = new ColumnJson[plan.fields().size()];
    for (int f = 0; f < columns.length; f++) {
      columns[f] = new ColumnJson(f + 1, plan.fields().get(f));
    }
  }

  /** A statement, and how its rows are related to the caller. */
  private record Prepared(PrintedQuery query, RowRelations relations) {}

  private Prepared prepared(PrintedQuery query, FieldMasks masks) {
    return new Prepared(query, new RowRelations(plan, query.hidden(), masks));
  }

  @Override
  public PlannedRead plan() {
    return plan;
  }

  @Override
  public List<DataRecord> run(ReadCall call) throws CallProblem {
    List<DataRecord> governed = new ArrayList<>();
    each(call, row -> governed.add(row.record()));
    return governed;
  }

  @Override
  public void each(ReadCall call, Rows rows) throws CallProblem {
    long left = Duration.between(Instant.now(), call.deadline()).toNanos();
    if (left <= 0) {
      throw new CallProblem(ProblemCode.SOURCE_TIMEOUT);
    }
    RunningStatement running = new RunningStatement(System.nanoTime() + left);
    call.running().add(running);
    DeadlineWatch.watch(running);
    try {
      read(call, running, rows);
    } finally {
      DeadlineWatch.forget(running);
      call.running().remove(running);
      running.leave();
    }
  }

  private void read(ReadCall call, RunningStatement running, Rows rows) throws CallProblem {
    Prepared prepared = call.after().isPresent() ? next.orElseThrow() : first;
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(prepared.query().text())) {
      bind(statement, prepared.query().bindings(), call);
      running.begin(statement);
      try (ResultSet result = statement.executeQuery()) {
        // the driver has read them all; what is done with them is no matter of the database
        running.end();
        governed(result, prepared.relations(), call, rows);
      } finally {
        running.end();
      }
    } catch (SQLException e) {
      if (!running.isCancelled()) {
        throw problem(e, call);
      }
      if (running.isLate()) {
        LOG.warnf(
            "request %s: read %s of source %s is not done at its deadline",
            call.traceId(), plan.id(), plan.source());
      }
      throw new CallProblem(ProblemCode.SOURCE_TIMEOUT);
    }
  }

  private void bind(PreparedStatement statement, List<Binding> bindings, ReadCall call)
      throws SQLException {
    for (int i = 0; i < bindings.size(); i++) {
      int index = i + 1;
      switch (bindings.get(i)) {
        case Binding.Parameter p ->
            Columns.bind(statement, index, call.parameters().get(p.name()), p.sqlType());
        case Binding.Caller caller ->
            statement.setString(
                index, call.owner().isPresent() ? NOBODY : call.caller().orElse(NOBODY));
        case Binding.Principal principal ->
            statement.setString(index, call.owner().or(call::caller).orElse(NOBODY));
        case Binding.KeyValue key ->
            Columns.bind(
                statement, index, call.after().orElseThrow().get(key.index()), key.sqlType());
        case Binding.RowLimit limit ->
            statement.setLong(index, Math.min(call.rows(), plan.rowLimit()));
      }
    }
  }

  private void governed(ResultSet result, RowRelations relations, ReadCall call, Rows rows)
      throws SQLException, CallProblem {
    byte[] party =
        call.owner().or(call::caller).map(c -> c.getBytes(StandardCharsets.UTF_8)).orElse(null);
    boolean delegate = call.owner().isPresent();
    Row row = new Row(result, call.maskKey());
    while (result.next()) {
      row.choice = relations.of(result, party, delegate);
      rows.row(row);
    }
  }

  /** What a masked field was shown as. */
  private record Shown(FieldMasks.Choice choice, Object value, Object companion, Object as) {
    boolean isFor(FieldMasks.Choice other, Object otherValue, Object otherCompanion) {
      return choice == other
          && Objects.equals(value, otherValue)
          && Objects.equals(companion, otherCompanion);
    }
  }

  /** The row the result stands at. */
  private final class Row implements GovernedRow {
    private final ResultSet result;
    private final MaskKey key;
    private final Shown[] shown = new Shown[columns.length];
    private FieldMasks.Choice choice;

    Row(ResultSet result, MaskKey key) {
      this.result = result;
      this.key = key;
    }

    @Override
    public Treatment treatment() {
      return choice.treatment();
    }

    @Override
    public Object value(int field) throws CallProblem {
      int companion = choice.companion(field);
      try {
        return shown(
            field,
            columns[field].value(result),
            companion < 0 ? null : columns[companion].value(result));
      } catch (SQLException e) {
        throw unreadable(e);
      }
    }

    /**
     * The rows of an answer often have a value in common, such as their owner, and a stand-in for
     * it costs more than the rest of the row: what was shown for the same value just before is
     * shown again.
     */
    private Object shown(int field, Object value, Object companion) {
      Shown before = shown[field];
      if (before != null && before.isFor(choice, value, companion)) {
        return before.as();
      }
      Object as = choice.shown(field, value, companion, key);
      if (!choice.plain(field)) {
        shown[field] = new Shown(choice, value, companion, as);
      }
      return as;
    }

    @Override
    public void write(int field, Utf8Json json) throws CallProblem {
      if (!choice.plain(field)) {
        ColumnJson.write(value(field), plan.fields().get(field).type(), json);
        return;
      }
      try {
        columns[field].write(result, json);
      } catch (SQLException e) {
        throw unreadable(e);
      }
    }

    @Override
    public DataRecord record() throws CallProblem {
      Object[] raw = new Object[columns.length];
      try {
        for (int f = 0; f < raw.length; f++) {
          raw[f] = columns[f].value(result);
        }
      } catch (SQLException e) {
        throw unreadable(e);
      }
      Object[] values = new Object[raw.length];
      for (int f = 0; f < raw.length; f++) {
        int companion = choice.companion(f);
        values[f] = shown(f, raw[f], companion < 0 ? null : raw[companion]);
      }
      return new DataRecord(layout, values, choice.provenance(), kept.of(raw, choice.treatment()));
    }
  }

  /** A value that the type it has cannot be read as. */
  private CallProblem unreadable(SQLException e) {
    LOG.warnf(
        "read %s of source %s has a value that cannot be read: SQL state %s",
        plan.id(), plan.source(), e.getSQLState());
    return new CallProblem(ProblemCode.SOURCE_FAILED);
  }

  /**
   * The database's own words can quote values, so only its state code is kept, and only in the log.
   */
  private CallProblem problem(SQLException e, ReadCall call) {
    String state = e.getSQLState() == null ? "none" : e.getSQLState();
    ProblemCode code =
        state.equals("57014")
            ? ProblemCode.SOURCE_TIMEOUT
            : state.startsWith("08")
                    || state.startsWith("53")
                    || state.startsWith("57")
                    || state.equals("none")
                ? ProblemCode.SOURCE_UNAVAILABLE
                : ProblemCode.SOURCE_FAILED;
    LOG.warnf(
        "request %s: read %s of source %s failed: SQL state %s",
        call.traceId(), plan.id(), plan.source(), state);
    return new CallProblem(code);
  }
}
