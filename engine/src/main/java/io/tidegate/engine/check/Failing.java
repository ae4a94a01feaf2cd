package io.tidegate.engine.check;

import java.util.List;
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
              "chr",
              "jsonb_array_length"));

  private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar");

  private Failing() {}

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
