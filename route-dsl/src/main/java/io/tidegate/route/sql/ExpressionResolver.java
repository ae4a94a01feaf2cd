package io.tidegate.route.sql;

import io.tidegate.route.sql.Expression.ArrayComparison;
import io.tidegate.route.sql.Expression.ArrayValue;
import io.tidegate.route.sql.Expression.Between;
import io.tidegate.route.sql.Expression.Binary;
import io.tidegate.route.sql.Expression.Case;
import io.tidegate.route.sql.Expression.Cast;
import io.tidegate.route.sql.Expression.Clock;
import io.tidegate.route.sql.Expression.ColumnName;
import io.tidegate.route.sql.Expression.Connective;
import io.tidegate.route.sql.Expression.Given;
import io.tidegate.route.sql.Expression.Grouping;
import io.tidegate.route.sql.Expression.InList;
import io.tidegate.route.sql.Expression.Literal;
import io.tidegate.route.sql.Expression.LiteralKind;
import io.tidegate.route.sql.Expression.Logical;
import io.tidegate.route.sql.Expression.Minus;
import io.tidegate.route.sql.Expression.Parameter;
import io.tidegate.route.sql.Expression.RowValue;
import io.tidegate.route.sql.Expression.RowsComparison;
import io.tidegate.route.sql.Expression.Star;
import io.tidegate.route.sql.Expression.Subquery;
import io.tidegate.route.sql.Expression.Subscript;
import io.tidegate.route.sql.Expression.Test;
import io.tidegate.route.sql.Expression.TypeName;
import io.tidegate.route.sql.Expression.When;
import io.tidegate.route.sql.QueryResolver.Resolved;
import io.tidegate.route.sql.Scope.Column;
import io.tidegate.route.sql.Scope.Output;
import io.tidegate.route.sql.Scope.Relation;
import io.tidegate.route.sql.SqlType.Category;
import io.tidegate.route.sql.TypeRules.Applied;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Binds the names of expressions and derives what flows into them. What is wrong becomes a
 * diagnostic and a broken value, which fits everywhere, so that the rest is still read.
 */
final class ExpressionResolver {
  private static final String ROW_VALUE =
      "several values in brackets are accepted only on both sides of a comparison";

  private final Draft draft;
  private final QueryResolver queries;
  private final CallResolver calls;

  ExpressionResolver(Draft draft, QueryResolver queries) {
    this.draft = draft;
    this.queries = queries;
    this.calls = new CallResolver(draft, this);
  }

  CallResolver calls() {
    return calls;
  }

  Value resolve(Expression expression, Scope scope) {
    Value value = bind(expression, scope);
    draft.spend(value, expression.place());
    return value;
  }

  private Value bind(Expression expression, Scope scope) {
    return switch (expression) {
      case ColumnName name -> column(name, scope);
      case Star star ->
          refuse(SqlCode.WHOLE_ROW, star.place(), "a star is accepted only as a whole output");
      case Literal literal -> literal(literal);
      case Clock clock -> Value.constant(clock.kind().type, false, clock.kind().name());
      case Parameter parameter -> parameter(parameter);
      case Expression.Call call -> calls.resolve(call, scope);
      case Binary binary -> binary(binary, scope);
      case Minus minus -> minus(minus, scope);
      case Logical logical -> {
        List<Value> operands = conditions(logical.operands(), scope);
        yield draft.lazily(logical(logical, operands), operands);
      }
      case Given given -> given(given, condition(given.condition(), scope));
      case Test test -> test(test, scope);
      case Between between -> between(between, scope);
      case InList list -> inList(list, scope);
      case Cast cast -> cast(cast, scope);
      case Case choice -> choice(choice, scope);
      case Subquery subquery -> subquery(subquery, scope);
      case RowsComparison comparison -> rowsComparison(comparison, scope);
      case ArrayComparison comparison -> arrayComparison(comparison, scope);
      case RowValue row -> {
        row.items().forEach(item -> resolve(item, scope));
        yield refuse(SqlCode.UNSUPPORTED, row.place(), ROW_VALUE);
      }
      case ArrayValue array -> array(array, scope);
      case Subscript subscript -> subscript(subscript, scope);
      case Grouping grouping -> {
        List<Value> keys = grouping.keys().stream().map(key -> resolve(key, scope)).toList();
        Fragment texts = Fragment.join(", ", keys.stream().map(Value::text).toList());
        // which set a row is of depends on no column
        yield Value.computed(SqlType.INT4, false, List.of(), texts.within("GROUPING"));
      }
    };
  }

  /** An expression that must be a truth value. */
  Value condition(Expression expression, Scope scope) {
    Value value = draft.settle(resolve(expression, scope), SqlType.BOOL);
    if (value.type().equals(SqlType.BOOL) || value.type().broken()) {
      return value;
    }
    return refuse(
        SqlCode.TYPE, expression.place(), "a condition is expected here, not " + value.type());
  }

  private List<Value> conditions(List<Expression> expressions, Scope scope) {
    return expressions.stream().map(expression -> condition(expression, scope)).toList();
  }

  /**
   * A condition that chooses rows. Its parts joined by AND, OR and NOT influence them each by
   * itself, so that a parameter in one part does not make the columns of another a probe.
   */
  Value choosing(Expression expression, Scope scope, InfluenceKind kind, Set<Effect> effects) {
    if (expression instanceof Logical logical) {
      return logical(
          logical,
          logical.operands().stream()
              .map(operand -> choosing(operand, scope, kind, effects))
              .toList());
    }
    if (expression instanceof Given given) {
      return given(given, choosing(given.condition(), scope, kind, effects));
    }
    Value value = condition(expression, scope);
    effects.addAll(value.effects(kind));
    return value;
  }

  private Value refuse(SqlCode code, Place place, String message) {
    draft.error(code, place, message);
    return draft.broken();
  }

  // ---- names

  private Value column(ColumnName name, Scope scope) {
    return name.path().size() == 1 ? bareColumn(name, scope) : qualifiedColumn(name, scope);
  }

  /** Whether a name alone is a column of the query's own tables. */
  static boolean isOwnColumn(ColumnName name, Scope scope) {
    return name.path().size() == 1 && !scope.tables().columns(name.column()).isEmpty();
  }

  private Value bareColumn(ColumnName name, Scope scope) {
    boolean open = false;
    for (Optional<Scope> at = Optional.of(scope); at.isPresent(); at = at.get().around()) {
      Scope level = at.get();
      List<Value> found = level.tables().columns(name.column());
      if (found.size() > 1) {
        return refuse(
            SqlCode.AMBIGUOUS_COLUMN,
            name.place(),
            "the column `" + name.column() + "` is in more than one table here");
      }
      if (found.size() == 1) {
        calls.touch(level.level());
        return read(found.getFirst(), name.column(), name.place());
      }
      open |= level.tables().open();
    }
    return open ? draft.broken() : noColumn(name, scope);
  }

  /** PostgreSQL takes a table's name for its whole row where no column has it. */
  private Value noColumn(ColumnName name, Scope scope) {
    Optional<Relation> relation = relation(name.column(), scope);
    if (relation.isPresent() && relation.get().functionValue()) {
      return relation.get().columns().getFirst().value().at(name.place());
    }
    if (relation.isPresent()) {
      return refuse(
          SqlCode.WHOLE_ROW,
          name.place(),
          "`" + name.column() + "` stands for a whole row of its table");
    }
    draft.unknown(
        SqlCode.UNKNOWN_COLUMN,
        name.place(),
        "no table here has a column `" + name.column() + "`",
        name.column(),
        scope.columnNames());
    return draft.broken();
  }

  private Optional<Relation> relation(String alias, Scope scope) {
    return scope
        .tables()
        .named(alias)
        .or(() -> scope.around().flatMap(outer -> relation(alias, outer)));
  }

  private Value qualifiedColumn(ColumnName name, Scope scope) {
    String table = name.path().get(name.path().size() - 2);
    for (Optional<Scope> at = Optional.of(scope); at.isPresent(); at = at.get().around()) {
      Optional<Relation> found =
          at.get().tables().named(table).filter(relation -> schemaFits(name, relation));
      if (found.isPresent()) {
        calls.touch(at.get().level());
        return columnOf(found.get(), name);
      }
    }
    draft.unknown(
        SqlCode.UNKNOWN_COLUMN,
        name.place(),
        "no table here is named `" + table + "`",
        table,
        scope.relationNames());
    return draft.broken();
  }

  private static boolean schemaFits(ColumnName name, Relation relation) {
    return name.path().size() == 2
        || relation
            .resource()
            .filter(resource -> resource.schema().equals(name.path().getFirst()))
            .isPresent();
  }

  private Value columnOf(Relation relation, ColumnName name) {
    Optional<Column> column = relation.column(name.column());
    if (column.isPresent()) {
      return read(column.get().value(), name.column(), name.place());
    }
    if (!relation.open()) {
      draft.unknown(
          SqlCode.UNKNOWN_COLUMN,
          name.place(),
          "the table `" + relation.alias() + "` has no column `" + name.column() + "`",
          name.column(),
          relation.columnNames());
    }
    return draft.broken();
  }

  /** The value of a column where it is named. */
  Value read(Value column, String name, Place place) {
    draft.used(column);
    return column.type().category() == Category.FOREIGN
        ? refuse(
            SqlCode.TYPE,
            place,
            "the column `" + name + "` is of the type " + column.type() + ", which is not accepted")
        : column.at(place);
  }

  // ---- constants and parameters

  private static Value literal(Literal literal) {
    String text = literal.text();
    return switch (literal.kind()) {
      case WHOLE_NUMBER -> Value.constant(wholeNumber(text), false, text);
      case DECIMAL -> Value.constant(SqlType.NUMERIC, false, text);
      case TEXT -> Value.constant(SqlType.LITERAL, false, Fragment.literal(text));
      case BOOLEAN -> Value.constant(SqlType.BOOL, false, text);
      case NULL -> Value.constant(SqlType.NULL, true, text);
    };
  }

  private static SqlType wholeNumber(String digits) {
    int bits = new BigInteger(digits).bitLength();
    return bits < 32 ? SqlType.INT4 : bits < 64 ? SqlType.INT8 : SqlType.NUMERIC;
  }

  private Value parameter(Parameter parameter) {
    draft.parameter(parameter.name(), parameter.place());
    return Value.parameter(parameter.place().start());
  }

  // ---- operators

  private Value binary(Binary binary, Scope scope) {
    if (binary.left() instanceof RowValue left
        && binary.right() instanceof RowValue right
        && TypeRules.compares(binary.operator())) {
      return rowComparison(binary, left, right, scope);
    }
    Value left = resolve(binary.left(), scope);
    Value right = resolve(binary.right(), scope);
    Optional<Operands> operands = apply(binary.operator(), left, right, binary.place());
    if (operands.isEmpty()) {
      return draft.broken();
    }
    noteRaising(binary, left, right);
    Value value = operands.get().value(binary.operator());
    return Fallible.binary(binary, left, right) ? draft.failing(value) : value;
  }

  /** Two operands taken as the types an operator gives them. */
  private record Operands(Value left, Value right, SqlType result) {
    Value value(String operator) {
      boolean never = operator.contains("DISTINCT");
      boolean always = operator.startsWith("->") || operator.startsWith("#>");
      // JDBC takes a single question mark for a placeholder
      String printed = operator.equals("?") ? "??" : operator;
      return Value.computed(
          result,
          !never && (always || left.nullable() || right.nullable()),
          List.of(left, right),
          left.text().plus(" " + printed + " ").plus(right.text()).within(""));
    }
  }

  private Optional<Operands> apply(String operator, Value left, Value right, Place place) {
    if (!TypeRules.known(operator)) {
      giveUp(left, right);
      refuse(SqlCode.UNSUPPORTED, place, "the operator `" + operator + "` is not accepted");
      return Optional.empty();
    }
    Optional<Applied> applied = TypeRules.binary(operator, left.type(), right.type());
    if (applied.isEmpty()) {
      giveUp(left, right);
      refuse(
          SqlCode.TYPE,
          place,
          "`" + operator + "` is not defined between " + left.type() + " and " + right.type());
      return Optional.empty();
    }
    return Optional.of(
        new Operands(
            draft.settle(left, applied.get().left()),
            draft.settle(right, applied.get().right()),
            applied.get().result()));
  }

  /** Parameters among the operands of what was refused are not asked for their types as well. */
  void giveUp(Value... operands) {
    for (Value operand : operands) {
      draft.settle(operand, SqlType.BROKEN);
    }
  }

  /**
   * Operators that can fail. What is reckoned from constants alone fails when the statement is
   * prepared or never; a pattern fails when it ends in the middle of an escape.
   */
  private void noteRaising(Binary binary, Value left, Value right) {
    boolean constant =
        left.sources().isEmpty() && right.sources().isEmpty() && !left.probe() && !right.probe();
    boolean raising =
        switch (binary.operator()) {
          case "/", "%", "^", "~", "~*", "!~", "!~*" -> true;
          case "+", "-", "*" -> !constant;
          case "LIKE", "NOT LIKE", "ILIKE", "NOT ILIKE" ->
              !(binary.right() instanceof Literal pattern
                  && pattern.kind() == LiteralKind.TEXT
                  && pattern.text().indexOf('\\') < 0);
          default -> false;
        };
    if (raising) {
      draft.mayRaise();
    }
  }

  private Value rowComparison(Binary binary, RowValue left, RowValue right, Scope scope) {
    List<Value> lefts = left.items().stream().map(item -> resolve(item, scope)).toList();
    List<Value> rights = right.items().stream().map(item -> resolve(item, scope)).toList();
    if (lefts.size() != rights.size()) {
      return refuse(
          SqlCode.COLUMN_COUNT,
          binary.place(),
          "the sides have " + lefts.size() + " and " + rights.size() + " values");
    }
    List<Value> all = new ArrayList<>();
    List<Fragment> leftTexts = new ArrayList<>();
    List<Fragment> rightTexts = new ArrayList<>();
    for (int i = 0; i < lefts.size(); i++) {
      Optional<Operands> operands =
          apply(binary.operator(), lefts.get(i), rights.get(i), binary.place());
      if (operands.isEmpty()) {
        return draft.broken();
      }
      all.add(operands.get().left());
      all.add(operands.get().right());
      leftTexts.add(operands.get().left().text());
      rightTexts.add(operands.get().right().text());
    }
    Value value =
        Value.computed(
            SqlType.BOOL,
            !binary.operator().contains("DISTINCT") && all.stream().anyMatch(Value::nullable),
            all,
            Fragment.join(", ", leftTexts)
                .within("ROW")
                .plus(" " + binary.operator() + " ")
                .plus(Fragment.join(", ", rightTexts).within("ROW"))
                .within(""));
    return draft.lazily(value, all);
  }

  private Value minus(Minus minus, Scope scope) {
    Value operand = resolve(minus.operand(), scope);
    Category category = operand.type().category();
    if (category != Category.NUMBER
        && category != Category.INTERVAL
        && category != Category.BROKEN) {
      return refuse(SqlCode.TYPE, minus.place(), "`-` is not defined for " + operand.type());
    }
    if (!operand.sources().isEmpty() || operand.probe()) {
      draft.mayRaise();
    }
    return Value.computed(
        operand.type(),
        operand.nullable(),
        List.of(operand),
        Fragment.words("- ").plus(operand.text()).within(""));
  }

  private static Value logical(Logical logical, List<Value> operands) {
    List<Fragment> texts = operands.stream().map(Value::text).toList();
    Fragment text =
        logical.connective() == Connective.NOT
            ? Fragment.words("NOT ").plus(texts.getFirst())
            : Fragment.join(" " + logical.connective() + " ", texts);
    return Value.computed(
        SqlType.BOOL, operands.stream().anyMatch(Value::nullable), operands, text.within(""));
  }

  /**
   * With the values bound, PostgreSQL makes the condition alone of this, or nothing: it plans the
   * statement for each call, so an index serves a condition that counts.
   */
  private static Value given(Given given, Value condition) {
    Fragment text = Fragment.EMPTY;
    for (int use : given.parameters()) {
      text = text.plus(Fragment.of(new Fragment.ParameterHole(use))).plus(" IS NULL OR ");
    }
    return Value.computed(
        SqlType.BOOL,
        condition.nullable(),
        List.of(condition),
        text.plus(condition.text()).within(""));
  }

  private Value test(Test test, Scope scope) {
    Value operand =
        test.kind().ofNull() ? resolve(test.operand(), scope) : condition(test.operand(), scope);
    return Value.computed(
        SqlType.BOOL,
        false,
        List.of(operand),
        operand.text().plus(" " + test.kind().words()).within(""));
  }

  private Value between(Between between, Scope scope) {
    Value operand = resolve(between.operand(), scope);
    Value low = resolve(between.low(), scope);
    Value high = resolve(between.high(), scope);
    Optional<Operands> first = apply("<", operand, low, between.place());
    Optional<Operands> second =
        first.flatMap(operands -> apply("<", operands.left(), high, between.place()));
    if (second.isEmpty()) {
      return draft.broken();
    }
    List<Value> all = List.of(second.get().left(), first.get().right(), second.get().right());
    Value value =
        Value.computed(
            SqlType.BOOL,
            all.stream().anyMatch(Value::nullable),
            all,
            all.get(0)
                .text()
                .plus(between.negated() ? " NOT BETWEEN " : " BETWEEN ")
                .plus(all.get(1).text())
                .plus(" AND ")
                .plus(all.get(2).text())
                .within(""));
    return draft.lazily(value, all);
  }

  private Value inList(InList list, Scope scope) {
    boolean rows = list.items().stream().allMatch(RowValue.class::isInstance);
    if (rows && list.operand() instanceof RowValue row) {
      return rowInList(list, row, scope);
    }
    Value operand = resolve(list.operand(), scope);
    List<Value> items = list.items().stream().map(item -> resolve(item, scope)).toList();
    List<Value> taken = new ArrayList<>();
    for (Value item : items) {
      Optional<Operands> operands = apply("=", operand, item, list.place());
      if (operands.isEmpty()) {
        return draft.broken();
      }
      operand = operands.get().left();
      taken.add(operands.get().right());
    }
    List<Value> all = new ArrayList<>(taken);
    all.addFirst(operand);
    Fragment texts = Fragment.join(", ", taken.stream().map(Value::text).toList());
    Value value =
        Value.computed(
            SqlType.BOOL,
            all.stream().anyMatch(Value::nullable),
            all,
            operand.text().plus(texts.within(list.negated() ? " NOT IN " : " IN ")).within(""));
    return draft.lazily(value, all);
  }

  private Value rowInList(InList list, RowValue row, Scope scope) {
    List<Value> operands =
        new ArrayList<>(row.items().stream().map(item -> resolve(item, scope)).toList());
    List<Value> all = new ArrayList<>();
    List<Fragment> texts = new ArrayList<>();
    for (Expression written : list.items()) {
      List<Value> items =
          ((RowValue) written).items().stream().map(item -> resolve(item, scope)).toList();
      Optional<List<Value>> taken = likeColumns("=", operands, items, list.place());
      if (taken.isEmpty()) {
        return draft.broken();
      }
      all.addAll(taken.get());
      texts.add(Fragment.join(", ", taken.get().stream().map(Value::text).toList()).within("ROW"));
    }
    all.addAll(operands);
    Value value =
        Value.computed(
            SqlType.BOOL,
            all.stream().anyMatch(Value::nullable),
            all,
            Fragment.join(", ", operands.stream().map(Value::text).toList())
                .within("ROW")
                .plus(Fragment.join(", ", texts).within(list.negated() ? " NOT IN " : " IN "))
                .within(""));
    return draft.lazily(value, all);
  }

  /**
   * Compares values one by one with those of a row. The operands are replaced by what they are
   * taken as.
   *
   * @return what the others are taken as
   */
  private Optional<List<Value>> likeColumns(
      String operator, List<Value> operands, List<Value> others, Place place) {
    if (operands.size() != others.size()) {
      refuse(
          SqlCode.COLUMN_COUNT,
          place,
          "the sides have " + operands.size() + " and " + others.size() + " values");
      return Optional.empty();
    }
    List<Value> taken = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      Optional<Operands> applied = compare(operator, operands.get(i), others.get(i), place);
      if (applied.isEmpty()) {
        return Optional.empty();
      }
      operands.set(i, applied.get().left());
      taken.add(applied.get().right());
    }
    return Optional.of(taken);
  }

  // ---- casts and choices

  private Value cast(Cast cast, Scope scope) {
    Value operand = resolve(cast.operand(), scope);
    Optional<SqlType> target = type(cast.type());
    if (target.isEmpty()) {
      return draft.broken();
    }
    SqlType type = target.get();
    boolean parameter = operand.openParameter().isPresent();
    Value taken = parameter ? draft.settle(operand, type) : operand;
    if (!TypeRules.casts(operand.type(), type)) {
      return refuse(SqlCode.TYPE, cast.place(), operand.type() + " cannot be cast to " + type);
    }
    boolean fallible = Fallible.cast(operand, type, !cast.type().modifiers().isEmpty());
    if (fallible || !TypeRules.safeCast(operand.type(), type)) {
      draft.mayRaise();
    }
    // a parameter is printed with its cast already
    boolean done = parameter && cast.type().modifiers().isEmpty();
    String modifiers =
        cast.type().modifiers().isEmpty()
            ? ""
            : cast.type().modifiers().toString().replace("[", "(").replace("]", ")");
    String printed = type.element() + modifiers + (type.array() ? "[]" : "");
    Value value =
        Value.computed(
            type,
            operand.nullable() || operand.type().category() == Category.JSON,
            List.of(taken),
            done ? taken.text() : taken.text().plus(" AS " + printed).within("CAST"));
    return fallible ? draft.failing(value) : value;
  }

  private Optional<SqlType> type(TypeName written) {
    Optional<SqlType> type = SqlType.of(written.name()).filter(found -> !found.array());
    if (type.isEmpty()) {
      draft.error(
          SqlCode.UNSUPPORTED,
          written.place(),
          "the type `" + written.name() + "` is not accepted",
          "use one of " + SqlType.acceptedNames());
    }
    return type.map(found -> written.array() ? found.arrayOf() : found);
  }

  private Value choice(Case choice, Scope scope) {
    Optional<Value> operand = choice.operand().map(written -> resolve(written, scope));
    List<Value> conditions = new ArrayList<>();
    List<Value> results = new ArrayList<>();
    Set<Effect> control = new LinkedHashSet<>();
    for (When branch : choice.branches()) {
      Value condition;
      if (operand.isPresent()) {
        Value compared = resolve(branch.condition(), scope);
        Optional<Operands> operands =
            apply("=", operand.get(), compared, branch.condition().place());
        if (operands.isEmpty()) {
          return draft.broken();
        }
        operand = Optional.of(operands.get().left());
        condition = operands.get().right();
        control.addAll(operands.get().value("=").effects(InfluenceKind.CONTROL));
      } else {
        condition = choosing(branch.condition(), scope, InfluenceKind.CONTROL, control);
      }
      conditions.add(condition);
      results.add(resolve(branch.result(), scope));
    }
    choice.otherwise().map(written -> resolve(written, scope)).ifPresent(results::add);
    // PostgreSQL lets the type of ELSE count first
    List<Value> ranked = new ArrayList<>(results);
    if (choice.otherwise().isPresent()) {
      ranked.addFirst(ranked.removeLast());
    }
    Optional<SqlType> common = common(ranked, choice.place());
    if (common.isEmpty()) {
      return draft.broken();
    }
    List<Value> taken = results.stream().map(result -> draft.settle(result, common.get())).toList();
    Fragment text = Fragment.words("CASE");
    if (operand.isPresent()) {
      text = text.plus(" ").plus(operand.get().text());
    }
    for (int i = 0; i < conditions.size(); i++) {
      text = text.plus(" WHEN ").plus(conditions.get(i).text());
      text = text.plus(" THEN ").plus(taken.get(i).text());
    }
    if (choice.otherwise().isPresent()) {
      text = text.plus(" ELSE ").plus(taken.getLast().text());
    }
    List<Value> all = new ArrayList<>(conditions);
    operand.ifPresent(all::add);
    all.addAll(taken);
    Value value =
        Value.computed(
                common.get(),
                choice.otherwise().isEmpty() || taken.stream().anyMatch(Value::nullable),
                taken,
                text.plus(" END"))
            .controlledBy(control);
    return all.stream().anyMatch(Value::fallible) ? draft.lazily(value.thatCanFail(), all) : value;
  }

  /** The type that all values are brought to; values without one make a text. */
  Optional<SqlType> common(List<Value> values, Place place) {
    Optional<SqlType> common =
        TypeRules.unify(values.stream().map(Value::type).toList()).map(SqlType::settled);
    if (common.isEmpty()) {
      refuse(
          SqlCode.TYPE,
          place,
          "these values have no type in common: "
              + String.join(
                  ", ", values.stream().map(value -> value.type().toString()).distinct().toList()));
    }
    return common;
  }

  private Value array(ArrayValue array, Scope scope) {
    List<Value> items = array.items().stream().map(item -> resolve(item, scope)).toList();
    if (items.isEmpty()) {
      return refuse(SqlCode.TYPE, array.place(), "the type of an empty array cannot be derived");
    }
    Optional<SqlType> common = common(items, array.place());
    if (common.isEmpty()) {
      return draft.broken();
    }
    if (common.get().array()) {
      return refuse(SqlCode.UNSUPPORTED, array.place(), "an array of arrays is not accepted");
    }
    List<Value> taken = items.stream().map(item -> draft.settle(item, common.get())).toList();
    Fragment texts = Fragment.join(", ", taken.stream().map(Value::text).toList());
    return Value.computed(
        common.get().arrayOf(), false, taken, Fragment.words("ARRAY[").plus(texts).plus("]"));
  }

  /** What lies outside of the array is null, or empty, and no error. */
  private Value subscript(Subscript subscript, Scope scope) {
    Value array = resolve(subscript.array(), scope);
    List<Value> parts = new ArrayList<>(List.of(array));
    List<Expression> bounds = new ArrayList<>(subscript.from().stream().toList());
    bounds.add(subscript.at());
    List<Fragment> texts = new ArrayList<>();
    for (Expression bound : bounds) {
      Value value = draft.settle(resolve(bound, scope), SqlType.INT4);
      if (!value.type().broken() && !value.type().equals(SqlType.INT4)) {
        return refuse(SqlCode.TYPE, bound.place(), "a place in an array is an integer");
      }
      parts.add(value);
      texts.add(value.text());
    }
    if (!array.type().array() && !array.type().broken()) {
      return refuse(
          SqlCode.TYPE, subscript.place(), "an array is expected here, not " + array.type());
    }
    return Value.computed(
        subscript.from().isPresent() || array.type().broken()
            ? array.type()
            : array.type().element(),
        true,
        parts,
        array
            .text()
            .within("")
            .plus(Fragment.words("[").plus(Fragment.join(":", texts)).plus("]")));
  }

  // ---- subqueries

  private Value subquery(Subquery subquery, Scope scope) {
    int before = draft.fallibleSoFar();
    Resolved resolved =
        subquery.kind() == Expression.SubqueryKind.SCALAR
            ? queries.resolve(subquery.query(), Optional.of(scope), scope.commonTables())
            : many(subquery.query(), subquery.place(), scope);
    return among(resolved, before, subquery(subquery, resolved));
  }

  /** A query of whose records, however many there are, one value is made. */
  private Resolved many(Query query, Place place, Scope scope) {
    draft.gather();
    Resolved resolved = queries.resolve(query, Optional.of(scope), scope.commonTables());
    draft.fold(place, draft.gathered(), Optional.of("one value is made of all its records"));
    return resolved;
  }

  /** A value of the rows of a query: when those can fail, what chooses them decides whether. */
  private Value among(Resolved resolved, int fallibleBefore, Value value) {
    if (draft.fallibleSoFar() == fallibleBefore) {
      return value;
    }
    draft.failingBy(resolved.effects());
    return value.thatCanFail();
  }

  private Value subquery(Subquery subquery, Resolved resolved) {
    Fragment text = resolved.text().whole();
    return switch (subquery.kind()) {
      case EXISTS -> {
        Set<Effect> effects = new LinkedHashSet<>(resolved.effects());
        resolved
            .outputs()
            .forEach(output -> effects.addAll(output.value().effects(InfluenceKind.CONTROL)));
        yield Value.computed(SqlType.BOOL, false, List.of(), text.within("EXISTS "))
            .controlledBy(effects);
      }
      case SCALAR -> {
        Optional<Value> column = onlyColumn(resolved, subquery.place());
        if (column.isEmpty()) {
          yield draft.broken();
        }
        if (!resolved.single()) {
          draft.mayRaise();
          draft.usesFallible();
        }
        yield Value.computed(
                column.get().type().settled(), true, List.of(column.get()), text.within(""))
            .controlledBy(resolved.effects());
      }
      case ARRAY -> {
        Optional<Value> column = onlyColumn(resolved, subquery.place());
        if (column.isEmpty()) {
          yield draft.broken();
        }
        if (column.get().type().array()) {
          yield refuse(SqlCode.UNSUPPORTED, subquery.place(), "an array of arrays is not accepted");
        }
        yield Value.computed(
                column.get().type().settled().arrayOf(),
                false,
                List.of(column.get()),
                text.within("ARRAY"))
            .controlledBy(resolved.effects());
      }
    };
  }

  private Optional<Value> onlyColumn(Resolved resolved, Place place) {
    List<Output> outputs = resolved.outputs();
    if (outputs.size() != 1) {
      // of a broken query the number is not known
      if (outputs.stream().noneMatch(output -> output.value().type().broken())) {
        refuse(
            SqlCode.COLUMN_COUNT,
            place,
            "this subquery must return one column, not " + outputs.size());
      }
      return Optional.empty();
    }
    return Optional.of(outputs.getFirst().value());
  }

  private Value rowsComparison(RowsComparison comparison, Scope scope) {
    if (comparison.left() instanceof RowValue row && TypeRules.compares(comparison.operator())) {
      return rowAmongRows(comparison, row, scope);
    }
    Value left = resolve(comparison.left(), scope);
    int before = draft.fallibleSoFar();
    Resolved resolved = many(comparison.query(), comparison.place(), scope);
    Optional<Value> column = onlyColumn(resolved, comparison.place());
    Optional<Operands> operands =
        column.flatMap(value -> compare(comparison.operator(), left, value, comparison.place()));
    if (operands.isEmpty()) {
      return draft.broken();
    }
    String words = " " + comparison.operator() + (comparison.all() ? " ALL " : " ANY ");
    Fragment text =
        operands.get().left().text().plus(resolved.text().whole().within(words)).within("");
    Value value =
        Value.computed(
                SqlType.BOOL, true, List.of(operands.get().left(), operands.get().right()), text)
            .controlledBy(resolved.effects());
    return among(resolved, before, value);
  }

  private Value rowAmongRows(RowsComparison comparison, RowValue row, Scope scope) {
    List<Value> operands =
        new ArrayList<>(row.items().stream().map(item -> resolve(item, scope)).toList());
    int before = draft.fallibleSoFar();
    Resolved resolved = many(comparison.query(), comparison.place(), scope);
    if (QueryResolver.broken(resolved.outputs())) {
      return draft.broken();
    }
    List<Value> columns = resolved.outputs().stream().map(Output::value).toList();
    Optional<List<Value>> taken =
        likeColumns(comparison.operator(), operands, columns, comparison.place());
    if (taken.isEmpty()) {
      return draft.broken();
    }
    List<Value> all = new ArrayList<>(operands);
    all.addAll(taken.get());
    String words = " " + comparison.operator() + (comparison.all() ? " ALL " : " ANY ");
    Fragment text =
        Fragment.join(", ", operands.stream().map(Value::text).toList())
            .within("ROW")
            .plus(resolved.text().whole().within(words))
            .within("");
    Value value = Value.computed(SqlType.BOOL, true, all, text).controlledBy(resolved.effects());
    return among(resolved, before, value);
  }

  /** An operator that makes a truth value. */
  private Optional<Operands> compare(String operator, Value left, Value right, Place place) {
    Optional<Operands> operands = apply(operator, left, right, place);
    if (operands.isPresent()
        && !operands.get().result().equals(SqlType.BOOL)
        && !operands.get().result().broken()) {
      refuse(SqlCode.TYPE, place, "`" + operator + "` does not compare");
      return Optional.empty();
    }
    return operands;
  }

  private Value arrayComparison(ArrayComparison comparison, Scope scope) {
    Value left = resolve(comparison.left(), scope);
    Value array = resolve(comparison.array(), scope);
    if (array.type().open() && !left.type().open() && !left.type().array()) {
      array = draft.settle(array, left.type().broken() ? left.type() : left.type().arrayOf());
    }
    if (!array.type().array() && !array.type().broken()) {
      return refuse(
          SqlCode.TYPE, comparison.place(), "an array is expected here, not " + array.type());
    }
    Value element = array.type().broken() ? array : array.as(array.type().element());
    Optional<Operands> operands = compare(comparison.operator(), left, element, comparison.place());
    if (operands.isEmpty()) {
      return draft.broken();
    }
    Binary binary =
        new Binary(
            comparison.operator(), comparison.left(), comparison.array(), comparison.place());
    noteRaising(binary, left, array);
    String words = " " + comparison.operator() + (comparison.all() ? " ALL " : " ANY ");
    Value value =
        Value.computed(
            SqlType.BOOL,
            true,
            List.of(operands.get().left(), array),
            operands.get().left().text().plus(array.text().within(words)).within(""));
    return Fallible.binary(binary, left, array) ? draft.failing(value) : value;
  }
}
