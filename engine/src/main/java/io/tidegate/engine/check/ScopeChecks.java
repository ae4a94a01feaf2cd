package io.tidegate.engine.check;

import io.tidegate.engine.check.Examined.Statement;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlanInputs;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.rules.decide.Decisions;
import java.util.List;
import java.util.Optional;

/** Whose rows are read, and for whom. */
final class ScopeChecks {
  private ScopeChecks() {}

  /** The plan was made from what it is checked with. */
  static void inputs(Examined examined, Report report) {
    PlanInputs inputs = examined.plan().inputs();
    Decisions decisions = examined.decisions();
    List<List<String>> pairs =
        List.of(
            List.of("catalog", inputs.catalog(), examined.catalog().fingerprint()),
            List.of("rule pack", inputs.rulePackId(), decisions.packId()),
            List.of("rule pack", inputs.rulePackVersion(), decisions.packVersion()),
            List.of("rule pack", inputs.rulePack(), decisions.packFingerprint()),
            List.of("grammar", inputs.grammar(), examined.grammar()));
    for (List<String> pair : pairs) {
      if (!pair.get(1).equals(pair.get(2))) {
        report.add(pair.getFirst(), "the plan was made from " + pair.get(1));
      }
    }
  }

  /** The plan speaks of the tables the statement reads. */
  static void tables(Examined examined, Report report) {
    for (Statement statement : examined.statements()) {
      List<PlannedTable> planned = statement.read().tables();
      if (planned.size() != statement.tables().size()) {
        report.at(
            statement.read(),
            "",
            statement.tables().size() + " tables are read, the plan has " + planned.size());
        continue;
      }
      for (int i = 0; i < planned.size(); i++) {
        Trace.Table table = statement.tables().get(i).table();
        boolean same =
            planned.get(i).index() == i
                && planned.get(i).resource().equals(table.resource().id())
                && planned.get(i).views().equals(table.views().stream().map(Resource::id).toList());
        if (!same) {
          report.at(
              statement.read(),
              planned.get(i).name(),
              "the statement reads " + table.resource().id() + " as " + table.alias() + " here");
        }
      }
    }
  }

  /** Records that are for their parties only are read as theirs only. */
  static void scope(Examined examined, Report report) {
    boolean closed = examined.decisions().service().openness() == Openness.CLOSED;
    for (Statement statement : examined.statements()) {
      for (Occurrence each : statement.tables()) {
        String read = statement.read().id();
        String alias = each.table().alias();
        if (each.table().scope() instanceof Trace.Scope.Unclear unclear) {
          report.at(read, alias, unclear.reason());
        } else if (each.parties().isEmpty() && each.tier() == Openness.CLOSED) {
          report.at(read, alias, "it is closed, and its records have no parties");
        } else if (each.parties().isPresent()
            && (closed || each.tier() == Openness.CLOSED)
            && !each.party()) {
          report.at(read, alias, "it is closed, and all its rows are read");
        }
        PlannedTable.Scope actual =
            each.party() ? PlannedTable.Scope.PARTY : PlannedTable.Scope.OPEN;
        if (each.planned().map(PlannedTable::scope).filter(actual::equals).isEmpty()) {
          report.at(read, alias, "the plan has another scope for it");
        }
      }
    }
  }

  /** Nobody is served who was not meant to be, and everybody who is counts with a relation. */
  static void openness(Examined examined, Report report) {
    GovernedPlan plan = examined.plan();
    if (plan.openness().compareTo(examined.decisions().service().openness()) < 0) {
      report.add("", "the service is less open than the plan says");
    }
    if (plan.anonymous() && plan.openness() != Openness.UNCONDITIONAL) {
      report.add("", "callers without a key are served, and not all may be");
    }
    boolean others =
        examined.statements().stream()
            .flatMap(statement -> statement.tables().stream())
            .anyMatch(table -> !table.party());
    if (examined.decisions().service().openness() == Openness.CONDITIONAL
        && others
        && plan.approval().isEmpty()) {
      report.add("", "whoever is no party needs an approval, and none is asked for");
    }
    for (Statement statement : examined.statements()) {
      for (Occurrence each : statement.tables()) {
        wrong(plan, each)
            .ifPresent(message -> report.at(statement.read(), each.table().alias(), message));
      }
    }
  }

  private static Optional<String> wrong(GovernedPlan plan, Occurrence table) {
    Optional<Relation> base = table.planned().flatMap(PlannedTable::base);
    if (plan.anonymous() && (table.party() || !base.equals(Optional.of(Relation.PUBLIC)))) {
      return Optional.of("callers without a key are served, and it is not public");
    }
    if (!table
        .planned()
        .map(PlannedTable::relations)
        .equals(Optional.of(List.copyOf(table.relations())))) {
      return Optional.of("callers can have other relations to its rows than the plan lists");
    }
    if (table.party()) {
      return base.isEmpty()
          ? Optional.empty()
          : Optional.of("only parties are served, and the plan counts others");
    }
    if (base.equals(Optional.of(Relation.PUBLIC))) {
      return table.tier() == Openness.UNCONDITIONAL
          ? Optional.empty()
          : Optional.of("everybody is served, and not everything that is read is public");
    }
    if (!base.equals(Optional.of(Relation.APPROVED))) {
      return Optional.of("all rows are read, and the plan does not say what callers are to them");
    }
    return plan.approval().filter(given -> given.compareTo(table.approval()) >= 0).isPresent()
        ? Optional.empty()
        : Optional.of("a stricter approval was decided than the plan asks for");
  }
}
