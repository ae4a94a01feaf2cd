package io.tidegate.engine.check;

import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.decide.FieldDecision;
import io.tidegate.rules.decide.OpennessDecision;
import io.tidegate.rules.fact.Approval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An occurrence of a table with what was decided about it.
 *
 * @param planned what the plan says of it; absent when it does not speak of it
 * @param parties who its records belong to
 * @param tier the strictest openness of its columns that are used
 * @param approval the strictest approval of its columns that are used
 * @param columns those that are used
 */
record Occurrence(
    Trace.Table table,
    Optional<PlannedTable> planned,
    Optional<Parties> parties,
    Openness tier,
    Approval approval,
    SortedSet<ColumnId> columns) {
  Occurrence {
    columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
  }

  /**
   * The tables of a statement.
   *
   * @param outputs how many of its outputs are the author's; those behind them only tell relations,
   *     which is no use of a column
   */
  static List<Occurrence> of(
      Trace trace, int outputs, List<PlannedTable> planned, Catalog catalog, Decisions decisions)
      throws Untraceable {
    List<Occurrence> occurrences = new ArrayList<>();
    for (int i = 0; i < trace.tables().size(); i++) {
      Trace.Table table = trace.tables().get(i);
      Openness tier = table.resource().openness();
      for (Resource view : table.views()) {
        tier = tier.strictest(view.openness());
      }
      Approval approval = Approval.AUTO;
      SortedSet<ColumnId> columns = used(trace, i, outputs);
      for (ColumnId column : columns) {
        Optional<OpennessDecision> decided =
            Optional.ofNullable(decisions.fields().get(column)).map(FieldDecision::openness);
        tier = tier.strictest(decided.map(OpennessDecision::openness).orElse(Openness.CLOSED));
        approval =
            approval.strictest(decided.map(OpennessDecision::approval).orElse(Approval.OWNER));
      }
      occurrences.add(
          new Occurrence(
              table,
              i < planned.size() ? Optional.of(planned.get(i)) : Optional.empty(),
              Parties.of(catalog, table.resource()),
              tier,
              columns.isEmpty() ? decisions.service().approval() : approval,
              columns));
    }
    return occurrences;
  }

  private static SortedSet<ColumnId> used(Trace trace, int table, int outputs) {
    SortedSet<ColumnId> columns = new TreeSet<>();
    trace.effects().stream()
        .filter(effect -> effect.table() == table)
        .forEach(effect -> columns.add(effect.column()));
    trace.outputs().stream()
        .limit(outputs)
        .flatMap(output -> output.flow().all().stream())
        .filter(origin -> origin.table() == table)
        .forEach(origin -> columns.add(origin.column()));
    return columns;
  }

  /** Whether a row of the answer stands for one of its rows, by the plan's word and our own. */
  boolean aligned() {
    return table.aligned() && planned.map(PlannedTable::aligned).orElse(false);
  }

  /** Whether not all of its rows are read; that an unclear scope is a fault is said elsewhere. */
  boolean party() {
    return !(table.scope() instanceof Trace.Scope.Open);
  }

  /** What every served caller is to its rows, when they are not only the caller's own. */
  Optional<Relation> base() {
    return party() ? Optional.empty() : planned.flatMap(PlannedTable::base);
  }

  /** Every relation a caller can have to a row that is read. */
  SortedSet<Relation> relations() {
    SortedSet<Relation> relations = new TreeSet<>();
    parties.ifPresent(known -> relations.addAll(known.relations()));
    base().ifPresent(relations::add);
    if (table.scope() instanceof Trace.Scope.Party(boolean delegates)
        && delegates
        && relations.contains(Relation.PRINCIPAL)) {
      relations.add(Relation.DELEGATE);
    }
    return relations;
  }
}
