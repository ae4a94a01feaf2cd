package io.tidegate.engine.check;

import static java.util.Locale.ROOT;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Operations that fail for some values and not for others, so that an error tells something about a
 * value that is hidden. Only what does so for sure is here: a plan may know of more.
 */
final class Failing {
  /** Functions whose arguments make them fail. */
  static final Set<String> FUNCTIONS =
      new TreeSet<>(
          List.of(
              "sqrt",
              "ln",
              "log",
              "log10",
              "exp",
              "div",
              "make_date",
              "to_date",
              "to_number",
              "to_timestamp",
              "width_bucket",
              "chr",
              "jsonb_array_length"));

  /** Aggregates that fail over what is {@link #wide}: they overflow, or make no array. */
  private static final Set<String> AGGREGATES =
      Set.of(
          "sum",
          "avg",
          "stddev",
          "stddev_pop",
          "stddev_samp",
          "variance",
          "var_pop",
          "var_samp",
          "corr",
          "covar_pop",
          "covar_samp",
          "regr_slope",
          "regr_intercept",
          "percentile_cont",
          "array_agg");

  private static final Set<String> MAKE_ARRAYS =
      Set.of("array_agg", "string_to_array", "regexp_match", "regexp_split_to_array");

  private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar");
  private static final Set<String> WIDE = Set.of("float4", "float8", "interval");

  /** A number that is written with more digits cannot be added up for sure. */
  private static final int DIGITS = 30;

  private Failing() {}

  /**
   * Whether a call fails for some arguments.
   *
   * @param wide whether one of them is {@link #wide}
   */
  static boolean call(String name, List<ParseNode> arguments, boolean wide) {
    return switch (name) {
      case "repeat" -> !(constant(arguments.get(0)).has("sval") && arguments.get(1).is("A_Const"));
      case "replace" -> {
        ParseNode from = constant(arguments.get(1));
        ParseNode to = constant(arguments.get(2));
        yield !from.has("sval") || !to.has("sval") || length(to) > length(from);
      }
      default -> FUNCTIONS.contains(name) || wide && AGGREGATES.contains(name);
    };
  }

  private static ParseNode constant(ParseNode node) {
    ParseNode inner = node.is("TypeCast") ? node.child("arg") : node;
    return inner.is("A_Const") ? inner : new ParseNode("", inner.body().path("none"));
  }

  private static int length(ParseNode text) {
    return text.body().path("sval").path("sval").asText().length();
  }

  /** Whether a column is of a type whose sums overflow, or holds an array. */
  static boolean wide(String sqlType) {
    return WIDE.contains(sqlType) || sqlType.endsWith("[]");
  }

  /**
   * Whether a part of an expression makes such a value, or a number of very many digits; absent
   * when it is as what it is made of.
   */
  static Optional<Boolean> wide(ParseNode node) {
    return switch (node.kind()) {
      case "A_Const" ->
          Optional.of(
              node.body().path("fval").path("fval").asText().length() > DIGITS
                  || node.body()
                      .path("fval")
                      .path("fval")
                      .asText()
                      .toLowerCase(ROOT)
                      .contains("e"));
      case "A_ArrayExpr" -> Optional.of(true);
      case "SubLink" ->
          node.text("subLinkType").equals("ARRAY_SUBLINK") ? Optional.of(true) : Optional.empty();
      case "FuncCall" ->
          MAKE_ARRAYS.contains(node.names("funcname").getLast())
              ? Optional.of(true)
              : Optional.empty();
      case "TypeCast" -> {
        ParseNode type = new ParseNode("TypeName", node.body().path("typeName"));
        boolean read =
            constant(node).has("sval") && type.names("names").getLast().equals("numeric");
        yield Optional.of(
            read || type.has("arrayBounds") || WIDE.contains(type.names("names").getLast()));
      }
      default -> Optional.empty();
    };
  }

  /** Division by what may be zero, powers, and patterns that are not written out. */
  static boolean operator(ParseNode node) {
    List<String> name = node.names("name");
    ParseNode right = node.child("rexpr");
    boolean pattern =
        node.text("kind").equals("AEXPR_LIKE")
            || node.text("kind").equals("AEXPR_ILIKE")
            || List.of("~", "~*", "!~", "!~*").contains(name.getLast());
    return switch (name.getLast()) {
      case "/", "%" -> !notZero(right);
      case "^" -> true;
      default -> pattern && !right.is("A_Const") && !right.is("FuncCall");
    };
  }

  private static boolean notZero(ParseNode divisor) {
    if (divisor.is("A_Const")) {
      return divisor.body().path("ival").path("ival").asInt(0) != 0 || divisor.has("fval");
    }
    return divisor.is("A_Expr") && divisor.text("kind").equals("AEXPR_NULLIF");
  }

  /** A text or a document that is taken for something else. */
  static boolean cast(String from, ParseNode cast) {
    String to = new ParseNode("TypeName", cast.body().path("typeName")).names("names").getLast();
    boolean document = from.equals("json") || from.equals("jsonb");
    boolean sameKind = TEXTS.contains(to) || document && to.startsWith("json");
    return (TEXTS.contains(from) || document) && !sameKind;
  }
}
