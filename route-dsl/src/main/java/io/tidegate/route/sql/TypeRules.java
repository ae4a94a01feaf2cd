package io.tidegate.route.sql;

import io.tidegate.route.sql.SqlType.Category;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How PostgreSQL finds the types of expressions (manual, chapter 10), for the accepted types.
 * Nothing is returned where PostgreSQL would find no operator, or more than one.
 */
final class TypeRules {
  private static final List<SqlType> NUMBERS =
      List.of(
          SqlType.INT2,
          SqlType.INT4,
          SqlType.INT8,
          SqlType.NUMERIC,
          SqlType.FLOAT4,
          SqlType.FLOAT8);
  private static final List<SqlType> MOMENTS =
      List.of(SqlType.DATE, SqlType.TIMESTAMP, SqlType.TIMESTAMPTZ);

  private static final Set<String> COMPARISONS =
      Set.of("=", "<>", "<", ">", "<=", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM");
  private static final Set<String> MATCHES =
      Set.of("LIKE", "NOT LIKE", "ILIKE", "NOT ILIKE", "~", "~*", "!~", "!~*");

  private TypeRules() {}

  /**
   * An operator as it applies.
   *
   * @param left what the left operand is taken as, which is its own type unless that was open
   */
  record Applied(SqlType left, SqlType right, SqlType result) {
    static Optional<Applied> of(SqlType left, SqlType right, SqlType result) {
      return Optional.of(new Applied(left, right, result));
    }
  }

  static boolean compares(String operator) {
    return COMPARISONS.contains(operator);
  }

  static boolean known(String operator) {
    return compares(operator)
        || MATCHES.contains(operator)
        || Set.of("@>", "<@", "&&", "?", "->", "->>", "#>", "#>>", "||").contains(operator)
        || arithmetic(operator);
  }

  private static boolean arithmetic(String operator) {
    return Set.of("+", "-", "*", "/", "%", "^").contains(operator);
  }

  /** The one type that values of several types are brought to, as in CASE and UNION. */
  static Optional<SqlType> unify(List<SqlType> types) {
    SqlType common = SqlType.NULL;
    for (SqlType type : types) {
      if (type.broken()) {
        return Optional.of(SqlType.BROKEN);
      }
      if (type.open() || type.equals(common)) {
        continue;
      }
      if (common.open()) {
        common = type;
      } else if (common.category() != type.category()) {
        return Optional.empty();
      } else {
        switch (common.category()) {
          case NUMBER -> common = later(NUMBERS, common, type);
          case MOMENT -> common = later(MOMENTS, common, type);
          // each string type goes over into the other: the first one stays
          case STRING -> {}
          case TIME, INTERVAL, BOOLEAN, JSON, UUID, ARRAY, OPEN, BROKEN, FOREIGN -> {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(common);
  }

  private static SqlType later(List<SqlType> order, SqlType a, SqlType b) {
    return order.indexOf(a) >= order.indexOf(b) ? a : b;
  }

  /** Whether a value goes over into a type without a cast. */
  static boolean implicit(SqlType from, SqlType to) {
    if (from.equals(to) || from.broken()) {
      return true;
    }
    if (from.array() || to.array() || from.category() != to.category()) {
      return false;
    }
    return switch (from.category()) {
      case STRING -> true;
      case NUMBER -> NUMBERS.indexOf(from) < NUMBERS.indexOf(to);
      case MOMENT -> MOMENTS.indexOf(from) < MOMENTS.indexOf(to);
      case TIME, INTERVAL, BOOLEAN, JSON, UUID, ARRAY, OPEN, BROKEN, FOREIGN -> false;
    };
  }

  /** Whether there is a cast at all. */
  static boolean casts(SqlType from, SqlType to) {
    if (from.open() || from.broken() || from.equals(to)) {
      return true;
    }
    if (from.array() && to.array()) {
      return casts(from.element(), to.element());
    }
    Category source = from.category();
    Category target = to.category();
    if (source == Category.STRING || target == Category.STRING) {
      return true;
    }
    return switch (source) {
      case NUMBER ->
          target == Category.NUMBER || from.equals(SqlType.INT4) && target == Category.BOOLEAN;
      case BOOLEAN -> to.equals(SqlType.INT4);
      case MOMENT ->
          target == Category.MOMENT || target == Category.TIME && !from.equals(SqlType.DATE);
      case TIME -> target == Category.INTERVAL;
      case INTERVAL -> target == Category.TIME;
      case JSON ->
          target == Category.JSON
              || from.equals(SqlType.JSONB)
                  && (target == Category.NUMBER || target == Category.BOOLEAN);
      case STRING, UUID, ARRAY, OPEN, BROKEN, FOREIGN -> false;
    };
  }

  /** Whether a cast can never fail, whatever the value. */
  static boolean safeCast(SqlType from, SqlType to) {
    boolean toString = to.category() == Category.STRING;
    return from.open() || from.equals(to) || toString || implicit(from, to);
  }

  static Optional<Applied> binary(String operator, SqlType left, SqlType right) {
    if (left.broken() || right.broken()) {
      return Applied.of(left, right, SqlType.BROKEN);
    }
    if (compares(operator)) {
      return comparison(left, right);
    }
    if (MATCHES.contains(operator)) {
      return string(left) && string(right)
          ? Applied.of(textIfOpen(left), textIfOpen(right), SqlType.BOOL)
          : Optional.empty();
    }
    if (arithmetic(operator)) {
      return arithmetic(operator, left, right);
    }
    return switch (operator) {
      case "||" -> concatenation(left, right);
      case "->" -> jsonPart(left, right, left);
      case "->>" -> jsonPart(left, right, SqlType.TEXT);
      case "#>" -> jsonPath(left, right, left);
      case "#>>" -> jsonPath(left, right, SqlType.TEXT);
      case "?" ->
          left.equals(SqlType.JSONB) && string(right)
              ? Applied.of(left, textIfOpen(right), SqlType.BOOL)
              : Optional.empty();
      case "@>", "<@" ->
          left.equals(SqlType.JSONB) || right.equals(SqlType.JSONB)
              ? sameType(left, right)
              : arrays(left, right);
      case "&&" -> arrays(left, right);
      default -> Optional.empty();
    };
  }

  private static boolean string(SqlType type) {
    return type.open() || type.category() == Category.STRING;
  }

  private static SqlType textIfOpen(SqlType type) {
    return type.open() ? SqlType.TEXT : type;
  }

  private static Optional<Applied> comparison(SqlType left, SqlType right) {
    if (left.open() && right.open()) {
      // two parameters tell nothing about each other
      boolean parameters = left.equals(SqlType.PARAMETER) && right.equals(SqlType.PARAMETER);
      return parameters ? Optional.empty() : Applied.of(SqlType.TEXT, SqlType.TEXT, SqlType.BOOL);
    }
    SqlType a = left.open() ? right : left;
    SqlType b = right.open() ? left : right;
    // json has no equality
    boolean comparable =
        a.array()
            ? a.equals(b)
            : a.category() == b.category() && !a.equals(SqlType.JSON) && !b.equals(SqlType.JSON);
    return comparable ? Applied.of(a, b, SqlType.BOOL) : Optional.empty();
  }

  private static Optional<Applied> sameType(SqlType left, SqlType right) {
    SqlType a = left.open() ? right : left;
    SqlType b = right.open() ? left : right;
    return a.equals(b) ? Applied.of(a, b, SqlType.BOOL) : Optional.empty();
  }

  private static Optional<Applied> arrays(SqlType left, SqlType right) {
    return left.array() || right.array() ? sameType(left, right) : Optional.empty();
  }

  private static Optional<Applied> jsonPart(SqlType left, SqlType right, SqlType result) {
    if (left.category() != Category.JSON) {
      return Optional.empty();
    }
    boolean index = right.equals(SqlType.INT4) || right.equals(SqlType.INT2);
    return index || string(right) ? Applied.of(left, textIfOpen(right), result) : Optional.empty();
  }

  private static Optional<Applied> jsonPath(SqlType left, SqlType right, SqlType result) {
    SqlType path = SqlType.TEXT.arrayOf();
    return left.category() == Category.JSON && (right.open() || right.equals(path))
        ? Applied.of(left, path, result)
        : Optional.empty();
  }

  private static Optional<Applied> concatenation(SqlType left, SqlType right) {
    if (left.equals(SqlType.JSONB) || right.equals(SqlType.JSONB)) {
      SqlType a = left.open() ? SqlType.JSONB : left;
      SqlType b = right.open() ? SqlType.JSONB : right;
      return a.equals(b) ? Applied.of(a, b, SqlType.JSONB) : Optional.empty();
    }
    if (left.array() || right.array()) {
      SqlType array = left.array() ? left : right;
      SqlType other = left.array() ? right : left;
      boolean fits = other.equals(array) || other.equals(array.element());
      // an open operand could be an element or an array: PostgreSQL takes the array
      return fits
          ? Applied.of(left, right, array)
          : other.open() ? Applied.of(array, array, array) : Optional.empty();
    }
    // one side must be a string; the other is written out as text
    boolean text = left.category() == Category.STRING || right.category() == Category.STRING;
    boolean open = left.open() && right.open();
    return text || open || left.open() || right.open()
        ? Applied.of(textIfOpen(left), textIfOpen(right), SqlType.TEXT)
        : Optional.empty();
  }

  private static Optional<Applied> arithmetic(String operator, SqlType left, SqlType right) {
    if (left.open() && right.open()) {
      return Optional.empty();
    }
    SqlType a = left.open() ? right : left;
    SqlType b = right.open() ? left : right;
    if (a.category() == Category.NUMBER && b.category() == Category.NUMBER) {
      return number(operator, a, b);
    }
    boolean sum = operator.equals("+") || operator.equals("-");
    boolean scale = operator.equals("*") || operator.equals("/");
    Category first = a.category();
    Category second = b.category();
    if (sum && first == Category.MOMENT && second == Category.INTERVAL) {
      return Applied.of(a, b, a.equals(SqlType.DATE) ? SqlType.TIMESTAMP : a);
    }
    if (operator.equals("+") && first == Category.INTERVAL && second == Category.MOMENT) {
      return Applied.of(a, b, b.equals(SqlType.DATE) ? SqlType.TIMESTAMP : b);
    }
    if (sum && a.equals(SqlType.DATE) && (b.equals(SqlType.INT4) || b.equals(SqlType.INT2))) {
      return Applied.of(a, b, SqlType.DATE);
    }
    if (operator.equals("-") && first == Category.MOMENT && second == Category.MOMENT) {
      boolean days = a.equals(SqlType.DATE) && b.equals(SqlType.DATE);
      return Applied.of(a, b, days ? SqlType.INT4 : SqlType.INTERVAL);
    }
    if (sum && first == Category.INTERVAL && second == Category.INTERVAL) {
      return Applied.of(a, b, SqlType.INTERVAL);
    }
    if (sum && first == Category.TIME && second == Category.INTERVAL) {
      return Applied.of(a, b, SqlType.TIME);
    }
    if (scale && first == Category.INTERVAL && second == Category.NUMBER && !right.open()) {
      return Applied.of(a, b, SqlType.INTERVAL);
    }
    return operator.equals("*") && first == Category.NUMBER && second == Category.INTERVAL
        ? Applied.of(a, b, SqlType.INTERVAL)
        : Optional.empty();
  }

  private static Optional<Applied> number(String operator, SqlType a, SqlType b) {
    SqlType common = later(NUMBERS, a, b);
    if (common.equals(SqlType.FLOAT4) && !a.equals(b)) {
      common = SqlType.FLOAT8;
    }
    boolean floating = common.equals(SqlType.FLOAT4) || common.equals(SqlType.FLOAT8);
    if (operator.equals("%") && floating) {
      return Optional.empty();
    }
    if (operator.equals("^")) {
      common = common.equals(SqlType.NUMERIC) ? SqlType.NUMERIC : SqlType.FLOAT8;
    }
    return Applied.of(a, b, common);
  }
}
