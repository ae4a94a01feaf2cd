package io.tidegate.route.sql;

import io.tidegate.route.sql.CallResolver.Calls;
import io.tidegate.route.sql.Expression.Binary;
import io.tidegate.route.sql.Expression.Cast;
import io.tidegate.route.sql.Expression.ColumnName;
import io.tidegate.route.sql.Expression.Connective;
import io.tidegate.route.sql.Expression.Logical;
import io.tidegate.route.sql.Expression.Parameter;
import io.tidegate.route.sql.Fragment.Reach;
import io.tidegate.route.sql.Query.Group;
import io.tidegate.route.sql.Query.GroupKind;
import io.tidegate.route.sql.Query.Select;
import io.tidegate.route.sql.Query.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one form of a query of which groups of too few parties can be left out, so that nobody gets
 * them back: the groups of one table that every record is in exactly one of, whoever calls with
 * whatever values. Two groups that such a query ever tells have no record in common, so none is the
 * difference of two others.
 */
final class Statistics {
  private Statistics() {}

  /**
   * Why a query that puts records together is none; empty when it is.
   *
   * @param where its condition as it is printed
   * @param level of its own columns; what it names of a lower level is another query's
   * @param nested whether there is a query within it
   */
  static Optional<String> problem(
      Select select,
      FromResolver.From from,
      Optional<Fragment> where,
      Calls calls,
      int level,
      boolean nested) {
    boolean table =
        select.from().size() == 1
            && select.from().getFirst() instanceof TableName
            && from.reached().size() == 1
            && from.reached().values().stream().noneMatch(Reach::nested);
    if (!table || nested) {
      return Optional.of("it reads more than one table, or one through another query or a view");
    }
    if (select.distinct() || !select.distinctOn().isEmpty()) {
      return Optional.of("DISTINCT leaves no group out");
    }
    if (calls.windows()) {
      return Optional.of("a window function tells of each record what it has from others");
    }
    if (select.group().stream().anyMatch(Statistics::ofSets)) {
      return Optional.of("a total beside its groups tells the group that was left out");
    }
    if (calls.outermost() < level) {
      return Optional.of("it is another one for each row of the query around it");
    }
    if (where.isPresent() && !parted(select.where().orElseThrow(), where.get())) {
      return Optional.of(
          "a condition with a parameter is no `column = :#parameter`, and two calls could be"
              + " subtracted from one another");
    }
    return calls.partial();
  }

  private static boolean ofSets(Group group) {
    return group.kind() != GroupKind.KEYS || group.parts().stream().anyMatch(Statistics::ofSets);
  }

  /** Whether what callers send only chooses one of parts that have no record in common. */
  private static boolean parted(Expression where, Fragment printed) {
    return conditions(where).stream().filter(Statistics::isOnePart).count() == printed.parameters();
  }

  private static List<Expression> conditions(Expression where) {
    if (where instanceof Logical logical && logical.connective() == Connective.AND) {
      List<Expression> all = new ArrayList<>();
      logical.operands().forEach(operand -> all.addAll(conditions(operand)));
      return all;
    }
    return List.of(where);
  }

  private static boolean isOnePart(Expression condition) {
    return condition instanceof Binary comparison
        && comparison.operator().equals("=")
        && (comparison.left() instanceof ColumnName && isSent(comparison.right())
            || comparison.right() instanceof ColumnName && isSent(comparison.left()));
  }

  private static boolean isSent(Expression operand) {
    return operand instanceof Parameter
        || operand instanceof Cast cast && cast.operand() instanceof Parameter;
  }
}
