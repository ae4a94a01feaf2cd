package io.tidegate.route.sql;

import static io.tidegate.route.sql.Fragment.quoted;

import io.tidegate.route.sql.Expression.Call;
import io.tidegate.route.sql.Expression.Literal;
import io.tidegate.route.sql.Expression.SortKey;
import io.tidegate.route.sql.Expression.Window;
import io.tidegate.route.sql.SqlFunction.Argument;
import io.tidegate.route.sql.SqlType.Category;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Binds function calls, with what belongs to aggregates and windows. */
final class CallResolver {
  /** Functions that are syntax of SQL's own and have no schema. */
  private static final Set<String> SYNTAX = Set.of("coalesce", "nullif", "greatest", "least");

  /** Those whose value belongs to a group as a whole. */
  private static final Set<String> STATISTICS = Set.of("count", "sum", "avg");

  private final Draft draft;
  private final ExpressionResolver expressions;

  /** The selects being read, the innermost first. */
  private final Deque<Calls> selects = new ArrayDeque<>();

  /** The levels of the queries whose columns were named since the current aggregate was begun. */
  private TreeSet<Integer> touched = new TreeSet<>();

  /** What a select calls, and how far it reaches. */
  static final class Calls {
    private boolean aggregates;
    private boolean windows;
    private int outermost = Integer.MAX_VALUE;
    private Optional<String> partial = Optional.empty();

    /** Whether it aggregates its rows. */
    boolean aggregates() {
      return aggregates;
    }

    /** Whether a function looks at other rows of it. */
    boolean windows() {
      return windows;
    }

    /** The lowest level of the queries whose columns it names. */
    int outermost() {
      return outermost;
    }

    /** An aggregate that can tell of single records of a group; empty when there is none. */
    Optional<String> partial() {
      return partial;
    }
  }

  /** A function with its arguments taken as the types it wants. */
  record Bound(SqlFunction form, List<Value> arguments, SqlType same) {
    Bound {
      arguments = List.copyOf(arguments);
    }

    List<SqlType> types() {
      return arguments.stream().map(Value::type).toList();
    }

    Fragment texts() {
      return texts(arguments.size());
    }

    /** Those of the first arguments. */
    Fragment texts(int count) {
      return Fragment.join(", ", arguments.stream().limit(count).map(Value::text).toList());
    }
  }

  CallResolver(Draft draft, ExpressionResolver expressions) {
    this.draft = draft;
    this.expressions = expressions;
  }

  /** A select begins; {@link #end()} belongs to it. */
  void begin() {
    selects.push(new Calls());
  }

  /** What the select called that ends here. */
  Calls end() {
    return selects.pop();
  }

  /** What the select yields, and so may be grouped by, depends on a value the caller sends. */
  void cutByWhatIsSent() {
    Calls select = selects.element();
    select.partial =
        select.partial.or(
            () ->
                Optional.of(
                    "an output depends on a parameter, and groups of two calls could overlap"));
  }

  /** A column of the query at a level was named. */
  void touch(int level) {
    touched.add(level);
    if (!selects.isEmpty()) {
      selects.element().outermost = Math.min(selects.element().outermost, level);
    }
  }

  Value resolve(Call call, Scope scope) {
    TreeSet<Integer> around = touched;
    touched = new TreeSet<>();
    Optional<Bound> bound = bind(call, scope);
    List<Value> order =
        call.withinGroup()
            // what it goes by is an argument
            ? List.of()
            : call.order().stream()
                .map(key -> expressions.resolve(key.expression(), scope))
                .toList();
    Set<Effect> steering = new LinkedHashSet<>();
    order.forEach(key -> steering.addAll(key.effects(InfluenceKind.CONTROL)));
    Optional<Value> filter =
        call.filter()
            .map(
                condition ->
                    expressions.choosing(condition, scope, InfluenceKind.CONTROL, steering));
    TreeSet<Integer> own = touched;
    touched = around;
    touched.addAll(own);
    Optional<Fragment> over = call.over().map(window -> over(window, scope, steering));
    if (bound.isEmpty() || !accepted(call, bound.get().form(), own, scope)) {
      return draft.broken();
    }
    if (over.isPresent()) {
      selects.element().windows = true;
    } else if (bound.get().form().kind() == SqlFunction.Kind.AGGREGATE
        || bound.get().form().kind() == SqlFunction.Kind.ORDERED) {
      partial(call, bound.get());
    }
    Value value = value(call, bound.get(), order, filter, over).controlledBy(steering);
    boolean argumentsCanFail = bound.get().arguments().stream().anyMatch(Value::fallible);
    if (argumentsCanFail && filter.isPresent()) {
      draft.failingBy(steering);
    }
    boolean lazy = bound.get().form().name().equals("coalesce");
    Value settled = lazy ? draft.lazily(value, bound.get().arguments()) : value;
    boolean keysCanFail =
        order.stream().anyMatch(Value::fallible) || filter.filter(Value::fallible).isPresent();
    Value whole = keysCanFail ? settled.thatCanFail() : settled;
    return Fallible.call(call, bound.get()) ? draft.failing(whole) : whole;
  }

  /**
   * Notes an aggregate that can be made to tell of some records of a group only: by a condition, by
   * what it is given, or because it yields the value of one record.
   */
  private void partial(Call call, Bound bound) {
    boolean whole =
        bound.arguments().stream()
            .allMatch(
                argument ->
                    argument.copyOf().isPresent()
                        || argument.sources().isEmpty() && argument.control().isEmpty());
    boolean given = call.filter().isPresent() || !call.order().isEmpty();
    boolean sent = bound.arguments().stream().anyMatch(Value::probe);
    if (!STATISTICS.contains(bound.form().name()) || !whole || given || sent) {
      Calls select = selects.element();
      select.partial =
          select.partial.or(
              () ->
                  Optional.of(
                      "`"
                          + bound.form().name()
                          + "` can tell of single records here; "
                          + "count, sum and avg of an unchanged column, without FILTER, cannot"));
    }
  }

  /** The function and its arguments; whatever is wrong with them is reported. */
  Optional<Bound> bind(Call call, Scope scope) {
    List<Expression> given = new ArrayList<>(call.arguments());
    if (call.withinGroup()) {
      call.order().forEach(key -> given.add(key.expression()));
    }
    List<Value> arguments =
        given.stream().map(argument -> expressions.resolve(argument, scope)).toList();
    String name = String.join(".", call.name());
    if (call.name().size() > 1 || SqlFunctions.forms(name).isEmpty()) {
      expressions.giveUp(arguments.toArray(Value[]::new));
      draft.unknown(
          SqlCode.UNKNOWN_FUNCTION,
          call.place(),
          "the function `" + name + "` is not on the list of accepted functions",
          name,
          SqlFunctions.names());
      return Optional.empty();
    }
    if (call.star()) {
      return star(call);
    }
    List<SqlType> types = arguments.stream().map(Value::type).toList();
    if (types.stream().anyMatch(SqlType::broken)) {
      return Optional.empty();
    }
    Optional<SqlFunction> form = SqlFunctions.best(name, types);
    if (form.isEmpty()) {
      expressions.giveUp(arguments.toArray(Value[]::new));
      String written = types.stream().map(SqlType::toString).collect(Collectors.joining(", "));
      draft.error(SqlCode.TYPE, call.place(), "`" + name + "` does not take (" + written + ")");
      return Optional.empty();
    }
    return taken(call, form.get(), arguments);
  }

  /** Only count takes a star, which is no argument. */
  private Optional<Bound> star(Call call) {
    String name = call.name().getFirst();
    if (!name.equals("count")) {
      draft.error(SqlCode.UNSUPPORTED, call.place(), "`" + name + "(*)` is not accepted");
      return Optional.empty();
    }
    SqlFunction count = SqlFunctions.forms(name).getFirst();
    return Optional.of(new Bound(count, List.of(), SqlType.NULL));
  }

  private Optional<Bound> taken(Call call, SqlFunction form, List<Value> arguments) {
    List<Value> same = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      if (form.argument(i).filter(Argument::same).isPresent()) {
        same.add(arguments.get(i));
      }
    }
    Optional<SqlType> common = expressions.common(same, call.place());
    if (common.isEmpty()) {
      return Optional.empty();
    }
    List<Value> taken = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Argument argument = form.argument(i).orElseThrow();
      Optional<SqlType> wanted = argument.same() ? common : argument.exact();
      Value value = arguments.get(i);
      taken.add(wanted.map(type -> draft.settle(value, type)).orElse(value));
    }
    return Optional.of(new Bound(form, taken, common.get()));
  }

  private boolean accepted(Call call, SqlFunction form, Set<Integer> levels, Scope scope) {
    String name = "`" + form.name() + "`";
    boolean extras = call.distinct() || !call.order().isEmpty() || call.filter().isPresent();
    Optional<String> misuse =
        switch (form.kind()) {
          case SCALAR ->
              extras || call.over().isPresent()
                  ? Optional.of(name + " is no aggregate and takes none of an aggregate's clauses")
                  : Optional.empty();
          case WINDOW ->
              extras || call.over().isEmpty()
                  ? Optional.of(name + " is accepted only with OVER and no other clause")
                  : Optional.empty();
          case ROWS -> Optional.of(name + " returns rows and is accepted only in FROM");
          case AGGREGATE ->
              call.withinGroup()
                  ? Optional.of(name + " is not accepted with WITHIN GROUP")
                  : aggregateMisuse(call, levels, scope);
          case ORDERED -> orderedMisuse(call, name).or(() -> aggregateMisuse(call, levels, scope));
        };
    String help =
        form.kind() == SqlFunction.Kind.ROWS
            ? "move it to FROM: `cross join lateral " + form.name() + "(…) as x`"
            : SqlCode.UNSUPPORTED.help();
    misuse.ifPresent(message -> draft.error(SqlCode.UNSUPPORTED, call.place(), message, help));
    return misuse.isEmpty();
  }

  /** A fraction that is no fraction is an error, so it is written out. */
  private static Optional<String> orderedMisuse(Call call, String name) {
    boolean fraction =
        call.arguments().stream()
            .allMatch(
                argument ->
                    argument instanceof Literal literal
                        && (literal.text().matches("0?\\.[0-9]{1,6}")
                            || literal.text().matches("[01]")));
    return !call.withinGroup() || call.order().size() != 1 || call.over().isPresent()
        ? Optional.of(name + " is accepted only with WITHIN GROUP and one key, and without OVER")
        : fraction
            ? Optional.empty()
            : Optional.of(
                "the fraction of " + name + " is a number from 0 to 1 that is written out");
  }

  /** PostgreSQL counts an aggregate to the innermost query whose columns it is made of. */
  private Optional<String> aggregateMisuse(Call call, Set<Integer> levels, Scope scope) {
    if (call.over().isPresent()) {
      return call.distinct() || !call.order().isEmpty()
          ? Optional.of("DISTINCT and ORDER BY are not accepted in an aggregate with OVER")
          : Optional.empty();
    }
    boolean own = levels.contains(scope.level());
    boolean outer = levels.stream().anyMatch(level -> level < scope.level());
    if (outer && !own) {
      return Optional.of("an aggregate of the columns of an outer query alone is not accepted");
    }
    selects.element().aggregates = true;
    return Optional.empty();
  }

  private Value value(
      Call call, Bound bound, List<Value> order, Optional<Value> filter, Optional<Fragment> over) {
    SqlFunction form = bound.form();
    // what hardly ever fails is asked whether it does, for to keep it behind the scope costs time
    boolean seldom = form.kind() != SqlFunction.Kind.SCALAR || form.name().equals("replace");
    if (form.raises() && (!seldom || Fallible.call(call, bound))) {
      draft.mayRaise();
    }
    Fragment inside =
        Fragment.words(call.distinct() ? "DISTINCT " : "")
            .plus(call.star() ? Fragment.words("*") : bound.texts(call.arguments().size()));
    if (!order.isEmpty()) {
      inside = inside.plus(" ORDER BY ").plus(sorted(call.order(), order));
    }
    Fragment text = inside.within(printedName(form));
    if (call.withinGroup()) {
      text =
          text.plus(" WITHIN GROUP (ORDER BY ")
              .plus(sorted(call.order(), List.of(bound.arguments().getLast())))
              .plus(")");
    }
    if (filter.isPresent()) {
      text = text.plus(filter.get().text().within(" FILTER (WHERE ")).plus(")");
    }
    if (over.isPresent()) {
      text = text.plus(" OVER ").plus(over.get());
    }
    Value value = Value.computed(type(bound), nullable(bound), bound.arguments(), text);
    return over.isPresent() ? value.fromOtherRows() : value;
  }

  /** With its schema: a function of the same name elsewhere might fit the types better. */
  static String printedName(SqlFunction form) {
    return SYNTAX.contains(form.name()) ? form.name() : "pg_catalog." + quoted(form.name());
  }

  private SqlType type(Bound bound) {
    return bound.form().name().equals("nullif")
        ? nullIfType(bound)
        : bound.form().type(bound.form().result().getFirst(), bound.types(), bound.same());
  }

  /**
   * NULLIF returns what its first argument is after {@code =} was applied to both: PostgreSQL
   * compares whole numbers, moments and floats of different widths as they are, a varchar as text.
   */
  private static SqlType nullIfType(Bound bound) {
    SqlType first = bound.types().getFirst();
    SqlType second = bound.types().getLast();
    boolean strings = first.category() == Category.STRING;
    boolean characters = first.equals(SqlType.BPCHAR) && second.equals(SqlType.BPCHAR);
    if (strings) {
      return characters ? SqlType.BPCHAR : SqlType.TEXT;
    }
    boolean asIs =
        first.category() == Category.MOMENT
            || first.name().startsWith("int") && second.name().startsWith("int")
            || first.name().startsWith("float") && second.name().startsWith("float");
    return asIs ? first : bound.same();
  }

  static boolean nullable(Bound bound) {
    return switch (bound.form().nullRule()) {
      case NEVER -> false;
      case AT_ANY_TIME -> true;
      case WHEN_AN_ARGUMENT_IS -> bound.arguments().stream().anyMatch(Value::nullable);
      case WHEN_ALL_ARGUMENTS_ARE -> bound.arguments().stream().allMatch(Value::nullable);
    };
  }

  // ---- windows

  private Fragment over(Window window, Scope scope, Set<Effect> steering) {
    boolean onlyName =
        window.base().isPresent()
            && window.partition().isEmpty()
            && window.order().isEmpty()
            && window.frame().isEmpty();
    Fragment definition = window(window, scope, steering);
    return onlyName ? Fragment.words(quoted(window.base().get())) : definition;
  }

  /** A window's definition in brackets; what it is made of is added to the effects. */
  Fragment window(Window window, Scope scope, Set<Effect> effects) {
    List<Fragment> parts = new ArrayList<>();
    window
        .base()
        .ifPresent(
            base -> {
              parts.add(Fragment.words(quoted(base)));
              effects.addAll(named(base, window.place(), scope));
            });
    List<Value> partition =
        window.partition().stream().map(key -> expressions.resolve(key, scope)).toList();
    List<Value> order =
        window.order().stream().map(key -> expressions.resolve(key.expression(), scope)).toList();
    partition.forEach(key -> effects.addAll(key.effects(InfluenceKind.CONTROL)));
    order.forEach(key -> effects.addAll(key.effects(InfluenceKind.CONTROL)));
    if (!partition.isEmpty()) {
      Fragment keys = Fragment.join(", ", partition.stream().map(Value::text).toList());
      parts.add(Fragment.words("PARTITION BY ").plus(keys));
    }
    if (!order.isEmpty()) {
      parts.add(Fragment.words("ORDER BY ").plus(sorted(window.order(), order)));
    }
    if (!window.frame().isEmpty()) {
      parts.add(Fragment.words(window.frame()));
    }
    return Fragment.join(" ", parts).within("");
  }

  private Set<Effect> named(String base, Place place, Scope scope) {
    Set<Effect> effects = scope.windows().get(base);
    if (effects == null) {
      draft.unknown(
          SqlCode.UNKNOWN_WINDOW,
          place,
          "no window is named `" + base + "` here",
          base,
          scope.windows().keySet());
      return Set.of();
    }
    return effects;
  }

  private static Fragment sorted(List<SortKey> keys, List<Value> values) {
    List<Fragment> texts = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      texts.add(
          values.get(i).text().plus(keys.get(i).direction().words + keys.get(i).nulls().words));
    }
    return Fragment.join(", ", texts);
  }
}
