package io.tidegate.engine.check;

import io.tidegate.engine.check.Examined.Statement;
import io.tidegate.engine.check.Trace.Counted;
import io.tidegate.engine.check.Trace.Fold;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Roles.RoleColumn;
import io.tidegate.rules.decide.Decisions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is told of several records of others is of enough parties. */
final class StatisticsCheck implements Check {
  @Override
  public void check(Examined examined, Report report) {
    Map<String, Set<String>> told = new TreeMap<>();
    for (Statement statement : examined.statements()) {
      SortedMap<Integer, Integer> least = new TreeMap<>();
      List<Fold> folds = statement.trace().folds();
      for (int i = 0; i < folds.size(); i++) {
        for (int table : folds.get(i).tables()) {
          Occurrence records = statement.tables().get(table);
          int due = due(records, examined.decisions());
          wrong(folds.get(i), records, due)
              .ifPresent(message -> report.at(statement.read(), records.table().alias(), message));
          if (due > 1) {
            least.put(table, due);
            String resource = records.table().resource().id();
            told.computeIfAbsent(resource, id -> new TreeSet<>())
                .add(statement.read().id() + " " + i);
          }
        }
      }
      for (int t = 0; t < statement.tables().size(); t++) {
        int expected = least.getOrDefault(t, 1);
        Occurrence table = statement.tables().get(t);
        if (table.planned().map(PlannedTable::least).filter(l -> l == expected).isEmpty()) {
          report.at(statement.read(), table.table().alias(), "the plan has another least");
        }
      }
    }
    told.forEach(
        (resource, places) -> {
          if (places.size() > 1) {
            report.add(resource, "two statistics of it could be subtracted from one another");
          }
        });
  }

  /** How many parties a group must have; 1 where its records are nobody else's. */
  private static int due(Occurrence records, Decisions decisions) {
    return records.parties().isEmpty() || records.party()
        ? 1
        : decisions.leastParties().of(records.tier());
  }

  private static Optional<String> wrong(Fold fold, Occurrence records, int due) {
    if (due > 1 && !fold.statistic()) {
      return Optional.of("records of others are put together, and no group can be left out");
    }
    SortedMap<String, Counted> expected = new TreeMap<>();
    if (due > 1) {
      List<RoleColumn> roles = records.parties().orElseThrow().roles().columns();
      boolean owned = roles.stream().anyMatch(r -> r.relation() == Relation.PRINCIPAL);
      roles.forEach(
          role ->
              expected.put(
                  role.column(), new Counted(due, owned && role.relation() != Relation.PRINCIPAL)));
    }
    return fold.counted().equals(expected)
        ? Optional.empty()
        : Optional.of("groups of fewer than " + due + " parties are told, or others left out");
  }
}
