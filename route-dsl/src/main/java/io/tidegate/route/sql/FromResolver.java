package io.tidegate.route.sql;

import static io.tidegate.route.sql.Fragment.columnList;
import static io.tidegate.route.sql.Fragment.quoted;

import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.sql.CallResolver.Bound;
import io.tidegate.route.sql.Fragment.Reach;
import io.tidegate.route.sql.Query.DerivedTable;
import io.tidegate.route.sql.Query.FunctionTable;
import io.tidegate.route.sql.Query.Join;
import io.tidegate.route.sql.Query.JoinKind;
import io.tidegate.route.sql.Query.TableName;
import io.tidegate.route.sql.Query.UsingColumn;
import io.tidegate.route.sql.QueryResolver.Resolved;
import io.tidegate.route.sql.Scope.Column;
import io.tidegate.route.sql.Scope.CommonTableUse;
import io.tidegate.route.sql.Scope.CommonTables;
import io.tidegate.route.sql.Scope.Output;
import io.tidegate.route.sql.Scope.Relation;
import io.tidegate.route.sql.Scope.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Binds the items of FROM: tables of the catalog, common tables, subqueries, functions, joins. */
final class FromResolver {
  private final Draft draft;
  private final QueryResolver queries;
  private final ExpressionResolver expressions;

  FromResolver(Draft draft, QueryResolver queries, ExpressionResolver expressions) {
    this.draft = draft;
    this.queries = queries;
    this.expressions = expressions;
  }

  /**
   * A bound FROM clause or a part of one.
   *
   * @param reached the occurrences of the catalog's tables of which each of its rows has one row or
   *     none: those that stand in it directly, and those that plain queries in it hand on
   */
  record From(Tables tables, Fragment text, SortedMap<Integer, Reach> reached) {
    static From of(Tables tables, Fragment text) {
      return new From(tables, text, new TreeMap<>());
    }
  }

  /** What a query in FROM hands on. */
  private static SortedMap<Integer, Reach> handedOn(Map<Integer, Boolean> aligned, String alias) {
    SortedMap<Integer, Reach> reached = new TreeMap<>();
    aligned.forEach((occurrence, told) -> reached.put(occurrence, new Reach(alias, true, told)));
    return reached;
  }

  /**
   * The whole clause, with its word; empty when there is none.
   *
   * @param outside what can be seen from outside, which is all a plain subquery may see
   */
  From resolve(List<Query.From> items, Scope outside, Set<Effect> effects) {
    Tables tables = Tables.NONE;
    List<Fragment> texts = new ArrayList<>();
    SortedMap<Integer, Reach> reached = new TreeMap<>();
    for (Query.From item : items) {
      From bound = item(item, outside, outside.with(tables), effects);
      checkAliases(tables, bound.tables(), item.place());
      tables = tables.and(bound.tables());
      texts.add(bound.text());
      reached.putAll(bound.reached());
    }
    Fragment text =
        texts.isEmpty()
            ? Fragment.EMPTY
            : Fragment.words(" FROM ").plus(Fragment.join(", ", texts));
    return new From(tables, text, reached);
  }

  private void checkAliases(Tables before, Tables added, Place place) {
    for (Relation relation : added.relations()) {
      if (before.named(relation.alias()).isPresent()) {
        draft.error(
            SqlCode.DUPLICATE_TABLE,
            place,
            "a table named `" + relation.alias() + "` is in this query already");
      }
    }
  }

  /**
   * @param lateral what a lateral item may see: also the items to its left
   */
  private From item(Query.From item, Scope outside, Scope lateral, Set<Effect> effects) {
    return switch (item) {
      case TableName table -> table(table, outside, effects);
      case DerivedTable table -> derived(table, table.lateral() ? lateral : outside, effects);
      case FunctionTable function -> function(function, lateral, effects);
      case Join join -> join(join, outside, lateral, effects);
    };
  }

  // ---- tables

  private From table(TableName table, Scope outside, Set<Effect> effects) {
    String alias = table.alias().orElse(table.name());
    Optional<CommonTableUse> common =
        table.schema().isEmpty() ? outside.commonTables().find(table.name()) : Optional.empty();
    if (common.isPresent()) {
      if (common.get().fallible()) {
        draft.usesFallible();
      }
      effects.addAll(common.get().effects());
      Relation relation =
          relation(
              alias, common.get().outputs(), table.columns(), table.place(), common.get().open());
      String text = quoted(table.name()) + " AS " + quoted(alias) + columnList(table.columns());
      draft.reads(common.get(), table.place());
      return new From(
          Tables.of(relation, table.place()),
          Fragment.words(text),
          handedOn(common.get().aligned(), alias));
    }
    String schema = table.schema().orElse(draft.source().defaultSchema());
    return draft
        .table(schema, table.name())
        .map(
            resource ->
                resource.view().isPresent()
                    ? view(table, alias, resource, effects)
                    : catalogTable(table, alias, resource))
        .orElseGet(() -> unknown(table, alias, outside));
  }

  private From unknown(TableName table, String alias, Scope outside) {
    String written = table.schema().map(schema -> schema + ".").orElse("") + table.name();
    List<String> known = new ArrayList<>(draft.tableNames());
    known.addAll(outside.commonTables().names());
    draft.unknown(
        SqlCode.UNKNOWN_TABLE,
        table.place(),
        "the table `" + written + "` is not in the catalog",
        written,
        known);
    Relation open = new Relation(alias, Optional.empty(), List.of(), false, true);
    return From.of(Tables.of(open, table.place()), Fragment.EMPTY);
  }

  private From catalogTable(TableName table, String alias, Resource resource) {
    int occurrence = draft.occurrence(resource, alias, table.place());
    List<Output> columns = new ArrayList<>();
    for (Field field : resource.fields()) {
      ColumnUse column = new ColumnUse(occurrence, resource.column(field.name()));
      SqlType type = SqlType.ofCatalog(field.sqlType());
      columns.add(
          new Output(
              field.name(),
              Value.column(type, field.nullable(), column, table.place()),
              table.place()));
    }
    Relation relation = relation(alias, columns, table.columns(), table.place(), false);
    Optional<Resource> known = table.alias().isEmpty() ? Optional.of(resource) : Optional.empty();
    Relation named = new Relation(alias, known, relation.columns(), false, false);
    return new From(
        Tables.of(named, table.place()),
        Fragment.of(new Fragment.TableHole(occurrence, alias, table.columns())),
        new TreeMap<>(Map.of(occurrence, new Reach(alias, false, false))));
  }

  /**
   * A view is the query it stands for, in a frame that has its described columns and its name. The
   * query sees nothing of the statement around it.
   */
  private From view(TableName table, String alias, Resource view, Set<Effect> effects) {
    ViewUses.Use use = draft.views().enter(view, table.place());
    Resolved resolved = queries.resolve(draft.views().query(), Optional.empty(), CommonTables.NONE);
    draft.views().leave();
    effects.addAll(resolved.effects());
    if (QueryResolver.broken(resolved.outputs())) {
      Relation open = new Relation(alias, Optional.empty(), List.of(), false, true);
      return From.of(Tables.of(open, table.place()), Fragment.EMPTY);
    }
    String frame = ViewUses.MARK + view.id();
    List<Output> columns = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Output> outputs = queries.renamed(resolved.outputs(), List.of(), table.place());
    for (Field field : view.fields()) {
      Optional<Output> defined =
          outputs.stream().filter(output -> output.name().equals(field.name())).findFirst();
      if (defined.isEmpty()) {
        throw new Refusal(
            SqlCode.UNKNOWN_COLUMN,
            table.place(),
            "the query of the view `" + view.id() + "` has no column `" + field.name() + "`");
      }
      Value value = labelled(defined.get().value(), use, field);
      columns.add(new Output(field.name(), value.at(table.place()), table.place()));
      texts.add(quoted(frame) + "." + quoted(field.name()) + " AS " + quoted(field.name()));
    }
    Relation relation = relation(alias, columns, table.columns(), table.place(), false);
    Optional<Resource> known = table.alias().isEmpty() ? Optional.of(view) : Optional.empty();
    Relation named = new Relation(alias, known, relation.columns(), false, false);
    Fragment text =
        Fragment.words("(SELECT " + String.join(", ", texts))
            .plus(
                Fragment.of(
                    new Fragment.PartiesHole(
                        draft.select(),
                        handedOn(resolved.aligned(), frame),
                        false,
                        new TreeSet<>())))
            .plus(" FROM ")
            .plus(resolved.text().whole().within(""))
            .plus(" AS " + quoted(frame))
            .plus(use.view().barrier() ? Fragment.of(new Fragment.BarrierHole()) : Fragment.EMPTY)
            .plus(") AS " + quoted(alias) + columnList(table.columns()));
    return new From(Tables.of(named, table.place()), text, handedOn(resolved.aligned(), alias));
  }

  /**
   * A column of a view with the label it has there, which counts for each record it comes from; a
   * column that comes from none is of all that the view reads.
   */
  private Value labelled(Value value, ViewUses.Use use, Field field) {
    if (!use.resource().labels(field)) {
      return value;
    }
    Set<Integer> tables = value.tables().isEmpty() ? draft.occurrencesWithin(use) : value.tables();
    List<ColumnUse> labels = new ArrayList<>();
    tables.forEach(table -> labels.add(new ColumnUse(table, use.resource().column(field.name()))));
    return value.labelledBy(labels, use.place());
  }

  /** Columns as a query names them from outside: by the alias of their table. */
  private Relation relation(
      String alias, List<Output> outputs, List<String> names, Place place, boolean open) {
    List<Column> columns =
        queries.renamed(outputs, names, place).stream()
            .map(
                output ->
                    new Column(
                        output.name(),
                        output.value().named(quoted(alias) + "." + quoted(output.name())),
                        false))
            .toList();
    return new Relation(alias, Optional.empty(), columns, false, open);
  }

  private From derived(DerivedTable table, Scope around, Set<Effect> effects) {
    Resolved resolved = queries.resolve(table.query(), seen(around), around.commonTables());
    effects.addAll(resolved.effects());
    boolean open = QueryResolver.broken(resolved.outputs());
    Relation relation =
        relation(table.alias(), resolved.outputs(), table.columns(), table.place(), open);
    Fragment text =
        resolved
            .text()
            .whole()
            .within(table.lateral() ? "LATERAL " : "")
            .plus(" AS " + quoted(table.alias()) + columnList(table.columns()));
    return new From(
        Tables.of(relation, table.place()), text, handedOn(resolved.aligned(), table.alias()));
  }

  /** What a subquery in FROM sees around it: the tables to its left if any, else outer queries. */
  private static Optional<Scope> seen(Scope scope) {
    return scope.tables().relations().isEmpty() ? scope.around() : Optional.of(scope);
  }

  private From function(FunctionTable function, Scope lateral, Set<Effect> effects) {
    String alias = function.alias().orElse(function.call().name().getLast());
    Optional<Bound> found = expressions.calls().bind(function.call(), lateral);
    boolean plain =
        !function.call().star()
            && !function.call().distinct()
            && function.call().order().isEmpty()
            && function.call().filter().isEmpty()
            && function.call().over().isEmpty();
    if (found.isPresent() && !(plain && found.get().form().kind() == SqlFunction.Kind.ROWS)) {
      draft.error(
          SqlCode.UNSUPPORTED,
          function.place(),
          "`" + found.get().form().name() + "` does not return rows and is not accepted in FROM");
      found = Optional.empty();
    }
    if (found.isEmpty()) {
      Relation open = new Relation(alias, Optional.empty(), List.of(), false, true);
      return From.of(Tables.of(open, function.place()), Fragment.EMPTY);
    }
    Bound bound = found.get();
    bound.arguments().forEach(argument -> effects.addAll(argument.effects(InfluenceKind.ROWS)));
    if (bound.form().raises()) {
      draft.mayRaise();
      draft.failing(Value.computed(SqlType.BOOL, true, bound.arguments(), Fragment.EMPTY));
    }
    List<Output> outputs = new ArrayList<>();
    for (SqlFunction.Result result : bound.form().result()) {
      // PostgreSQL names a column without a name of its own after the alias
      String name = result.name().equals(bound.form().name()) ? alias : result.name();
      SqlType type = bound.form().type(result, bound.types(), bound.same());
      Value value =
          Value.computed(type, CallResolver.nullable(bound), bound.arguments(), Fragment.EMPTY);
      outputs.add(new Output(name, value, function.place()));
    }
    if (function.ordinality()) {
      outputs.add(
          new Output("ordinality", Value.constant(SqlType.INT8, false, ""), function.place()));
    }
    Relation columns = relation(alias, outputs, function.columns(), function.place(), false);
    boolean value = columns.columns().size() == 1;
    Relation relation = new Relation(alias, Optional.empty(), columns.columns(), value, false);
    Fragment text =
        bound
            .texts()
            .within(CallResolver.printedName(bound.form()))
            .plus(function.ordinality() ? " WITH ORDINALITY" : "")
            .plus(" AS " + quoted(alias))
            .plus(columnList(relation.columns().stream().map(Column::name).toList()));
    return From.of(Tables.of(relation, function.place()), text);
  }

  // ---- joins

  private From join(Join join, Scope outside, Scope lateral, Set<Effect> effects) {
    From left = item(join.left(), outside, lateral, effects);
    Scope withLeft = lateral.with(lateral.tables().and(left.tables()));
    From right = item(join.right(), outside, withLeft, effects);
    checkAliases(left.tables(), right.tables(), join.right().place());
    Scope both = outside.with(left.tables().and(right.tables()));
    Optional<Value> condition =
        join.condition()
            .map(written -> expressions.choosing(written, both, InfluenceKind.JOIN, effects));
    Map<String, Value> using = new LinkedHashMap<>();
    for (UsingColumn column : join.using()) {
      using(column, join.kind(), left.tables(), right.tables(), effects)
          .ifPresent(value -> using.put(column.name(), value));
    }
    Tables leftTables = join.kind().leftOptional ? left.tables().orNull() : left.tables();
    Tables rightTables = join.kind().rightOptional ? right.tables().orNull() : right.tables();
    Fragment text = left.text().plus(" " + join.kind() + " JOIN ").plus(right.text());
    if (condition.isPresent()) {
      text = text.plus(" ON ").plus(condition.get().text());
    } else if (!using.isEmpty()) {
      text =
          text.plus(
              using.keySet().stream()
                  .map(Fragment::quoted)
                  .collect(Collectors.joining(", ", " USING (", ")")));
    }
    SortedMap<Integer, Reach> reached = new TreeMap<>(left.reached());
    reached.putAll(right.reached());
    return new From(leftTables.and(rightTables).merging(using), text.within(""), reached);
  }

  /**
   * The one column that USING makes of two. Its value is the left one's in an inner join; an outer
   * join takes it from whichever side has a row.
   */
  private Optional<Value> using(
      UsingColumn column, JoinKind kind, Tables left, Tables right, Set<Effect> effects) {
    Optional<Value> a = onSide(column, left);
    Optional<Value> b = onSide(column, right);
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    List<Value> both = List.of(a.get(), b.get());
    both.forEach(draft::used);
    Value compared = Value.computed(SqlType.BOOL, true, both, Fragment.EMPTY);
    effects.addAll(compared.effects(InfluenceKind.JOIN));
    Optional<SqlType> common = expressions.common(both, column.place());
    if (common.isEmpty()) {
      return Optional.empty();
    }
    boolean nullable =
        switch (kind) {
          case INNER, CROSS -> a.get().nullable() && b.get().nullable();
          case LEFT -> a.get().nullable();
          case RIGHT -> b.get().nullable();
          case FULL -> a.get().nullable() || b.get().nullable();
        };
    Value value =
        Value.computed(common.get(), nullable, both, Fragment.words(quoted(column.name())));
    boolean verbatim = kind == JoinKind.INNER && a.get().type().equals(common.get());
    return Optional.of(value.copying(verbatim ? a.get().copyOf() : Optional.empty()));
  }

  private Optional<Value> onSide(UsingColumn column, Tables side) {
    List<Value> found = side.columns(column.name());
    if (found.size() == 1) {
      return Optional.of(found.getFirst().at(column.place()));
    }
    if (found.size() > 1) {
      draft.error(
          SqlCode.AMBIGUOUS_COLUMN,
          column.place(),
          "the column `" + column.name() + "` is in more than one table on one side of the join");
    } else if (!side.open()) {
      Set<String> known = new TreeSet<>();
      side.relations().forEach(relation -> known.addAll(relation.columnNames()));
      draft.unknown(
          SqlCode.UNKNOWN_COLUMN,
          column.place(),
          "no table on one side of the join has a column `" + column.name() + "`",
          column.name(),
          known);
    }
    return Optional.empty();
  }
}
