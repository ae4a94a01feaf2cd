package io.tidegate.engine.check;

import io.tidegate.engine.check.Examined.Statement;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.sql.Binding;
import io.tidegate.route.sql.HiddenColumn;
import io.tidegate.rules.mask.MaskKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Answers that everybody shares depend on nobody, and what a label protects is sealed where it is
 * kept. Looks at the statements themselves: at what is bound, and at the role columns they fetch.
 */
final class CacheCheck {
  /** What a caller is without being anything to a record; the same for all who are let in. */
  private static final Set<Relation> OF_NOBODY = EnumSet.of(Relation.PUBLIC, Relation.APPROVED);

  private CacheCheck() {}

  static void cache(Examined examined, Report report) {
    Optional<PlannedCache> cache = examined.plan().cache();
    if (cache.isEmpty()) {
      return;
    }
    if (cache.get().audience() == PlannedCache.Audience.EVERYBODY) {
      examined.plan().reads().forEach(read -> shared(read, report));
      examined.statements().forEach(statement -> shared(statement, report));
    }
    if (!cache.get().sealed()) {
      for (PlannedRead read : examined.plan().reads()) {
        for (PlannedField field : read.fields()) {
          Optional<Sensitivity> label = field.label().sensitivity();
          if (label.isEmpty() || label.get().ordinal() >= Sensitivity.S3.ordinal()) {
            report.at(read.id(), field.name(), "its label asks for it to be sealed");
          }
        }
      }
    }
  }

  private static void shared(PlannedRead read, Report report) {
    for (PlannedTable table : read.tables()) {
      if (table.scope() != PlannedTable.Scope.OPEN
          || table.relations().size() != 1
          || !OF_NOBODY.containsAll(table.relations())) {
        report.at(read.id(), table.name(), "what is read of it depends on who calls");
      }
    }
    for (PlannedField field : read.fields()) {
      if (!shows(field.fixed()) || !field.masks().values().stream().allMatch(CacheCheck::shows)) {
        report.at(read.id(), field.name(), "what is shown of it depends on who calls");
      }
    }
    if (read.access() instanceof PlannedAccess.Operation operation
        && !(operation.parties().isEmpty()
            && operation.switches().isEmpty()
            && operation.parent().isEmpty())) {
      report.at(read.id(), "", "its records have parties");
    }
  }

  private static void shared(Statement statement, Report report) {
    statement
        .text()
        .ifPresent(
            text -> {
              boolean bound =
                  text.query().bindings().stream()
                      .anyMatch(b -> b instanceof Binding.Caller || b instanceof Binding.Principal);
              if (bound || text.query().hidden().stream().anyMatch(CacheCheck::asksWhoCalls)) {
                report.at(statement.read().id(), "", "the statement asks who calls");
              }
            });
  }

  private static boolean asksWhoCalls(HiddenColumn column) {
    return switch (column) {
      case HiddenColumn.Role role -> true;
      case HiddenColumn.Switch onOrOff -> true;
      // tells which part of a union a row is of, to whoever calls
      case HiddenColumn.Presence presence -> false;
    };
  }

  private static boolean shows(PlannedMask mask) {
    return mask.mask().kind() == MaskKind.NONE && mask.unless().isEmpty();
  }
}
