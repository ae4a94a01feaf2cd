package io.tidegate.engine.check;

import io.tidegate.engine.check.Examined.Statement;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedAccess.ParentKey;
import io.tidegate.engine.plan.PlannedAccess.PartyField;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Operation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.sql.InfluenceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an operation yields and what its inputs ask about, by the catalog. Its fields are outputs
 * that are copies of themselves; asking by a field is a question about it.
 */
final class OperationTrace {
  private OperationTrace() {}

  static Trace trace(PlannedRead read, PlannedAccess.Operation planned, Catalog catalog)
      throws Untraceable {
    Resource resource =
        catalog
            .resource(planned.resource())
            .filter(found -> found.source().equals(read.source()))
            .filter(found -> found.operation().isPresent())
            .orElseThrow(
                () ->
                    new Untraceable(
                        CheckCode.TABLE,
                        planned.resource(),
                        "the catalog has no such operation of " + read.source()));
    Operation operation = resource.operation().orElseThrow();
    List<Trace.Output> outputs = new ArrayList<>();
    for (Field field : resource.fields()) {
      outputs.add(
          new Trace.Output(
              field.name(), Flow.copyOf(new Origin(0, resource.column(field.name()), false))));
    }
    List<Trace.Effect> effects = new ArrayList<>();
    SortedSet<String> given = new TreeSet<>(planned.inputs().keySet());
    given.addAll(planned.keys().keySet());
    if (given.size() != planned.inputs().size() + planned.keys().size()) {
      throw new Untraceable(
          CheckCode.STATEMENT, planned.name(), "an input is asked with two values");
    }
    for (String name : given) {
      Operation.Input input =
          operation
              .input(name)
              .orElseThrow(
                  () ->
                      new Untraceable(
                          CheckCode.STATEMENT, name, "the operation has no such input"));
      input
          .field()
          .ifPresent(
              field ->
                  effects.add(
                      new Trace.Effect(
                          0, resource.column(field), InfluenceKind.WHERE, false, true)));
    }
    // records that are not the caller's are left out when the plan says so, and only then
    boolean party =
        read.tables().size() == 1 && read.tables().getFirst().scope() == PlannedTable.Scope.PARTY;
    return new Trace(
        List.of(
            new Trace.Table(
                resource,
                resource.table(),
                party
                    ? new Trace.Scope.Party(read.tables().getFirst().delegated())
                    : new Trace.Scope.Open(),
                true,
                List.of())),
        outputs,
        effects,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /**
   * The planned outputs are the fields in their order, and the parties are told by their fields.
   */
  static void outputs(Statement statement, Report report) {
    PlannedRead read = statement.read();
    PlannedAccess.Operation planned = (PlannedAccess.Operation) read.access();
    Resource resource = statement.tables().getFirst().table().resource();
    List<String> fields = resource.fields().stream().map(Field::name).toList();
    if (!read.fields().stream().map(PlannedField::name).toList().equals(fields)) {
      report.at(read, "", "the operation yields other fields");
    }
    Optional<Parties> known = statement.tables().getFirst().parties();
    List<PartyField> parties = new ArrayList<>();
    SortedMap<String, Integer> switches = new TreeMap<>();
    known
        .filter(own -> !own.inherited())
        .ifPresent(
            own -> {
              own.roles()
                  .columns()
                  .forEach(
                      role ->
                          parties.add(
                              new PartyField(fields.indexOf(role.column()), role.relation())));
              own.roles()
                  .switches()
                  .forEach((name, column) -> switches.put(name, fields.indexOf(column)));
            });
    if (!planned.parties().equals(parties) || !planned.switches().equals(switches)) {
      report.at(read, planned.name(), "the caller's relation cannot be told from these fields");
    }
    Optional<Integer> link =
        known
            .filter(Parties::inherited)
            .map(of -> fields.indexOf(of.link().keySet().iterator().next()));
    if (!link.equals(planned.parent().map(ParentKey::field))) {
      report.at(
          read,
          planned.name(),
          "its records are not told by the key of the record their parties are of");
    }
  }

  /**
   * Records that take their parties from another record are asked with that record's key: a copy of
   * the column, in a row that stands for the record.
   */
  static void parents(Examined examined, Report report) {
    for (Statement statement : examined.statements()) {
      if (statement.read().access() instanceof PlannedAccess.Operation planned) {
        statement
            .tables()
            .getFirst()
            .parties()
            .filter(Parties::inherited)
            .filter(parties -> !keyed(planned, statement, parties, examined))
            .ifPresent(
                parties ->
                    report.at(
                        statement.read(),
                        planned.name(),
                        "it is asked with something else than a key of " + parties.holder().id()));
      }
    }
  }

  private static boolean keyed(
      PlannedAccess.Operation planned, Statement statement, Parties parties, Examined examined) {
    Optional<String> input = planned.parent().map(ParentKey::input);
    List<RouteTrace.RawUse> uses =
        examined.yielded().map(RouteTrace.Result::raws).orElse(List.of()).stream()
            .filter(use -> use.read().equals(statement.read().id()))
            .filter(use -> input.equals(Optional.of(use.parameter())))
            .toList();
    ColumnId key = parties.holder().column(parties.link().values().iterator().next());
    return !uses.isEmpty()
        && uses.stream().allMatch(use -> isCopy(use.origin(), key, examined.statements()));
  }

  private static boolean isCopy(
      io.tidegate.route.shape.Origin output, ColumnId key, List<Statement> statements) {
    List<Statement> reading =
        statements.stream().filter(each -> each.read().id().equals(output.read())).toList();
    return !reading.isEmpty()
        && reading.stream()
            .allMatch(
                each ->
                    output.output() < each.fields().size()
                        && each.fields()
                            .get(output.output())
                            .flow()
                            .copy()
                            .filter(origin -> !origin.foreign() && origin.column().equals(key))
                            .filter(origin -> each.tables().get(origin.table()).aligned())
                            .isPresent());
  }
}
