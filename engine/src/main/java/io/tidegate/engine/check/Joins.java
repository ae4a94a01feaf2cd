package io.tidegate.engine.check;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The placeholders that do nothing but join: {@code column = $1} as a condition that must hold,
 * behind WHERE or ON, in FROM or EXISTS at whatever depth. What stands anywhere else could become a
 * part of the answer.
 */
final class Joins {
  private final Set<Integer> found = new TreeSet<>();

  private Joins() {}

  static Set<Integer> placeholders(ParseNode select) {
    Joins joins = new Joins();
    joins.query(select);
    return joins.found;
  }

  private void query(ParseNode select) {
    new ParseNode("WithClause", select.body().path("withClause"))
        .children("ctes")
        .forEach(cte -> query(cte.child("ctequery")));
    for (String arm : List.of("larg", "rarg")) {
      if (select.has(arm)) {
        query(new ParseNode("SelectStmt", select.body().path(arm)));
      }
    }
    select.children("fromClause").forEach(this::from);
    condition(select.child("whereClause"));
  }

  private void from(ParseNode item) {
    if (item.is("RangeSubselect")) {
      query(item.child("subquery"));
    } else if (item.is("JoinExpr")) {
      from(item.child("larg"));
      from(item.child("rarg"));
      condition(item.child("quals"));
    }
  }

  private void condition(ParseNode condition) {
    if (condition.is("BoolExpr") && condition.text("boolop").equals("AND_EXPR")) {
      condition.children("args").forEach(this::condition);
    } else if (condition.is("SubLink")
        && List.of("EXISTS_SUBLINK", "ANY_SUBLINK").contains(condition.text("subLinkType"))) {
      query(condition.child("subselect"));
    } else if (condition.is("A_Expr")
        && condition.text("kind").equals("AEXPR_OP")
        && condition.names("name").equals(List.of("="))) {
      operands(condition.child("lexpr"), condition.child("rexpr"));
      operands(condition.child("rexpr"), condition.child("lexpr"));
    }
  }

  private void operands(ParseNode column, ParseNode key) {
    ParseNode placeholder = key.is("TypeCast") ? key.child("arg") : key;
    if (column.is("ColumnRef") && placeholder.is("ParamRef")) {
      found.add(placeholder.body().path("number").asInt());
    }
  }
}
