package io.tidegate.engine.read;

import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.Relation;
import io.tidegate.rules.mask.CompiledMask;
import io.tidegate.rules.mask.MaskSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a read puts on the values of a row, asked of the class that does it for real rows. */
public final class AppliedMasks {
  private AppliedMasks() {}

  /**
   * Somebody who gets a row of both plans.
   *
   * @param own what the caller is to the records by their role columns, the same to each of them
   */
  public record Caller(
      SortedSet<Relation> own, Set<String> switchesOn, SortedSet<Relation> relations) {}

  /** Everybody with one relation, with every two, and with all. */
  public static List<Caller> callers(PlannedRead before, PlannedRead after) {
    SortedSet<Relation> all = new TreeSet<>();
    before.tables().forEach(t -> all.addAll(t.relations()));
    SortedSet<Relation> others = new TreeSet<>();
    after.tables().forEach(t -> others.addAll(t.relations()));
    all.retainAll(others);
    Set<SortedSet<Relation>> held = new LinkedHashSet<>();
    for (Relation one : all) {
      for (Relation other : all) {
        held.add(new TreeSet<>(List.of(one, other)));
      }
    }
    held.add(all);
    Set<String> switches = new TreeSet<>();
    for (PlannedRead read : List.of(before, after)) {
      read.fields()
          .forEach(f -> f.masks().values().forEach(m -> m.unless().ifPresent(switches::add)));
    }
    List<Caller> callers = new ArrayList<>();
    for (SortedSet<Relation> own : held) {
      SortedSet<Relation> relations = new TreeSet<>(own);
      before.tables().forEach(t -> t.base().ifPresent(relations::add));
      callers.add(new Caller(own, Set.of(), relations));
      callers.add(new Caller(own, switches, relations));
    }
    return callers;
  }

  /** The mask of each field. */
  public static List<MaskSpec> of(PlannedRead read, Caller caller) {
    List<Set<Relation>> held = new ArrayList<>();
    List<Set<String>> on = new ArrayList<>();
    for (PlannedTable table : read.tables()) {
      SortedSet<Relation> own = new TreeSet<>(caller.own());
      own.retainAll(table.relations());
      table.base().ifPresent(own::add);
      held.add(own);
      on.add(caller.switchesOn());
    }
    return Arrays.stream(new FieldMasks(read).choose(held, Set.of(), on).masks())
        .map(CompiledMask::spec)
        .toList();
  }
}
