package io.tidegate.engine.check;

import io.tidegate.engine.check.Examined.Field;
import io.tidegate.engine.check.Examined.Statement;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.route.catalog.Relation;
import io.tidegate.rules.decide.FieldDecision;
import io.tidegate.rules.decide.MaskDecision;
import io.tidegate.rules.mask.MaskKind;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Every value is hidden at least as was decided.
 *
 * <p>A value is hidden by what the caller is to each record it comes from: of several relations to
 * one record the least strict counts, of several records the strictest. What comes from rows that
 * do not stand in the answer is hidden from everybody by the strictest of all relations.
 */
final class MaskCheck implements Check {
  @Override
  public void check(Examined examined, Report report) {
    for (Statement statement : examined.statements()) {
      for (Field field : statement.fields()) {
        new Hiding(examined, statement, field, report).check();
      }
    }
  }

  private record Hiding(Examined examined, Statement statement, Field field, Report report) {
    void check() {
      for (Origin origin : field.flow().all()) {
        FieldDecision decided = examined.decisions().fields().get(origin.column());
        if (decided == null) {
          wrong("nothing was decided about " + origin.column());
        } else if (!origin.foreign() && table(origin).aligned()) {
          requireForRecord(origin, decided);
        } else {
          requireAlways(origin, decided);
        }
      }
    }

    private void requireForRecord(Origin origin, FieldDecision decided) {
      Occurrence table = table(origin);
      PlannedMask fixed = field.planned().fixed();
      for (Relation relation : table.relations()) {
        PlannedMask mask = field.planned().masks().get(relation);
        MaskDecision least = decided.masks().get(relation);
        if (mask == null) {
          wrong("the plan does not say what hides it from " + relation);
        } else if (!hides(mask, least, switches(table)) && !hides(fixed, least, List.of())) {
          wrong("it is " + mask.text() + " for " + relation + ", " + text(origin, least));
        }
      }
    }

    private void requireAlways(Origin origin, FieldDecision decided) {
      for (Relation relation : table(origin).relations()) {
        MaskDecision least = decided.masks().get(relation);
        PlannedMask fixed = field.planned().fixed();
        if (!hides(fixed, least, List.of())) {
          wrong("it is " + fixed.text() + " for everybody, " + text(origin, least));
        }
      }
    }

    /**
     * Whether a mask hides at least what was decided.
     *
     * @param switches those of the record, which alone may lift a mask
     */
    private boolean hides(PlannedMask planned, MaskDecision least, List<String> switches) {
      if (least == null) {
        return false;
      }
      if (least.mask().kind() == MaskKind.NONE) {
        return true;
      }
      boolean lifted =
          planned.unless().isPresent()
              && !(planned.unless().equals(least.unless())
                  && switches.contains(planned.unless().get()));
      if (lifted) {
        return false;
      }
      MaskKind kind = planned.mask().kind();
      if (field.flow().copies().isEmpty()) {
        // what a mask keeps of a column means nothing once something was computed from it
        return kind == MaskKind.DROP || kind == MaskKind.COVER;
      }
      return planned.mask().sameEffect(least.mask()) || kind.rank() > least.mask().kind().rank();
    }

    private Occurrence table(Origin origin) {
      return statement.tables().get(origin.table());
    }

    private static List<String> switches(Occurrence table) {
      return table
          .parties()
          .map(parties -> List.copyOf(parties.roles().switches().keySet()))
          .orElse(List.of());
    }

    private static String text(Origin origin, MaskDecision least) {
      return least == null
          ? "and nothing was decided for " + origin.column()
          : "and " + origin.column() + " needs " + least.mask().name();
    }

    private void wrong(String message) {
      report.at(statement.read(), field.planned().name(), message);
    }
  }

  /** Whether nobody of these relations is kept from a column. */
  static boolean shownToAll(FieldDecision decided, SortedSet<Relation> relations) {
    SortedMap<Relation, MaskDecision> masks = decided.masks();
    return relations.stream()
        .allMatch(
            relation ->
                masks.containsKey(relation) && masks.get(relation).mask().kind() == MaskKind.NONE);
  }
}
