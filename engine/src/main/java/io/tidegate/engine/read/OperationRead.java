package io.tidegate.engine.read;

import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.source.OperationClient;
import io.tidegate.engine.source.SourceFault;
import io.tidegate.engine.trace.CallTrace;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Layout;
import io.tidegate.route.data.RawKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * Asks the operation of one planned read. A source that is no database cannot be told whose records
 * to give, so those that are not the caller's are left out here, before anything else sees them.
 */
public final class OperationRead implements GovernedRead {
  private static final Logger LOG = Logger.getLogger(OperationRead.class);

  private final PlannedRead plan;
  private final PlannedAccess.Operation operation;
  private final OperationClient client;
  private final FieldMasks masks;
  private final Layout layout;
  private final KeptKeys kept;
  private final PlannedTable table;
  private final int objectKey;

  /**
   * @param kept the outputs that another read is asked with as the source gave them
   */
  public OperationRead(
      PlannedRead plan,
      PlannedAccess.Operation operation,
      SortedSet<Integer> kept,
      OperationClient client) {
    this.plan = plan;
    this.operation = operation;
    this.client = client;
    this.kept = new KeptKeys(plan, kept);
    this.masks = new FieldMasks(plan);
    this.layout = Layout.of(plan.fields().stream().map(PlannedField::name).toList());
    this.table = plan.tables().getFirst();
    this.objectKey = client.objectKey().orElse(-1);
  }

  @Override
  public PlannedRead plan() {
    return plan;
  }

  /** What it is asked with stands in the call under the names of the inputs. */
  @Override
  public List<DataRecord> run(ReadCall call) throws CallProblem {
    List<Object[]> records;
    try {
      records = asked(call);
    } catch (SourceFault fault) {
      if (fault.kind() == SourceFault.Kind.NOT_FOUND) {
        // what the source does not have and what is not the caller's must look alike
        return List.of();
      }
      LOG.warnf(
          "request %s: read %s of source %s failed: %s",
          call.traceId(), plan.id(), plan.source(), fault.getMessage());
      throw new CallProblem(code(fault.kind()), fault);
    }
    List<DataRecord> governed = new ArrayList<>();
    for (Object[] record : records) {
      Set<Relation> held = held(record, call);
      if (isOfParent(record, call)
          && (!held.isEmpty() || table.scope() == PlannedTable.Scope.OPEN)) {
        governed.add(governed(record, held, call));
        if (governed.size() >= Math.min(plan.rowLimit(), call.rows())) {
          break;
        }
      }
    }
    return governed;
  }

  private List<Object[]> asked(ReadCall call) throws SourceFault {
    Optional<CallTrace> trace = call.running().trace();
    if (trace.isEmpty()) {
      return client.read(call.parameters(), call.deadline(), call.traceId());
    }
    try (CallTrace.Step step = trace.get().asking(plan.id(), plan.source())) {
      try {
        List<Object[]> records =
            client.read(
                call.parameters(), call.deadline(), call.traceId(), Optional.of(step.within()));
        step.yielded(records.size());
        return records;
      } catch (SourceFault fault) {
        step.failed(fault.kind().name());
        throw fault;
      }
    }
  }

  /**
   * A source may answer with more than it was asked for; what the key does not name belongs to
   * somebody else.
   */
  private boolean isOfParent(Object[] record, ReadCall call) {
    return operation
        .parent()
        .map(
            parent -> {
              Object key = call.parent().map(RawKey::value).orElse(null);
              return key != null && key.equals(record[parent.field()]);
            })
        .orElse(true);
  }

  private Set<Relation> held(Object[] record, ReadCall call) {
    Set<Relation> held = EnumSet.noneOf(Relation.class);
    table.base().ifPresent(held::add);
    for (PlannedAccess.PartyField party : operation.parties()) {
      Object holder = record[party.field()];
      if (holder == null) {
        continue;
      }
      if (call.owner().isPresent()) {
        if (table.delegated()
            && party.relation() == Relation.PRINCIPAL
            && call.owner().get().equals(holder)) {
          held.add(Relation.DELEGATE);
        }
      } else if (call.caller().filter(holder::equals).isPresent()) {
        held.add(party.relation());
      }
    }
    if (operation.parent().isPresent()) {
      call.parent().ifPresent(key -> held.addAll(key.held()));
      // what everybody served is to the parent's record, he is not yet to this one
      held.retainAll(table.relations());
    }
    return held;
  }

  private DataRecord governed(Object[] record, Set<Relation> held, ReadCall call) {
    Set<String> on = new TreeSet<>();
    operation
        .switches()
        .forEach(
            (name, field) -> {
              if (Boolean.TRUE.equals(record[field])) {
                on.add(name);
              }
            });
    if (operation.parent().isPresent()) {
      call.parent().ifPresent(key -> on.addAll(key.switchesOn()));
    }
    FieldMasks.Choice choice = masks.choose(List.of(held), Set.of(), List.of(on));
    Object[] values = new Object[record.length];
    for (int f = 0; f < values.length; f++) {
      values[f] = choice.shown(f, record, call.maskKey());
      if (f == objectKey && values[f] != null && choice.plain(f)) {
        // the key itself is of no use to anybody but us
        values[f] = call.links().link(operation.resource(), record[f].toString());
      }
    }
    return new DataRecord(layout, values, choice.provenance(), kept.of(record, choice.treatment()));
  }

  /** What a caller is told of a fault of a source. */
  public static ProblemCode code(SourceFault.Kind kind) {
    return switch (kind) {
      case TIMEOUT -> ProblemCode.SOURCE_TIMEOUT;
      case UNAVAILABLE, THROTTLED -> ProblemCode.SOURCE_UNAVAILABLE;
      case TOO_LARGE -> ProblemCode.ANSWER_TOO_LARGE;
      case NOT_FOUND, REFUSED, FAULT, DECLINED, BAD_REPLY -> ProblemCode.SOURCE_FAILED;
    };
  }
}
