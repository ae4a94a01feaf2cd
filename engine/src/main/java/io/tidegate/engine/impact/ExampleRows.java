package io.tidegate.engine.impact;

import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.catalog.Relation;
import io.tidegate.rules.mask.CompiledMask;
import io.tidegate.rules.mask.MaskKey;
import io.tidegate.rules.mask.MaskSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes the rows that show a loosening. */
final class ExampleRows {
  private static final byte[] NOBODYS = "example rows".getBytes(StandardCharsets.UTF_8);

  private static final MaskKey KEY =
      (purpose, input) ->
          HmacSm3.code(HmacSm3.code(NOBODYS, purpose.getBytes(StandardCharsets.UTF_8)), input);

  private ExampleRows() {}

  /** One row for each read and relation in which something opens. */
  static List<ExampleRow> of(
      GovernedPlan before, GovernedPlan after, List<PlanDifference.Opening> openings) {
    List<ExampleRow> rows = new ArrayList<>();
    for (PlanDifference.Opening opening : openings) {
      PlannedRead was = before.reads().get(opening.read());
      PlannedRead is = after.reads().get(opening.read());
      List<ExampleRow.Cell> cells = new ArrayList<>();
      for (int f = 0; f < was.fields().size(); f++) {
        PlannedField field = was.fields().get(f);
        Object value = SyntheticValues.of(field);
        cells.add(
            new ExampleRow.Cell(
                field.name(),
                shown(field, opening, value),
                shown(is.fields().get(f), opening, value)));
      }
      rows.add(
          new ExampleRow(was.id(), opening.relations(), List.copyOf(opening.switchesOn()), cells));
    }
    return rows;
  }

  private static Optional<Object> shown(
      PlannedField field, PlanDifference.Opening opening, Object value) {
    Optional<MaskSpec> mask = Optional.empty();
    for (Relation relation : held(field, opening.relations())) {
      MaskSpec own = ShownMask.of(field, relation).under(opening.switchesOn());
      mask =
          Optional.of(
              mask.map(m -> opening.toOne() ? ShownMask.union(m, own) : ShownMask.stricter(m, own))
                  .orElse(own));
    }
    return mask.map(m -> CompiledMask.compile(m).apply(value, KEY));
  }

  /**
   * The caller's relations the plan has a mask for; to a table beside it that is open to everybody
   * the caller is what everybody is.
   */
  private static SortedSet<Relation> held(PlannedField field, SortedSet<Relation> relations) {
    SortedSet<Relation> masked = new TreeSet<>(field.masks().keySet());
    if (masked.isEmpty()) {
      return relations;
    }
    SortedSet<Relation> held = new TreeSet<>(relations);
    held.retainAll(masked);
    if (held.isEmpty()) {
      masked.retainAll(Set.of(Relation.APPROVED, Relation.PUBLIC));
      return masked;
    }
    return held;
  }
}
