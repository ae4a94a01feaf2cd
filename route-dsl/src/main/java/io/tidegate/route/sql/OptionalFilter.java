package io.tidegate.route.sql;

import io.tidegate.route.sql.Expression.Connective;
import io.tidegate.route.sql.Expression.Given;
import io.tidegate.route.sql.Expression.Logical;
import io.tidegate.route.sql.Query.Select;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A condition of the author's that counts only when its parameters are given. It becomes a part of
 * the WHERE clause, so it is bound in the scope of the statement, and is judged as if it counted.
 */
record OptionalFilter(Given given, TreeSet<String> mentions) {
  /**
   * @param read the condition as the WHERE clause of a query that has nothing else
   * @throws Refusal when it is more than a condition, or has no parameter
   */
  static OptionalFilter of(Query read, SqlTokens tokens, Place place) {
    if (!(read.body() instanceof Select select) || !isCondition(read, select)) {
      throw new Refusal(
          SqlCode.UNSUPPORTED,
          place,
          "an optional filter is one condition and nothing else",
          "write the condition alone, as it would stand behind WHERE");
    }
    Map<String, Integer> parameters = new LinkedHashMap<>();
    tokens.parameters().forEach((offset, name) -> parameters.putIfAbsent(name, offset));
    if (parameters.isEmpty()) {
      throw new Refusal(
          SqlCode.UNSUPPORTED,
          place,
          "an optional filter without a parameter always counts",
          "put it into the statement's own WHERE clause");
    }
    return new OptionalFilter(
        new Given(List.copyOf(parameters.values()), select.where().orElseThrow(), place),
        new TreeSet<>(read.mentions()));
  }

  private static boolean isCondition(Query read, Select select) {
    return read.with().isEmpty()
        && read.order().isEmpty()
        && read.limit().isEmpty()
        && read.offset().isEmpty()
        && select.where().isPresent()
        && !select.distinct()
        && select.distinctOn().isEmpty()
        && select.items().size() == 1
        && select.from().isEmpty()
        && select.group().isEmpty()
        && select.having().isEmpty()
        && select.windows().isEmpty();
  }

  /**
   * The query with this condition in its WHERE clause.
   *
   * @throws Refusal when the query has none because it is no SELECT
   */
  Query in(Query query) {
    if (!(query.body() instanceof Select select)) {
      throw new Refusal(
          SqlCode.UNSUPPORTED,
          given.place(),
          "an optional filter needs a statement that is one SELECT",
          "make the statement `select … from (…) as x`, and filter by the columns of x");
    }
    List<Expression> parts = new ArrayList<>();
    select
        .where()
        .ifPresent(
            where -> {
              if (where instanceof Logical logical && logical.connective() == Connective.AND) {
                parts.addAll(logical.operands());
              } else {
                parts.add(where);
              }
            });
    parts.add(given);
    Expression where =
        parts.size() == 1 ? given : new Logical(Connective.AND, parts, given.place());
    TreeSet<String> all = new TreeSet<>(query.mentions());
    all.addAll(mentions);
    return new Query(
        query.recursive(),
        query.with(),
        new Select(
            select.distinct(),
            select.distinctOn(),
            select.items(),
            select.from(),
            Optional.of(where),
            select.group(),
            select.having(),
            select.windows()),
        query.order(),
        query.limit(),
        query.offset(),
        all,
        query.place());
  }
}
