package io.tidegate.engine.check;

import io.tidegate.engine.check.Examined.Field;
import io.tidegate.engine.check.Examined.Statement;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Roles.RoleColumn;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.route.sql.HiddenColumn;
import io.tidegate.route.sql.PrintedQuery;
import io.tidegate.rules.decide.FieldDecision;
import io.tidegate.rules.decide.LabelDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a statement yields, and where it comes from. */
final class OutputChecks {
  private OutputChecks() {}

  /**
   * First the planned outputs, then exactly the hidden columns, each of them what it is said to be.
   */
  static void outputs(Examined examined, Report report) {
    for (Statement statement : examined.statements()) {
      if (statement.text().isEmpty()) {
        OperationTrace.outputs(statement, report);
        continue;
      }
      PrintedQuery query = statement.text().get().query();
      List<Trace.Output> outputs = statement.trace().outputs();
      List<String> names = statement.read().fields().stream().map(PlannedField::name).toList();
      List<HiddenColumn> hidden = query.hidden();
      String read = statement.read().id();
      if (!names.equals(query.outputs())
          || names.stream().distinct().count() != names.size()
          || outputs.size() != names.size() + hidden.size()
          || !outputs.stream().limit(names.size()).map(Trace.Output::name).toList().equals(names)) {
        report.at(read, "", "the statement yields other outputs");
        continue;
      }
      for (int i = 0; i < hidden.size(); i++) {
        if (!isPromised(statement, hidden.get(i), outputs.get(names.size() + i).flow())) {
          report.at(read, hidden.get(i).toString(), "the hidden column is another");
        }
      }
      for (HiddenColumn missing : missing(statement, query)) {
        report.at(
            read, missing.toString(), "the caller's relation cannot be told without this column");
      }
    }
  }

  private static boolean isPromised(Statement statement, HiddenColumn hidden, Flow flow) {
    if (hidden.table() < 0 || hidden.table() >= statement.tables().size()) {
      return false;
    }
    if (hidden instanceof HiddenColumn.Presence part) {
      // false must not be said in rows that are of the table
      return flow.presence()
          .filter(told -> told.in().contains(part.table()) && !told.out().contains(part.table()))
          .filter(told -> statement.tables().get(part.table()).table().aligned())
          .isPresent();
    }
    Optional<Origin> promised = promised(statement, hidden);
    return promised.isPresent() && promised.equals(flow.copy());
  }

  private static Optional<Origin> promised(Statement statement, HiddenColumn hidden) {
    return statement
        .tables()
        .get(hidden.table())
        .parties()
        .flatMap(
            parties ->
                switch (hidden) {
                  case HiddenColumn.Role role ->
                      parties.roles().columns().stream()
                          .filter(new RoleColumn(role.column(), role.relation())::equals)
                          .map(column -> parties.holder().column(column.column()))
                          .findFirst();
                  case HiddenColumn.Presence part -> Optional.<ColumnId>empty();
                  case HiddenColumn.Switch flag ->
                      Optional.ofNullable(parties.roles().switches().get(flag.name()))
                          .map(parties.holder()::column);
                })
        .map(column -> new Origin(hidden.table(), column, false));
  }

  private static List<HiddenColumn> missing(Statement statement, PrintedQuery query) {
    List<HiddenColumn> needed = new ArrayList<>();
    for (int i = 0; i < statement.tables().size(); i++) {
      int table = i;
      Occurrence occurrence = statement.tables().get(i);
      if (occurrence.planned().map(PlannedTable::aligned).orElse(false)) {
        occurrence
            .parties()
            .ifPresent(
                parties -> {
                  parties
                      .roles()
                      .columns()
                      .forEach(
                          role ->
                              needed.add(
                                  new HiddenColumn.Role(table, role.column(), role.relation())));
                  parties
                      .roles()
                      .switches()
                      .keySet()
                      .forEach(name -> needed.add(new HiddenColumn.Switch(table, name)));
                });
      }
    }
    needed.removeAll(query.hidden());
    return needed;
  }

  /** A table that is said to stand row by row in the answer does. */
  static void aligned(Examined examined, Report report) {
    for (Statement statement : examined.statements()) {
      for (Occurrence each : statement.tables()) {
        if (each.planned().map(PlannedTable::aligned).orElse(false) && !each.table().aligned()) {
          report.at(
              statement.read(),
              each.table().alias(),
              "a row of the answer does not stand for one of its rows");
        }
      }
    }
  }

  /** Every column a value depends on is named in the plan, with the table whose record it is of. */
  static void lineage(Examined examined, Report report) {
    for (Statement statement : examined.statements()) {
      for (Field field : statement.fields()) {
        List<ColumnUse> named = new ArrayList<>(field.planned().sources());
        named.addAll(field.planned().control());
        for (Origin origin : field.flow().all()) {
          if (!named.contains(new ColumnUse(origin.table(), origin.column()))) {
            report.at(statement.read(), field.planned().name(), "it depends on " + origin.column());
          }
        }
      }
    }
  }

  /** What is said to be a copy is one. */
  static void copies(Examined examined, Report report) {
    for (Statement statement : examined.statements()) {
      for (Field field : statement.fields()) {
        Optional<ColumnUse> claimed = field.planned().copyOf();
        Optional<ColumnUse> actual =
            field.flow().copy().map(origin -> new ColumnUse(origin.table(), origin.column()));
        List<ColumnUse> copies =
            field.flow().copies().stream()
                .map(origin -> new ColumnUse(origin.table(), origin.column()))
                .toList();
        if (claimed.isPresent() && !claimed.equals(actual)) {
          report.at(statement.read(), field.planned().name(), "it is no copy of " + claimed.get());
        } else if (!copies.containsAll(field.planned().copies())) {
          report.at(
              statement.read(),
              field.planned().name(),
              "it is no copy of all these: " + field.planned().copies());
        }
      }
    }
  }

  /** A field is labelled at least like everything it is made of. */
  static void labels(Examined examined, Report report) {
    for (Statement statement : examined.statements()) {
      for (Field field : statement.fields()) {
        SortedSet<Origin> origins = new TreeSet<>(field.flow().values());
        origins.addAll(field.flow().control());
        for (Origin origin : origins) {
          Optional<LabelDecision> decided =
              Optional.ofNullable(examined.decisions().fields().get(origin.column()))
                  .map(FieldDecision::label);
          boolean verbatim = !field.flow().copies().isEmpty();
          if (decided.isEmpty() || weaker(field.planned(), decided.get(), verbatim)) {
            report.at(
                statement.read(),
                field.planned().name(),
                "its label is weaker than that of " + origin.column());
          }
        }
      }
    }
  }

  private static boolean weaker(PlannedField field, LabelDecision decided, boolean verbatim) {
    Optional<Sensitivity> planned = field.label().sensitivity();
    // an unknown sensitivity is the strictest
    boolean lower =
        planned.isPresent()
            && (decided.sensitivity().isEmpty()
                || planned.get().compareTo(decided.sensitivity().get()) < 0);
    return lower || verbatim && !field.label().categories().containsAll(decided.categories());
  }
}
