package io.tidegate.route.sql;

import io.tidegate.route.sql.CallResolver.Bound;
import io.tidegate.route.sql.Expression.Binary;
import io.tidegate.route.sql.Expression.Call;
import io.tidegate.route.sql.Expression.Literal;
import io.tidegate.route.sql.Expression.LiteralKind;
import io.tidegate.route.sql.SqlType.Category;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which operations can fail depending on the values they are given. An error is an answer: whoever
 * sees that a statement fails for one row and not for another learns something about a column,
 * though it is hidden from him. What is not known to succeed always can fail.
 */
final class Fallible {
  /** Parts of a date or time that every type with them has. */
  private static final Set<String> UNITS =
      Set.of(
          "year", "quarter", "month", "week", "day", "hour", "minute", "second", "epoch", "dow",
          "isodow", "doy", "isoyear");

  private static final Set<String> ZONES = Set.of("UTC", "GMT", "Asia/Shanghai");

  /** Patterns that are well-formed for sure: plain characters, classes and simple repetition. */
  private static final Pattern PLAIN_PATTERN =
      Pattern.compile(
          "\\^?(([A-Za-z0-9 _,;:/@#%&=<>~-]|\\\\[sdwSDW.]|\\[\\^?[A-Za-z0-9_ -]+])[+*?]?)*\\$?");

  private static final Pattern NUMBER_FORMAT = Pattern.compile("(FM)?[09,G]*([.D][09]*)?");
  private static final Pattern TEXT_FORMAT = Pattern.compile("([^%]|%s|%%)*");

  /** Numbers that lengths, positions and counts may be without anything becoming too large. */
  private static final int SMALL = 10_000;

  private Fallible() {}

  static boolean binary(Binary binary, Value left, Value right) {
    return switch (binary.operator()) {
      case "/", "%" -> !divides(binary.right()) || !exact(binary.right(), left, right);
      case "+", "-", "*" -> !exact(left, right);
      case "^" -> true;
      case "~", "~*", "!~", "!~*" -> !plainPattern(binary.right());
      case "LIKE", "NOT LIKE", "ILIKE", "NOT ILIKE" -> !wellEnded(binary.right());
      default -> false;
    };
  }

  /** Whether a divisor is not zero. */
  private static boolean divides(Expression divisor) {
    if (divisor instanceof Literal literal) {
      return number(literal) && literal.text().chars().anyMatch(c -> c >= '1' && c <= '9');
    }
    return divisor instanceof Call call
        && call.name().equals(List.of("nullif"))
        && call.arguments().size() == 2
        && call.arguments().getLast() instanceof Literal zero
        && number(zero)
        && zero.text().chars().allMatch(c -> c == '0' || c == '.');
  }

  private static boolean number(Literal literal) {
    return literal.kind() == LiteralKind.WHOLE_NUMBER || literal.kind() == LiteralKind.DECIMAL;
  }

  private static boolean exact(Expression divisor, Value left, Value right) {
    boolean whole = whole(left) && whole(right);
    return whole && divisor instanceof Literal || exact(left, right);
  }

  private static boolean whole(Value value) {
    return value.type().name().startsWith("int") && !value.type().array();
  }

  /**
   * Whether the result is an exact number made of few operands none of which the caller chose:
   * whole numbers and floats of a fixed width overflow, numerics only beyond 131,072 digits.
   */
  private static boolean exact(Value left, Value right) {
    boolean numeric = left.type().equals(SqlType.NUMERIC) || right.type().equals(SqlType.NUMERIC);
    boolean floats =
        left.type().name().startsWith("float") || right.type().name().startsWith("float");
    boolean constants = left.sources().isEmpty() && right.sources().isEmpty();
    return !left.probe()
        && !right.probe()
        && left.plain()
        && right.plain()
        && (numeric && !floats || constants);
  }

  private static boolean plainPattern(Expression pattern) {
    return text(pattern) && PLAIN_PATTERN.matcher(((Literal) pattern).text()).matches();
  }

  /** Whether a pattern of LIKE does not end in the middle of an escape. */
  private static boolean wellEnded(Expression pattern) {
    if (pattern instanceof Call call && call.name().equals(List.of("like_escape"))) {
      return escapes(call);
    }
    return text(pattern) && ((Literal) pattern).text().indexOf('\\') < 0;
  }

  private static boolean escapes(Call call) {
    return text(call.arguments().getFirst())
        && text(call.arguments().getLast())
        && ((Literal) call.arguments().getLast()).text().length() == 1
        && !((Literal) call.arguments().getFirst())
            .text()
            .endsWith(((Literal) call.arguments().getLast()).text());
  }

  private static boolean text(Expression expression) {
    return expression instanceof Literal literal && literal.kind() == LiteralKind.TEXT;
  }

  /**
   * @param modified whether the type has a length or a precision
   */
  static boolean cast(Value operand, SqlType target, boolean modified) {
    SqlType from = operand.type();
    Category source = from.category();
    Category category = target.category();
    if (category == Category.STRING || from.open() && !operand.probe()) {
      return false;
    }
    if (modified && category == Category.NUMBER) {
      return true;
    }
    boolean moments =
        (source == Category.MOMENT || source == Category.TIME || source == Category.INTERVAL)
            && (category == Category.MOMENT
                || category == Category.TIME
                || category == Category.INTERVAL);
    boolean truth =
        source == Category.BOOLEAN || category == Category.BOOLEAN && source == Category.NUMBER;
    boolean toFloat =
        from.equals(SqlType.NUMERIC)
            && target.name().startsWith("float")
            && !(operand.plain() && !operand.probe());
    return toFloat || !moments && !truth && !TypeRules.safeCast(from, target);
  }

  static boolean call(Call call, Bound bound) {
    return bound.form().raises() && !tame(call, bound);
  }

  /** Whether what makes the function fail is written out, and does not. */
  private static boolean tame(Call call, Bound bound) {
    List<Expression> arguments = call.arguments();
    List<Expression> further =
        arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
    return switch (bound.form().name()) {
      case "substring" ->
          further.size() == 1 && text(further.getFirst())
              ? plainPattern(further.getFirst())
              : further.stream().allMatch(Fallible::small);
      // what is repeated or replaced by more, again and again, outgrows what a text can hold
      case "repeat" -> text(arguments.getFirst()) && small(arguments.getLast());
      case "replace" -> shrinks(arguments.get(1), arguments.get(2));
      case "sum", "avg", "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp" ->
          bound.types().getFirst().equals(SqlType.NUMERIC)
              && bound.arguments().getFirst().plain()
              && !bound.arguments().getFirst().probe();
      case "percentile_cont" -> {
        Value key = bound.arguments().getLast();
        yield key.type().category() == Category.NUMBER
            && !key.type().name().startsWith("float")
            && key.plain()
            && !key.probe();
      }
      case "array_agg" -> !bound.types().getFirst().array();
      case "substr", "split_part", "lpad", "rpad", "overlay", "ntile", "nth_value" ->
          arguments.stream()
                  .skip(bound.form().name().equals("ntile") ? 0 : 1)
                  .allMatch(argument -> small(argument) || text(argument))
              && boundInt(bound);
      case "regexp_replace",
          "regexp_like",
          "regexp_count",
          "regexp_substr",
          "regexp_match",
          "regexp_split_to_array" ->
          plainPattern(further.getFirst()) && further.stream().allMatch(Fallible::text);
      case "date_trunc", "extract", "date_part" -> word(arguments.getFirst(), UNITS);
      case "timezone" -> word(arguments.getFirst(), ZONES);
      case "to_char" ->
          text(further.getFirst())
              && NUMBER_FORMAT.matcher(((Literal) further.getFirst()).text()).matches();
      case "format" ->
          text(arguments.getFirst())
              && TEXT_FORMAT.matcher(((Literal) arguments.getFirst()).text()).matches();
      case "abs" -> bound.types().getFirst().equals(SqlType.NUMERIC);
      case "mod" -> divides(further.getFirst());
      case "age" -> bound.arguments().stream().noneMatch(Value::probe);
      case "like_escape" -> escapes(call);
      case "jsonb_build_object" -> literalKeys(arguments);
      case "jsonb_object_agg" -> !bound.arguments().getFirst().nullable();
      default -> false;
    };
  }

  private static boolean shrinks(Expression from, Expression to) {
    return text(from)
        && text(to)
        && ((Literal) to).text().length() <= ((Literal) from).text().length();
  }

  private static boolean small(Expression expression) {
    return expression instanceof Literal literal
        && literal.kind() == LiteralKind.WHOLE_NUMBER
        && literal.text().length() < 6
        && Integer.parseInt(literal.text()) >= 1
        && Integer.parseInt(literal.text()) <= SMALL;
  }

  /** Whether no text stands where a number is wanted. */
  private static boolean boundInt(Bound bound) {
    for (int i = 0; i < bound.arguments().size(); i++) {
      boolean number =
          bound
              .form()
              .argument(i)
              .flatMap(SqlFunction.Argument::exact)
              .filter(SqlType.INT4::equals)
              .isPresent();
      if (number && !bound.arguments().get(i).type().equals(SqlType.INT4)) {
        return false;
      }
    }
    return true;
  }

  private static boolean word(Expression expression, Set<String> words) {
    return text(expression) && words.contains(((Literal) expression).text());
  }

  private static boolean literalKeys(List<Expression> arguments) {
    for (int i = 0; i < arguments.size(); i += 2) {
      if (!text(arguments.get(i))) {
        return false;
      }
    }
    return arguments.size() % 2 == 0;
  }
}
