package io.tidegate.route.sql;

import io.tidegate.route.sql.Expression.Binary;
import io.tidegate.route.sql.Expression.ColumnName;
import io.tidegate.route.sql.Expression.Connective;
import io.tidegate.route.sql.Expression.Logical;
import io.tidegate.route.sql.Expression.Parameter;
import io.tidegate.route.sql.Expression.RowsComparison;
import io.tidegate.route.sql.Expression.Subquery;
import io.tidegate.route.sql.Expression.SubqueryKind;
import io.tidegate.route.sql.Query.DerivedTable;
import io.tidegate.route.sql.Query.From;
import io.tidegate.route.sql.Query.FunctionTable;
import io.tidegate.route.sql.Query.Join;
import io.tidegate.route.sql.Query.Select;
import io.tidegate.route.sql.Query.SetOperation;
import io.tidegate.route.sql.Query.TableName;
import io.tidegate.route.sql.Query.Values;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a parameter does nothing but join: {@code column = :#name} as a condition that must hold,
 * behind WHERE or ON. There its value decides which rows are found, and becomes no part of them.
 */
final class KeyPlaces {
  private final Set<Integer> offsets = new TreeSet<>();

  private KeyPlaces() {}

  /** The offsets of the parameters that stand there. */
  static Set<Integer> of(Query query) {
    KeyPlaces places = new KeyPlaces();
    places.query(query);
    return places.offsets;
  }

  private void query(Query query) {
    query.with().forEach(table -> query(table.query()));
    switch (query.body()) {
      case Select select -> {
        select.from().forEach(this::from);
        select.where().ifPresent(this::condition);
      }
      case SetOperation both -> {
        query(both.left());
        query(both.right());
      }
      case Values values -> {}
    }
  }

  private void from(From from) {
    switch (from) {
      case DerivedTable table -> query(table.query());
      case Join join -> {
        from(join.left());
        from(join.right());
        join.condition().ifPresent(this::condition);
      }
      case TableName table -> {}
      case FunctionTable table -> {}
    }
  }

  private void condition(Expression condition) {
    if (condition instanceof Logical all && all.connective() == Connective.AND) {
      all.operands().forEach(this::condition);
    } else if (condition instanceof Binary equal && equal.operator().equals("=")) {
      operands(equal.left(), equal.right());
      operands(equal.right(), equal.left());
    } else if (condition instanceof Subquery rows && rows.kind() == SubqueryKind.EXISTS) {
      query(rows.query());
    } else if (condition instanceof RowsComparison rows) {
      query(rows.query());
    }
  }

  private void operands(Expression column, Expression key) {
    if (column instanceof ColumnName && key instanceof Parameter parameter) {
      offsets.add(parameter.place().start());
    }
  }
}
