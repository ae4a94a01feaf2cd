package io.tidegate.engine.read;

import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.data.MaskedText;
import io.tidegate.route.data.Provenance;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.rules.mask.CompiledMask;
import io.tidegate.rules.mask.MaskKey;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chooses the mask of each field for what the caller is to a record. Of several relations to one
 * record the least strict counts (the union of what each may see); of several records that flow
 * into one field the strictest; and what the plan fixes for everybody is never lifted.
 */
final class FieldMasks {
  /**
   * A combination of relations and switches with the masks it leads to.
   *
   * @param companions for each field the field whose value its mask looks at besides; -1 for none
   */
  record Choice(
      Provenance provenance,
      Treatment treatment,
      CompiledMask[] masks,
      int[] companions,
      List<PlannedField> fields) {
    /** Whether the caller may see a field as it is. */
    boolean plain(int field) {
      return masks[field].isNone();
    }

    /** The field a mask looks at besides; -1 for none. */
    int companion(int field) {
      return companions[field];
    }

    /**
     * A field's value as the caller may see it.
     *
     * @param value as the source gave it
     * @param companion the value of the field {@link #companion} names, as the source gave it; null
     *     when there is none
     */
    Object shown(int field, Object value, Object companion, MaskKey key) {
      Object masked = masks[field].apply(value, companion, key);
      // a text that a mask made of a value that is none is not to be taken for such a value
      return masked != value
              && masked instanceof String text
              && fields.get(field).type() != FieldType.STRING
          ? new MaskedText(text)
          : masked;
    }

    /**
     * The same with all fields of the record.
     *
     * @param record all fields as the source gave them
     */
    Object shown(int field, Object[] record, MaskKey key) {
      return shown(
          field, record[field], companions[field] < 0 ? null : record[companions[field]], key);
    }
  }

  private record State(
      List<Set<Relation>> held, Set<Integer> absent, List<Set<String>> switchesOn) {}

  private final PlannedRead read;
  private final List<SortedSet<Integer>> tablesOfField;
  private final Map<State, Choice> choices = new ConcurrentHashMap<>();

  FieldMasks(PlannedRead read) {
    this.read = read;
    List<SortedSet<Integer>> tables = new ArrayList<>();
    for (PlannedField field : read.fields()) {
      SortedSet<Integer> own = new TreeSet<>();
      for (ColumnUse use : field.sources()) {
        own.add(use.table());
      }
      for (ColumnUse use : field.control()) {
        own.add(use.table());
      }
      own.removeIf(index -> !read.tables().get(index).aligned());
      tables.add(own);
    }
    this.tablesOfField = Collections.unmodifiableList(tables);
  }

  /**
   * There are few combinations in practice: a subset of the role columns and switches of the
   * records that are joined.
   *
   * @param absent the tables of whose records nothing is in the row
   */
  Choice choose(List<Set<Relation>> held, Set<Integer> absent, List<Set<String>> switchesOn) {
    return choices.computeIfAbsent(new State(held, absent, switchesOn), this::make);
  }

  private Choice make(State state) {
    CompiledMask[] masks = new CompiledMask[read.fields().size()];
    int[] companions = new int[masks.length];
    List<String> applied = new ArrayList<>();
    for (int f = 0; f < masks.length; f++) {
      MaskSpec spec = mask(read.fields().get(f), tablesOfField.get(f), state);
      masks[f] = CompiledMask.compile(spec);
      companions[f] = read.companion(read.fields().get(f), spec).orElse(-1);
      applied.add(spec.name());
    }
    Treatment treatment =
        new Treatment(read.id(), state.held(), state.absent(), state.switchesOn(), applied);
    return new Choice(Provenance.of(treatment), treatment, masks, companions, read.fields());
  }

  private MaskSpec mask(PlannedField field, SortedSet<Integer> tables, State state) {
    // what is fixed belongs to no record in this row, so no record's switch lifts it
    MaskSpec strictest = field.fixed().mask();
    for (int index : tables) {
      if (state.absent().contains(index)) {
        continue;
      }
      PlannedTable table = read.tables().get(index);
      MaskSpec own = null;
      for (Relation relation : state.held().get(index)) {
        PlannedMask planned = field.masks().get(relation);
        if (planned != null && table.relations().contains(relation)) {
          MaskSpec candidate = lifted(planned, state.switchesOn().get(index));
          own = own == null || candidate.kind().rank() < own.kind().rank() ? candidate : own;
        }
      }
      // no relation to this record, or none the plan foresaw: nothing of it is shown
      strictest = stricter(strictest, own == null ? MaskSpec.DROP : own);
    }
    return strictest;
  }

  private static MaskSpec lifted(PlannedMask planned, Set<String> switchesOn) {
    boolean on = planned.unless().map(switchesOn::contains).orElse(false);
    return on ? MaskSpec.NONE : planned.mask();
  }

  private static MaskSpec stricter(MaskSpec a, MaskSpec b) {
    if (a.kind().rank() == b.kind().rank()) {
      return a.sameEffect(b) || a.kind() == MaskKind.NONE ? a : MaskSpec.DROP;
    }
    return a.kind().rank() > b.kind().rank() ? a : b;
  }
}
