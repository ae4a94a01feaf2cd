package io.tidegate.engine.impact;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.publish.MaskKeys;
import io.tidegate.route.catalog.Relation;
import io.tidegate.rules.mask.CompiledMask;
import io.tidegate.rules.mask.MaskKey;
import io.tidegate.rules.mask.MaskSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes the rows that show a loosening. */
final class ExampleRows {
  /** Of nobody, so that an example tells nothing of what anybody receives. */
  private static final MaskKey KEY =
      new MaskKeys("example rows, whose stand-ins are nobody's".getBytes(StandardCharsets.UTF_8))
          .of(Optional.empty());

  private ExampleRows() {}

  /** One row for each read and relation in which something opens. */
  static List<ExampleRow> of(
      GovernedPlan before, GovernedPlan after, List<PlanDifference.Opening> openings) {
    List<ExampleRow> rows = new ArrayList<>();
    for (PlanDifference.Opening opening : openings) {
      PlannedRead was = before.reads().get(opening.read());
      PlannedRead is = after.reads().get(opening.read());
      List<ExampleRow.Cell> cells = new ArrayList<>();
      List<Object> record = was.fields().stream().map(SyntheticValues::of).toList();
      for (int f = 0; f < was.fields().size(); f++) {
        cells.add(
            new ExampleRow.Cell(
                was.fields().get(f).name(),
                shown(was, f, opening, record),
                shown(is, f, opening, record)));
      }
      rows.add(
          new ExampleRow(was.id(), opening.relations(), List.copyOf(opening.switchesOn()), cells));
    }
    return rows;
  }

  private static Optional<Object> shown(
      PlannedRead read, int place, PlanDifference.Opening opening, List<Object> record) {
    PlannedField field = read.fields().get(place);
    Optional<MaskSpec> mask = Optional.empty();
    for (Relation relation : held(field, opening.relations())) {
      MaskSpec own = ShownMask.of(field, relation).under(opening.switchesOn());
      mask =
          Optional.of(
              mask.map(m -> opening.toOne() ? ShownMask.union(m, own) : ShownMask.stricter(m, own))
                  .orElse(own));
    }
    return mask.map(
        m -> {
          OptionalInt companion = read.companion(field, m);
          Object beside = companion.isPresent() ? record.get(companion.getAsInt()) : null;
          return CompiledMask.compile(m).apply(record.get(place), beside, KEY);
        });
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
