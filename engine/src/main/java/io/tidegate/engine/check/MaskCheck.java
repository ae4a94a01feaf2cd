package io.tidegate.engine.check;

import io.tidegate.engine.check.Examined.Field;
import io.tidegate.engine.check.Examined.Statement;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.route.catalog.Relation;
import io.tidegate.rules.decide.FieldDecision;
import io.tidegate.rules.decide.MaskDecision;
import io.tidegate.rules.mask.MaskKind;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Every value is hidden at least as was decided.
 *
 * <p>A value of one record's own row is hidden by the caller's relation to that record. A relation
 * says nothing about other records: where a value also depends on a second record with parties of
 * its own, on rows that do not stand in the answer, or on a table to which the relation does not
 * exist, the strictest of everything decided for such a row counts.
 */
final class MaskCheck implements Check {
  @Override
  public void check(Examined examined, Findings findings) {
    for (Statement statement : examined.statements()) {
      for (Field field : statement.fields()) {
        new Hiding(examined, statement, field, findings).check();
      }
    }
  }

  private record Hiding(Examined examined, Statement statement, Field field, Findings findings) {
    Hiding {
      Objects.requireNonNull(examined, "examined");
      Objects.requireNonNull(statement, "statement");
      Objects.requireNonNull(field, "field");
      Objects.requireNonNull(findings, "findings");
    }

    void check() {
      SortedSet<Relation> possible = new TreeSet<>();
      SortedSet<Integer> records = new TreeSet<>();
      for (Origin origin : field.flow().all()) {
        if (ownRow(origin)) {
          possible.addAll(table(origin).relations());
          if (table(origin).parties().isPresent()) {
            records.add(origin.table());
          }
        }
      }
      PlannedField planned = field.planned();
      for (Relation relation : possible) {
        if (!planned.masks().containsKey(relation)) {
          wrong("the plan does not say what hides it from " + relation);
        }
      }
      for (Origin origin : field.flow().all()) {
        FieldDecision decided = examined.decisions().fields().get(origin.column());
        if (decided == null) {
          wrong("nothing was decided about " + origin.column());
        } else if (ownRow(origin)) {
          planned
              .masks()
              .keySet()
              .forEach(relation -> requireFor(relation, origin, decided, records.size() == 1));
        } else {
          requireAlways(origin, decided);
        }
      }
    }

    private void requireFor(
        Relation relation, Origin origin, FieldDecision decided, boolean oneRecord) {
      Occurrence table = table(origin);
      PlannedMask mask = field.planned().masks().get(relation);
      PlannedMask fixed = field.planned().fixed();
      boolean exact =
          table.relations().contains(relation) && (oneRecord || table.parties().isEmpty());
      if (exact) {
        MaskDecision least = decided.masks().get(relation);
        if (!hides(mask, least, switches(table)) && !hides(fixed, least, List.of())) {
          wrong("it is " + mask.text() + " for " + relation + ", " + text(origin, least));
        }
        return;
      }
      for (Relation other : table.relations()) {
        MaskDecision least = decided.masks().get(other);
        if (!hides(mask, least, List.of()) && !hides(fixed, least, List.of())) {
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
      if (field.flow().copy().isEmpty()) {
        // what a mask keeps of a column means nothing once something was computed from it
        return kind == MaskKind.DROP || kind == MaskKind.COVER;
      }
      return planned.mask().sameEffect(least.mask()) || kind.rank() > least.mask().kind().rank();
    }

    private boolean ownRow(Origin origin) {
      return !origin.foreign() && table(origin).aligned();
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
      findings.add(CheckCode.MASK, statement.read().id(), field.planned().name(), message);
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
