package io.tidegate.route.sql;

import static io.tidegate.route.sql.Fragment.columnList;
import static io.tidegate.route.sql.Fragment.quoted;

import io.tidegate.route.sql.CallResolver.Calls;
import io.tidegate.route.sql.Expression.ColumnName;
import io.tidegate.route.sql.Expression.Literal;
import io.tidegate.route.sql.Expression.LiteralKind;
import io.tidegate.route.sql.Expression.SortKey;
import io.tidegate.route.sql.Expression.Star;
import io.tidegate.route.sql.Query.CommonTable;
import io.tidegate.route.sql.Query.Group;
import io.tidegate.route.sql.Query.GroupKind;
import io.tidegate.route.sql.Query.Item;
import io.tidegate.route.sql.Query.Select;
import io.tidegate.route.sql.Query.SetOperation;
import io.tidegate.route.sql.Query.SetOperator;
import io.tidegate.route.sql.Query.Values;
import io.tidegate.route.sql.Scope.CommonTableUse;
import io.tidegate.route.sql.Scope.CommonTables;
import io.tidegate.route.sql.Scope.Output;
import io.tidegate.route.sql.Scope.Relation;
import io.tidegate.route.sql.Scope.Tables;
import io.tidegate.route.sql.Statement.QueryText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Binds a query: its common tables, its body, its order and bounds. Says for each output what flows
 * into it, and for the rows what decides about them.
 */
final class QueryResolver {
  private static final int MAX_ROUNDS = 50;

  private static final String COMPARED = "a set operation leaves no group out";

  /** PostgreSQL's own limit for the columns of a result. */
  private static final int MAX_OUTPUTS = 1664;

  private final Draft draft;
  private final ExpressionResolver expressions;
  private final FromResolver froms;

  QueryResolver(Draft draft) {
    this.draft = draft;
    this.expressions = new ExpressionResolver(draft, this);
    this.froms = new FromResolver(draft, this, expressions);
  }

  /**
   * A bound query.
   *
   * @param effects what decides about its rows
   * @param single whether it never has more than one row
   * @param aligned the occurrences of tables of which each row has exactly one row or none, and
   *     whose parties can be told by columns behind the outputs; each with whether one of these
   *     columns tells which rows are of it
   * @param selects the numbers of the selects its rows are of; absent when some are of none, which
   *     no further columns can be given to
   */
  record Resolved(
      List<Output> outputs,
      Set<Effect> effects,
      QueryText text,
      boolean single,
      Map<Integer, Boolean> aligned,
      Optional<Set<Integer>> selects) {
    Resolved {
      outputs = List.copyOf(outputs);
    }
  }

  /** The parts of a query that depend on the kind of its body. */
  private record BodyResolved(
      List<Output> outputs,
      Fragment head,
      Fragment tail,
      Fragment order,
      boolean orderMatters,
      boolean single,
      Map<Integer, Boolean> aligned,
      Optional<Set<Integer>> selects) {}

  Resolved resolve(Query query, Optional<Scope> around, CommonTables outer) {
    draft.gather();
    Resolved resolved = read(query, around, outer);
    draft.gathers(draft.gathered());
    return resolved;
  }

  private Resolved read(Query query, Optional<Scope> around, CommonTables outer) {
    draft.spendQuery(query.place());
    CommonTables commonTables = outer.inside();
    List<Fragment> with = new ArrayList<>();
    for (CommonTable table : wellFormed(query, commonTables)) {
      with.add(commonTable(table, query.recursive(), around, commonTables));
    }
    Set<Effect> effects = new LinkedHashSet<>();
    Scope scope = Scope.inside(around, commonTables);
    BodyResolved body =
        switch (query.body()) {
          case Select select -> select(select, query.order(), scope, effects, query.place());
          case SetOperation operation -> setOperation(operation, query.order(), scope, effects);
          case Values values -> values(values, query.order(), scope, effects);
        };
    boolean nested =
        around.isPresent() || outer != CommonTables.NONE || !draft.views().around().isEmpty();
    Optional<Fragment> limit = query.limit().map(each -> bound(each, nested, scope, effects));
    Optional<Fragment> offset = query.offset().map(each -> bound(each, nested, scope, effects));
    Fragment clause =
        with.isEmpty()
            ? Fragment.EMPTY
            : Fragment.words(query.recursive() ? "WITH RECURSIVE " : "WITH ")
                .plus(Fragment.join(", ", with))
                .plus(" ");
    return new Resolved(
        body.outputs(),
        effects,
        new QueryText(
            clause, body.head(), body.tail(), body.order(), limit, offset, body.orderMatters()),
        body.single() || isOne(query.limit()),
        body.aligned(),
        body.selects());
  }

  private static boolean isOne(Optional<Expression> limit) {
    return limit.isPresent()
        && limit.get() instanceof Literal literal
        && literal.text().equals("1");
  }

  /**
   * LIMIT and OFFSET see no column at all, and a number below zero is an error. That of the whole
   * statement is one for every row or for none; that of a query within tells that it was reached.
   */
  private Fragment bound(Expression written, boolean nested, Scope scope, Set<Effect> effects) {
    Scope nothing = Scope.inside(Optional.empty(), scope.commonTables());
    Value value = draft.settle(expressions.resolve(written, nothing), SqlType.INT8);
    if (value.type().category() != SqlType.Category.NUMBER && !value.type().broken()) {
      draft.error(SqlCode.TYPE, written.place(), "a number of rows is expected here");
    }
    Set<Effect> bounding = value.effects(InfluenceKind.LIMIT);
    effects.addAll(bounding);
    boolean safe = written instanceof Literal literal && literal.kind() == LiteralKind.WHOLE_NUMBER;
    if (!safe && (nested || !bounding.isEmpty())) {
      draft.mayRaise();
    }
    return safe ? value.text() : draft.failing(value).text();
  }

  // ---- WITH

  /**
   * The common tables that can be read. Under RECURSIVE a query sees itself and those behind it;
   * only those before it are accepted.
   */
  private List<CommonTable> wellFormed(Query query, CommonTables commonTables) {
    Set<String> later = new TreeSet<>();
    query.with().forEach(table -> later.add(table.name()));
    Set<String> names = new TreeSet<>();
    List<CommonTable> wellFormed = new ArrayList<>();
    for (CommonTable table : query.with()) {
      later.remove(table.name());
      Optional<String> ahead =
          query.recursive()
              ? later.stream().filter(table.query()::mentions).findFirst()
              : Optional.empty();
      if (!names.add(table.name())) {
        draft.error(
            SqlCode.DUPLICATE_TABLE,
            table.place(),
            "a query named `" + table.name() + "` is in this WITH already");
      } else if (ahead.isPresent()) {
        draft.error(
            SqlCode.UNSUPPORTED,
            table.place(),
            "under WITH RECURSIVE `"
                + table.name()
                + "` cannot use `"
                + ahead.get()
                + "`, which comes behind it");
        commonTables.define(table.name(), CommonTableUse.REFUSED);
      } else {
        wellFormed.add(table);
      }
    }
    return wellFormed;
  }

  private Fragment commonTable(
      CommonTable table, boolean recursive, Optional<Scope> around, CommonTables commonTables) {
    boolean itself = recursive && table.query().mentions(table.name());
    Fragment text =
        itself
            ? recursiveTable(table, around, commonTables)
            : plainTable(table, around, commonTables);
    return Fragment.words(quoted(table.name()) + columnList(table.columns()) + " AS ")
        .plus(text.within(table.materialized().words));
  }

  private Fragment plainTable(
      CommonTable table, Optional<Scope> around, CommonTables commonTables) {
    int before = draft.fallibleSoFar();
    draft.gather();
    Resolved resolved = resolve(table.query(), around, commonTables);
    Set<Integer> records = draft.gathered();
    List<Output> outputs = renamed(resolved.outputs(), table.columns(), table.place());
    commonTables.define(
        table.name(),
        new CommonTableUse(
            outputs,
            resolved.effects(),
            draft.fallibleSoFar() > before,
            broken(outputs),
            resolved.aligned(),
            records,
            table.place()));
    return resolved.text().whole();
  }

  static boolean broken(List<Output> outputs) {
    return outputs.stream().anyMatch(output -> output.value().type().broken());
  }

  /**
   * A recursive query is read again with what its columns were found to hold, until nothing is
   * added: columns and conditions only ever grow, so this ends.
   */
  private Fragment recursiveTable(
      CommonTable table, Optional<Scope> around, CommonTables commonTables) {
    boolean standard =
        table.query().body() instanceof SetOperation operation
            && operation.operator() == SetOperator.UNION
            && !operation.left().mentions(table.name())
            && table.query().with().isEmpty()
            && table.query().order().isEmpty()
            && table.query().limit().isEmpty()
            && table.query().offset().isEmpty();
    if (!standard) {
      draft.error(
          SqlCode.UNSUPPORTED,
          table.place(),
          "a recursive query is accepted only as `start UNION [ALL] step`");
      commonTables.define(table.name(), CommonTableUse.REFUSED);
      return Fragment.EMPTY;
    }
    SetOperation operation = (SetOperation) table.query().body();
    draft.gather();
    Fragment text = recursion(table, operation, around, commonTables);
    draft.gathered();
    return text;
  }

  private Fragment recursion(
      CommonTable table,
      SetOperation operation,
      Optional<Scope> around,
      CommonTables commonTables) {
    int before = draft.fallibleSoFar();
    Resolved start = resolve(operation.left(), around, commonTables);
    List<Output> outputs = renamed(start.outputs(), table.columns(), table.place());
    Set<Effect> effects = new LinkedHashSet<>(start.effects());
    for (int round = 0; round < MAX_ROUNDS; round++) {
      commonTables.define(
          table.name(), recursive(table, outputs, effects, draft.fallibleSoFar() > before));
      Resolved step = resolve(operation.right(), around, commonTables);
      List<Output> grown = merged(outputs, step.outputs(), operation, true);
      Set<Effect> more = new LinkedHashSet<>(effects);
      more.addAll(step.effects());
      if (operation.compares()) {
        grown.forEach(output -> more.addAll(output.value().effects(InfluenceKind.SET_OPERATION)));
        draft.fold(operation.place(), draft.gatheredSoFar(), Optional.of(COMPARED));
      }
      if (same(grown, outputs) && more.equals(effects)) {
        commonTables.define(
            table.name(), recursive(table, outputs, effects, draft.fallibleSoFar() > before));
        return arms(operation, start.text(), step.text());
      }
      outputs = grown;
      effects = more;
    }
    draft.error(SqlCode.TOO_COMPLEX, table.place(), "the recursion cannot be followed to its end");
    return Fragment.EMPTY;
  }

  /** Its rows come from several turns, and stand for no table's. */
  private CommonTableUse recursive(
      CommonTable table, List<Output> outputs, Set<Effect> effects, boolean fallible) {
    return new CommonTableUse(
        outputs,
        effects,
        fallible,
        broken(outputs),
        Map.of(),
        draft.gatheredSoFar(),
        table.place());
  }

  private static boolean same(List<Output> a, List<Output> b) {
    for (int i = 0; i < a.size(); i++) {
      Value left = a.get(i).value();
      Value right = b.get(i).value();
      boolean equal =
          left.type().equals(right.type())
              && left.nullable() == right.nullable()
              && left.probe() == right.probe()
              && left.copyOf().equals(right.copyOf())
              && left.copies().equals(right.copies())
              && left.sources().keySet().equals(right.sources().keySet())
              && left.control().equals(right.control());
      if (!equal) {
        return false;
      }
    }
    return true;
  }

  /** Outputs under the names given to them from outside, which must differ. */
  List<Output> renamed(List<Output> outputs, List<String> names, Place place) {
    if (names.size() > outputs.size() && !broken(outputs)) {
      draft.error(
          SqlCode.COLUMN_COUNT,
          place,
          names.size() + " names are given to " + outputs.size() + " columns");
    }
    List<Output> renamed = Output.renamed(outputs, names);
    checkNames(renamed);
    return renamed.stream().map(this::settled).toList();
  }

  /** A column as it is seen from outside: with a type. */
  private Output settled(Output output) {
    Value value = output.value();
    value.openParameter().ifPresent(draft::untyped);
    Value settled =
        value.openParameter().isPresent()
            ? draft.broken()
            : draft.settle(value, value.type().settled());
    return new Output(output.name(), settled, output.place());
  }

  private void checkNames(List<Output> outputs) {
    Set<String> seen = new TreeSet<>();
    for (Output output : outputs) {
      if (!seen.add(output.name())) {
        draft.error(
            SqlCode.DUPLICATE_OUTPUT,
            output.place(),
            "a column named `" + output.name() + "` is in this result already");
      }
    }
  }

  // ---- set operations and values

  private BodyResolved setOperation(
      SetOperation operation, List<SortKey> order, Scope scope, Set<Effect> effects) {
    Resolved left = resolve(operation.left(), scope.around(), scope.commonTables());
    Resolved right = resolve(operation.right(), scope.around(), scope.commonTables());
    effects.addAll(left.effects());
    effects.addAll(right.effects());
    List<Output> outputs = merged(left.outputs(), right.outputs(), operation, false);
    if (operation.compares()) {
      outputs.forEach(
          output -> effects.addAll(output.value().effects(InfluenceKind.SET_OPERATION)));
      draft.fold(operation.place(), Optional.of(COMPARED));
    }
    if (operation.operator() == SetOperator.EXCEPT && outputs.size() == left.outputs().size()) {
      outputs = subtracted(outputs, left.outputs());
    }
    Optional<Set<Integer>> selects =
        left.selects().flatMap(a -> right.selects().map(b -> union(a, b)));
    boolean handsOn = !operation.compares() && selects.isPresent();
    return new BodyResolved(
        outputs,
        handsOn
            ? arms(operation, beside(left, right), beside(right, left))
            : arms(operation, left.text(), right.text()),
        Fragment.EMPTY,
        orderByOutputs(order, outputs, effects),
        false,
        false,
        handsOn ? told(left, right) : Map.of(),
        selects);
  }

  private static Set<Integer> union(Set<Integer> a, Set<Integer> b) {
    Set<Integer> union = new TreeSet<>(a);
    union.addAll(b);
    return union;
  }

  /** One side of UNION ALL, whose rows are of no table of the other side. */
  private static QueryText beside(Resolved side, Resolved other) {
    return side.text().asArms(side.selects().orElseThrow(), other.aligned().keySet());
  }

  /** Each row is of the tables of one side, and a column tells of which. */
  private static Map<Integer, Boolean> told(Resolved left, Resolved right) {
    Map<Integer, Boolean> told = new TreeMap<>();
    left.aligned().keySet().forEach(occurrence -> told.put(occurrence, true));
    right.aligned().keySet().forEach(occurrence -> told.put(occurrence, true));
    return told;
  }

  private static Fragment arms(SetOperation operation, QueryText left, QueryText right) {
    String words = " " + operation.operator() + (operation.all() ? " ALL " : " ");
    return left.whole().within("").plus(right.whole().within(words));
  }

  /**
   * EXCEPT returns values of the left side only; those of the right decide which rows there are.
   */
  private static List<Output> subtracted(List<Output> merged, List<Output> left) {
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < merged.size(); i++) {
      Value value = left.get(i).value();
      outputs.add(
          new Output(
              merged.get(i).name(),
              Value.computed(
                  merged.get(i).value().type(), value.nullable(), List.of(value), Fragment.EMPTY),
              merged.get(i).place()));
    }
    return outputs;
  }

  /**
   * The columns of both sides as one.
   *
   * @param fixed whether the left side's types must hold, as in a recursion
   */
  private List<Output> merged(
      List<Output> left, List<Output> right, SetOperation operation, boolean fixed) {
    if (left.size() != right.size()) {
      if (!broken(left) && !broken(right)) {
        draft.error(
            SqlCode.COLUMN_COUNT,
            operation.right().place(),
            "the sides have " + left.size() + " and " + right.size() + " columns");
      }
      return left;
    }
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      Value a = left.get(i).value();
      Value b = right.get(i).value();
      SqlType common =
          expressions.common(List.of(a, b), right.get(i).place()).orElse(SqlType.BROKEN);
      if (fixed && !common.equals(a.type()) && !common.broken()) {
        draft.error(
            SqlCode.TYPE,
            right.get(i).place(),
            "the step of the recursion makes " + common + " of a column that is " + a.type());
      }
      List<Value> both = List.of(draft.settle(a, common), draft.settle(b, common));
      Value either = Value.computed(common, a.nullable() || b.nullable(), both, Fragment.EMPTY);
      outputs.add(
          new Output(
              left.get(i).name(),
              fixed || operation.compares() ? either : either.copyingOneOf(copies(both, common)),
              left.get(i).place()));
    }
    return outputs;
  }

  /**
   * What a value of UNION ALL is a copy of: in each row of one side's column, which is not
   * converted, or of a constant.
   */
  private static Set<ColumnUse> copies(List<Value> sides, SqlType common) {
    Set<ColumnUse> copies = new TreeSet<>();
    for (Value side : sides) {
      boolean copy = !side.copies().isEmpty() && side.type().equals(common);
      if (!copy && !side.ofNothing()) {
        return Set.of();
      }
      copies.addAll(side.copies());
    }
    return copies;
  }

  private BodyResolved values(
      Values values, List<SortKey> order, Scope scope, Set<Effect> effects) {
    List<List<Value>> rows = new ArrayList<>();
    for (List<Expression> row : values.rows()) {
      rows.add(row.stream().map(item -> expressions.resolve(item, scope)).toList());
    }
    int width = rows.getFirst().size();
    if (rows.stream().anyMatch(row -> row.size() != width)) {
      draft.error(
          SqlCode.COLUMN_COUNT, values.place(), "the rows of VALUES differ in their length");
      return new BodyResolved(
          List.of(),
          Fragment.EMPTY,
          Fragment.EMPTY,
          Fragment.EMPTY,
          false,
          false,
          Map.of(),
          Optional.empty());
    }
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      int column = i;
      List<Value> items = rows.stream().map(row -> row.get(column)).toList();
      SqlType common = expressions.common(items, values.place()).orElse(SqlType.BROKEN);
      List<Value> taken = items.stream().map(item -> draft.settle(item, common)).toList();
      boolean nullable = taken.stream().anyMatch(Value::nullable);
      outputs.add(
          new Output(
              "column" + (i + 1),
              Value.computed(common, nullable, taken, Fragment.EMPTY),
              values.rows().getFirst().get(i).place()));
    }
    List<Fragment> texts =
        rows.stream()
            .map(row -> Fragment.join(", ", row.stream().map(Value::text).toList()).within(""))
            .toList();
    return new BodyResolved(
        outputs,
        Fragment.words("VALUES ").plus(Fragment.join(", ", texts)),
        Fragment.EMPTY,
        orderByOutputs(order, outputs, effects),
        false,
        rows.size() == 1,
        Map.of(),
        Optional.empty());
  }

  private Fragment orderByOutputs(List<SortKey> order, List<Output> outputs, Set<Effect> effects) {
    List<Fragment> keys = new ArrayList<>();
    for (SortKey key : order) {
      Optional<Sorted> sorted = byOutput(key.expression(), outputs);
      if (sorted.isEmpty()) {
        draft.error(
            SqlCode.UNSUPPORTED,
            key.expression().place(),
            "ORDER BY takes only the name or position of an output here");
      } else {
        effects.addAll(sorted.get().value().effects(InfluenceKind.ORDER));
        keys.add(sorted.get().text().plus(key.direction().words + key.nulls().words));
      }
    }
    return clause(" ORDER BY ", keys);
  }

  private static Fragment clause(String words, List<Fragment> parts) {
    return parts.isEmpty()
        ? Fragment.EMPTY
        : Fragment.words(words).plus(Fragment.join(", ", parts));
  }

  // ---- SELECT

  private BodyResolved select(
      Select select, List<SortKey> order, Scope outside, Set<Effect> effects, Place place) {
    expressions.calls().begin();
    int selectsBefore = draft.selectsSoFar();
    FromResolver.From from = froms.resolve(select.from(), outside, effects);
    Scope scope = outside.with(from.tables());
    Optional<Value> where =
        select
            .where()
            .map(condition -> expressions.choosing(condition, scope, InfluenceKind.WHERE, effects));
    List<Fragment> windows = new ArrayList<>();
    Scope inner = windows(select, scope, windows);
    List<Output> outputs = new ArrayList<>();
    for (Item item : select.items()) {
      outputs.addAll(item(item, inner));
      if (outputs.size() > MAX_OUTPUTS) {
        throw new Refusal(
            SqlCode.TOO_COMPLEX,
            item.place(),
            "the result has more than " + MAX_OUTPUTS + " columns");
      }
    }
    if (outputs.stream().anyMatch(output -> output.value().probe())) {
      expressions.calls().cutByWhatIsSent();
    }
    List<Fragment> group = new ArrayList<>();
    for (Group item : select.group()) {
      group.add(group(item, outputs, inner, effects));
    }
    if (select.group().stream().anyMatch(item -> item.kind() != GroupKind.KEYS)) {
      // a key is null in the rows that are not grouped by it
      outputs.replaceAll(Output::orNull);
    }
    Optional<Value> having =
        select
            .having()
            .map(
                condition -> expressions.choosing(condition, inner, InfluenceKind.HAVING, effects));
    List<Fragment> distinctOn = new ArrayList<>();
    for (Expression key : select.distinctOn()) {
      Sorted sorted = sortKey(key, outputs, inner);
      effects.addAll(sorted.value().effects(InfluenceKind.DISTINCT));
      distinctOn.add(sorted.text());
    }
    List<Fragment> sortKeys = new ArrayList<>();
    for (SortKey key : order) {
      Sorted sorted = sortKey(key.expression(), outputs, inner);
      if (select.distinct()) {
        checkRepeated(key.expression(), sorted);
      }
      effects.addAll(sorted.value().effects(InfluenceKind.ORDER));
      sortKeys.add(sorted.text().plus(key.direction().words + key.nulls().words));
    }
    if (select.distinct()) {
      outputs.forEach(output -> effects.addAll(output.value().effects(InfluenceKind.DISTINCT)));
    }
    Calls calls = expressions.calls().end();
    boolean aggregating = calls.aggregates();
    boolean plain =
        !select.distinct()
            && distinctOn.isEmpty()
            && group.isEmpty()
            && having.isEmpty()
            && !aggregating;
    Fragment filter =
        having.map(v -> Fragment.words(" HAVING ").plus(v.text())).orElse(Fragment.EMPTY);
    if (!plain || calls.windows()) {
      boolean nested = draft.selectsSoFar() > selectsBefore;
      Optional<String> problem =
          Statistics.problem(select, from, where.map(Value::text), calls, scope.level(), nested);
      draft.fold(place, problem);
      if (problem.isEmpty()) {
        int table = from.reached().firstKey();
        String alias = from.reached().get(table).alias();
        filter = Fragment.of(new Fragment.GroupsHole(table, alias, having.map(Value::text)));
      }
    }
    int number = draft.select();
    Fragment head =
        Fragment.words("SELECT " + (select.distinct() ? "DISTINCT " : ""))
            .plus(
                distinctOn.isEmpty()
                    ? Fragment.EMPTY
                    : Fragment.join(", ", distinctOn).within("DISTINCT ON ").plus(" "))
            .plus(
                Fragment.join(
                    ", ",
                    outputs.stream()
                        .map(output -> output.value().text().plus(" AS " + quoted(output.name())))
                        .toList()))
            .plus(
                Fragment.of(
                    new Fragment.PartiesHole(
                        number, plain ? from.reached() : new TreeMap<>(), false, new TreeSet<>())));
    Fragment tail =
        from.text()
            .plus(where.map(v -> Fragment.words(" WHERE ").plus(v.text())).orElse(Fragment.EMPTY))
            .plus(clause(" GROUP BY ", group))
            .plus(filter)
            .plus(clause(" WINDOW ", windows));
    return new BodyResolved(
        outputs,
        head,
        tail,
        clause(" ORDER BY ", sortKeys),
        !distinctOn.isEmpty(),
        aggregating && group.isEmpty() || select.from().isEmpty(),
        plain ? handsOn(from) : Map.of(),
        Optional.of(Set.of(number)));
  }

  private static Map<Integer, Boolean> handsOn(FromResolver.From from) {
    Map<Integer, Boolean> aligned = new TreeMap<>();
    from.reached().forEach((occurrence, reach) -> aligned.put(occurrence, reach.told()));
    return aligned;
  }

  private Fragment group(Group item, List<Output> outputs, Scope scope, Set<Effect> effects) {
    List<Fragment> texts = new ArrayList<>();
    for (Expression key : item.keys()) {
      Sorted sorted = groupKey(key, outputs, scope);
      effects.addAll(sorted.value().effects(InfluenceKind.GROUP));
      texts.add(sorted.text());
    }
    for (Group part : item.parts()) {
      texts.add(group(part, outputs, scope, effects));
    }
    boolean bare = item.kind() == GroupKind.KEYS && texts.size() == 1;
    Fragment all = Fragment.join(", ", texts);
    return bare ? all : Fragment.words(item.kind().words + "(").plus(all).plus(")");
  }

  /** Each window sees those before it. */
  private Scope windows(Select select, Scope scope, List<Fragment> texts) {
    Scope inner = scope;
    for (Map.Entry<String, Expression.Window> window : select.windows().entrySet()) {
      Set<Effect> made = new LinkedHashSet<>();
      Fragment definition = expressions.calls().window(window.getValue(), inner, made);
      texts.add(Fragment.words(quoted(window.getKey()) + " AS ").plus(definition));
      inner = inner.with(window.getKey(), made);
    }
    return inner;
  }

  private List<Output> item(Item item, Scope scope) {
    if (item.expression() instanceof Star star) {
      return star(star, scope);
    }
    Value value = expressions.resolve(item.expression(), scope);
    return List.of(new Output(OutputNames.of(item), value, item.place()));
  }

  private List<Output> star(Star star, Scope scope) {
    List<Output> columns;
    if (star.table().isEmpty()) {
      columns = scope.tables().star();
      if (scope.tables().relations().isEmpty()) {
        draft.error(SqlCode.UNKNOWN_TABLE, star.place(), "there is no table here to take `*` of");
      }
    } else {
      String alias = star.table().get();
      Optional<Relation> relation = scope.tables().named(alias);
      if (relation.isEmpty()) {
        draft.unknown(
            SqlCode.UNKNOWN_TABLE,
            star.place(),
            "no table here is named `" + alias + "`",
            alias,
            scope.relationNames());
      }
      columns = relation.map(found -> Tables.of(found, star.place()).star()).orElse(List.of());
    }
    boolean known = !scope.tables().relations().isEmpty();
    if (known && columns.isEmpty() && !scope.tables().open()) {
      draft.error(SqlCode.UNKNOWN_COLUMN, star.place(), "there is no column here to take");
    }
    List<Output> outputs = new ArrayList<>();
    for (Output column : columns) {
      Value value = expressions.read(column.value(), column.name(), star.place());
      draft.spend(value, star.place());
      outputs.add(new Output(column.name(), value, star.place()));
    }
    if (scope.tables().open() || columns.isEmpty()) {
      // how many columns there are is not known: one that fits everywhere stands for them
      outputs.add(new Output("*", draft.broken(), star.place()));
    }
    return outputs;
  }

  // ---- keys

  /** A key of GROUP BY, ORDER BY or DISTINCT ON, and how it is printed. */
  private record Sorted(Value value, Fragment text) {
    static Sorted of(Value value) {
      return new Sorted(value, value.text());
    }
  }

  /** An output by its position or its name. */
  private Optional<Sorted> byOutput(Expression key, List<Output> outputs) {
    if (key instanceof Literal literal && literal.kind() == LiteralKind.WHOLE_NUMBER) {
      boolean fits = literal.text().length() < 5;
      int position = fits ? Integer.parseInt(literal.text()) : 0;
      return position >= 1 && position <= outputs.size()
          ? Optional.of(
              new Sorted(
                  outputs.get(position - 1).value().at(key.place()),
                  Fragment.words(literal.text())))
          : Optional.empty();
    }
    if (key instanceof ColumnName name && name.path().size() == 1) {
      List<Output> found =
          outputs.stream().filter(output -> output.name().equals(name.column())).toList();
      if (found.size() > 1) {
        draft.error(
            SqlCode.AMBIGUOUS_COLUMN,
            key.place(),
            "more than one output is named `" + name.column() + "`");
      }
      return found.stream()
          .findFirst()
          .map(
              output ->
                  new Sorted(
                      output.value().at(key.place()), Fragment.words(quoted(output.name()))));
    }
    return Optional.empty();
  }

  /** ORDER BY and DISTINCT ON take a name for an output first, then for a column. */
  private Sorted sortKey(Expression key, List<Output> outputs, Scope scope) {
    return constantKey(key, outputs)
        .or(() -> byOutput(key, outputs))
        .orElseGet(() -> Sorted.of(expressions.resolve(key, scope)));
  }

  /** GROUP BY takes a name for a column of the query first, then for an output. */
  private Sorted groupKey(Expression key, List<Output> outputs, Scope scope) {
    Optional<Sorted> constant = constantKey(key, outputs);
    if (constant.isPresent()) {
      return constant.get();
    }
    boolean column = key instanceof ColumnName name && ExpressionResolver.isOwnColumn(name, scope);
    if (!column && key instanceof ColumnName) {
      for (int i = 0; i < outputs.size(); i++) {
        if (outputs.get(i).name().equals(((ColumnName) key).column())
            && ((ColumnName) key).path().size() == 1) {
          return new Sorted(
              outputs.get(i).value().at(key.place()), Fragment.words(String.valueOf(i + 1)));
        }
      }
    }
    Sorted sorted = Sorted.of(expressions.resolve(key, scope));
    checkRepeated(key, sorted);
    return sorted;
  }

  /** A constant is a position or a mistake; a parameter is no name. */
  private Optional<Sorted> constantKey(Expression key, List<Output> outputs) {
    if (key instanceof Literal) {
      Optional<Sorted> position = byOutput(key, outputs);
      if (position.isEmpty()) {
        draft.error(SqlCode.UNSUPPORTED, key.place(), "there is no output at this position");
      }
      return position.or(() -> Optional.of(Sorted.of(draft.broken())));
    }
    if (key instanceof Expression.Parameter) {
      draft.error(
          SqlCode.UNSUPPORTED, key.place(), "a parameter is a value and cannot name a column here");
      return Optional.of(Sorted.of(draft.broken()));
    }
    return Optional.empty();
  }

  /**
   * PostgreSQL finds a key again in the select list by its text. Each use of a parameter is a
   * placeholder of its own, so such a key would be another one there.
   */
  private void checkRepeated(Expression key, Sorted sorted) {
    if (sorted.text().hasParameter()) {
      draft.error(
          SqlCode.UNSUPPORTED,
          key.place(),
          "a key with a parameter in it is not accepted here",
          "put the expression into the select list and name its output or position here");
    }
  }
}
