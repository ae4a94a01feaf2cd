package io.tidegate.engine.read;

import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.sql.Binding;
import io.tidegate.route.sql.HiddenColumn;
import io.tidegate.route.sql.PrintedQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Runs the statement of one planned read: scope (in the statement), read, relate, mask. Everything
 * that does not depend on the call is prepared once. Safe for use by several threads.
 */
public final class StatementRead implements GovernedRead {
  private static final Logger LOG = Logger.getLogger(StatementRead.class);

  /** A credit code nobody has, bound for a caller without one: role columns never equal it. */
  private static final String NOBODY = "";

  private final PlannedRead plan;
  private final PlannedAccess.Statements statements;
  private final DataSource source;
  private final FieldMasks masks;
  private final String[] types;
  private final List<EnumSet<Relation>> baseRelations;
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
    this.statements = statements;
    this.kept = new KeptKeys(plan, kept);
    this.layout = Layout.of(plan.fields().stream().map(PlannedField::name).toList());
    this.source = source;
    this.masks = new FieldMasks(plan);
    this.types = plan.fields().stream().map(PlannedField::sqlType).toArray(String[]::new);
    List<EnumSet<Relation>> base = new ArrayList<>();
    for (PlannedTable table : plan.tables()) {
      EnumSet<Relation> relations = EnumSet.noneOf(Relation.class);
      table.base().ifPresent(relations::add);
      base.add(relations);
    }
    this.baseRelations = Collections.unmodifiableList(base);
  }

  @Override
  public PlannedRead plan() {
    return plan;
  }

  @Override
  public List<DataRecord> run(ReadCall call) throws CallProblem {
    Duration left = Duration.between(Instant.now(), call.deadline());
    if (left.isNegative() || left.isZero()) {
      throw new CallProblem(ProblemCode.SOURCE_TIMEOUT);
    }
    RunningStatement running = new RunningStatement();
    FutureTask<List<DataRecord>> reading = new FutureTask<>(() -> read(call, left, running));
    call.running().add(running);
    // a thread that is interrupted while it reads from a socket loses the connection by which the
    // statement could be cancelled, so another one reads
    Thread.ofVirtual().name("read-" + call.traceId()).start(reading);
    try {
      return reading.get(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      running.cancel();
      LOG.warnf(
          "request %s: read %s of source %s is not done at its deadline",
          call.traceId(), plan.id(), plan.source());
      throw new CallProblem(ProblemCode.SOURCE_TIMEOUT);
    } catch (InterruptedException e) {
      running.cancel();
      Thread.currentThread().interrupt();
      throw new CallProblem(ProblemCode.SOURCE_TIMEOUT);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case CallProblem problem -> throw problem;
        case RuntimeException fault -> throw fault;
        case Error fault -> throw fault;
        default -> throw new IllegalStateException(e.getCause());
      }
    } finally {
      call.running().remove(running);
    }
  }

  private List<DataRecord> read(ReadCall call, Duration left, RunningStatement running)
      throws CallProblem {
    PrintedQuery query =
        call.after().isPresent() ? statements.next().orElseThrow() : statements.query();
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(query.text())) {
      statement.setQueryTimeout(wholeSeconds(left));
      bind(statement, query.bindings(), call);
      running.begin(statement);
      try (ResultSet rows = statement.executeQuery()) {
        return governed(rows, query, call);
      } finally {
        running.end();
      }
    } catch (SQLException e) {
      // who gave up has told what there is to tell
      throw running.isCancelled() ? new CallProblem(ProblemCode.SOURCE_TIMEOUT) : problem(e, call);
    }
  }

  /**
   * The fence behind the deadline. JDBC counts seconds; a part of one is given in full, and the
   * pool's own limit stands behind it.
   */
  private static int wholeSeconds(Duration left) {
    return (int) Math.max(1, left.plusMillis(999).toSeconds());
  }

  private void bind(PreparedStatement statement, List<Binding> bindings, ReadCall call)
      throws SQLException {
    for (int i = 0; i < bindings.size(); i++) {
      int index = i + 1;
      switch (bindings.get(i)) {
        case Binding.Parameter p ->
            Columns.bind(statement, index, call.parameters().get(p.name()), p.sqlType());
        case Binding.Caller caller -> statement.setString(index, call.caller().orElse(NOBODY));
        case Binding.KeyValue key ->
            Columns.bind(
                statement, index, call.after().orElseThrow().get(key.index()), key.sqlType());
        case Binding.RowLimit limit ->
            statement.setLong(index, Math.min(call.rows(), plan.rowLimit()));
      }
    }
  }

  private List<DataRecord> governed(ResultSet rows, PrintedQuery query, ReadCall call)
      throws SQLException {
    List<DataRecord> governed = new ArrayList<>();
    int fields = types.length;
    while (rows.next()) {
      FieldMasks.Choice choice = relate(rows, query.hidden(), fields, call);
      Object[] record = new Object[fields];
      for (int f = 0; f < fields; f++) {
        record[f] = Columns.read(rows, f + 1, types[f]);
      }
      Object[] values = new Object[fields];
      for (int f = 0; f < fields; f++) {
        values[f] = choice.shown(f, record, call.maskKey());
      }
      governed.add(
          new DataRecord(layout, values, choice.provenance(), kept.of(record, choice.treatment())));
    }
    return governed;
  }

  /**
   * What the caller is to each record that is joined into this row, from the role columns behind
   * the outputs.
   */
  private FieldMasks.Choice relate(
      ResultSet rows, List<HiddenColumn> hidden, int behind, ReadCall call) throws SQLException {
    List<Set<Relation>> held = new ArrayList<>(baseRelations.size());
    for (EnumSet<Relation> base : baseRelations) {
      held.add(base.clone());
    }
    Set<Integer> absent = new TreeSet<>();
    List<Set<String>> on = new ArrayList<>(baseRelations.size());
    baseRelations.forEach(table -> on.add(new TreeSet<>()));
    for (int h = 0; h < hidden.size(); h++) {
      int column = behind + h + 1;
      switch (hidden.get(h)) {
        case HiddenColumn.Role role -> {
          String holder = rows.getString(column);
          if (holder != null && call.caller().isPresent() && holder.equals(call.caller().get())) {
            held.get(role.table()).add(role.relation());
          }
        }
        case HiddenColumn.Presence part -> {
          if (!rows.getBoolean(column) && !rows.wasNull()) {
            absent.add(part.table());
            held.get(part.table()).clear();
          }
        }
        case HiddenColumn.Switch flag -> {
          if (rows.getBoolean(column)) {
            on.get(flag.table()).add(flag.name());
          }
        }
      }
    }
    return masks.choose(held, absent, on);
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
