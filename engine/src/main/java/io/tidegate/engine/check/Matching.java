package io.tidegate.engine.check;

import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedInfluence;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.route.sql.HiddenColumn;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds out which table of the plan is which table of the statement. The plan may number its tables
 * as it likes, so a table that stands in a statement twice is told by what the plan says of each. A
 * wrong match cannot hide anything: numbers are names only, and every check is made with the match.
 */
final class Matching {
  private final PlannedRead read;
  private final Trace trace;
  private final SortedMap<Integer, Integer> plannedByTraced = new TreeMap<>();

  private Matching(PlannedRead read, Trace trace) {
    this.read = read;
    this.trace = trace;
  }

  /** The trace with its tables numbered as the plan numbers them, where they can be matched. */
  static Trace numbered(PlannedRead read, List<HiddenColumn> hidden, Trace trace) {
    if (read.tables().size() != trace.tables().size()) {
      return trace;
    }
    Matching matching = new Matching(read, trace);
    matching.matchHidden(hidden);
    matching.matchFields();
    matching.matchInfluences();
    matching.matchRest();
    return trace.numbered(matching.plannedByTraced);
  }

  private void matchHidden(List<HiddenColumn> hidden) {
    int fields = read.fields().size();
    for (int i = 0; i < hidden.size() && fields + i < trace.outputs().size(); i++) {
      int planned = hidden.get(i).table();
      trace
          .outputs()
          .get(fields + i)
          .flow()
          .copy()
          .ifPresent(origin -> match(origin.table(), planned));
    }
  }

  private void matchFields() {
    int size = Math.min(read.fields().size(), trace.outputs().size());
    for (int i = 0; i < size; i++) {
      PlannedField field = read.fields().get(i);
      trace
          .outputs()
          .get(i)
          .flow()
          .copy()
          .ifPresent(origin -> field.copyOf().ifPresent(use -> match(origin.table(), use.table())));
    }
    for (int i = 0; i < size; i++) {
      PlannedField field = read.fields().get(i);
      SortedSet<Origin> origins = trace.outputs().get(i).flow().all();
      for (Origin origin : origins) {
        matchOnly(
            origins.stream()
                .filter(each -> each.column().equals(origin.column()))
                .map(Origin::table),
            Stream.concat(field.sources().stream(), field.control().stream()),
            origin.column());
      }
    }
  }

  private void matchInfluences() {
    for (Trace.Effect effect : trace.effects()) {
      Predicate<PlannedInfluence> alike = influence -> influence.where() == effect.kind();
      matchOnly(
          trace.effects().stream()
              .filter(each -> each.kind() == effect.kind())
              .filter(each -> each.column().equals(effect.column()))
              .map(Trace.Effect::table),
          read.influences().stream().filter(alike).map(PlannedInfluence::column),
          effect.column());
    }
  }

  /** Matches when on either side only one table that is not matched yet has the column. */
  private void matchOnly(Stream<Integer> traced, Stream<ColumnUse> uses, ColumnId column) {
    SortedSet<Integer> ours = new TreeSet<>(traced.toList());
    SortedSet<Integer> theirs = new TreeSet<>();
    uses.filter(use -> use.column().equals(column)).forEach(use -> theirs.add(use.table()));
    ours.removeAll(plannedByTraced.keySet());
    theirs.removeAll(plannedByTraced.values());
    if (ours.size() == 1 && theirs.size() == 1) {
      match(ours.first(), theirs.first());
    }
  }

  private void matchRest() {
    for (int traced = 0; traced < trace.tables().size(); traced++) {
      for (int planned = 0; planned < read.tables().size(); planned++) {
        match(traced, planned);
      }
    }
    // whatever is left has no table of its kind; it gets a number that is free, and is found then
    for (int traced = 0; traced < trace.tables().size(); traced++) {
      for (int planned = 0; planned < read.tables().size(); planned++) {
        if (!plannedByTraced.containsKey(traced) && !plannedByTraced.containsValue(planned)) {
          plannedByTraced.put(traced, planned);
        }
      }
    }
  }

  private void match(int traced, int planned) {
    if (planned >= 0
        && planned < read.tables().size()
        && !plannedByTraced.containsKey(traced)
        && !plannedByTraced.containsValue(planned)
        && read.tables()
            .get(planned)
            .resource()
            .equals(trace.tables().get(traced).resource().id())) {
      plannedByTraced.put(traced, planned);
    }
  }
}
