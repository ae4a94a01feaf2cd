package io.tidegate.route.sql;

import io.tidegate.route.sql.Expression.Call;
import io.tidegate.route.sql.Expression.SortKey;
import io.tidegate.route.sql.Expression.Window;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A query as written.
 *
 * @param mentions every table named without a schema anywhere in it, common table expressions too
 */
record Query(
    boolean recursive,
    List<CommonTable> with,
    Body body,
    List<SortKey> order,
    Optional<Expression> limit,
    Optional<Expression> offset,
    SortedSet<String> mentions,
    Place place) {
  Query {
    with = List.copyOf(with);
    order = List.copyOf(order);
    mentions = Collections.unmodifiableSortedSet(new TreeSet<>(mentions));
  }

  /** One query of a WITH clause. */
  record CommonTable(
      String name, List<String> columns, Query query, Materialization materialized, Place place) {
    CommonTable {
      columns = List.copyOf(columns);
    }
  }

  enum Materialization {
    DEFAULT(""),
    ALWAYS("MATERIALIZED "),
    NEVER("NOT MATERIALIZED ");

    final String words;

    Materialization(String words) {
      this.words = words;
    }
  }

  sealed interface Body {}

  record Select(
      boolean distinct,
      List<Expression> distinctOn,
      List<Item> items,
      List<From> from,
      Optional<Expression> where,
      List<Group> group,
      Optional<Expression> having,
      Map<String, Window> windows)
      implements Body {
    Select {
      distinctOn = List.copyOf(distinctOn);
      items = List.copyOf(items);
      from = List.copyOf(from);
      group = List.copyOf(group);
      windows = Collections.unmodifiableMap(new LinkedHashMap<>(windows));
    }
  }

  /**
   * An item of GROUP BY.
   *
   * @param keys what it groups by itself; more than one only within sets
   * @param parts the sets it is made of
   */
  record Group(GroupKind kind, List<Expression> keys, List<Group> parts) {
    Group {
      keys = List.copyOf(keys);
      parts = List.copyOf(parts);
    }
  }

  enum GroupKind {
    /** Keys; none is the whole. */
    KEYS(""),
    SETS("GROUPING SETS "),
    ROLLUP("ROLLUP "),
    CUBE("CUBE ");

    final String words;

    GroupKind(String words) {
      this.words = words;
    }
  }

  /** One item of a select list; its place covers the alias. */
  record Item(Expression expression, Optional<String> alias, Place place) {}

  record SetOperation(SetOperator operator, boolean all, Query left, Query right, Place place)
      implements Body {
    /** UNION ALL only puts rows together; every other set operation compares them. */
    boolean compares() {
      return !(all && operator == SetOperator.UNION);
    }
  }

  enum SetOperator {
    UNION,
    INTERSECT,
    EXCEPT
  }

  record Values(List<List<Expression>> rows, Place place) implements Body {
    Values {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** An item of FROM. */
  sealed interface From {
    Place place();
  }

  record TableName(
      Optional<String> schema,
      String name,
      Optional<String> alias,
      List<String> columns,
      Place place)
      implements From {
    TableName {
      columns = List.copyOf(columns);
    }
  }

  record DerivedTable(Query query, boolean lateral, String alias, List<String> columns, Place place)
      implements From {
    DerivedTable {
      columns = List.copyOf(columns);
    }
  }

  record FunctionTable(
      Call call, boolean ordinality, Optional<String> alias, List<String> columns, Place place)
      implements From {
    FunctionTable {
      columns = List.copyOf(columns);
    }
  }

  record Join(
      JoinKind kind,
      From left,
      From right,
      Optional<Expression> condition,
      List<UsingColumn> using,
      Place place)
      implements From {
    Join {
      using = List.copyOf(using);
    }
  }

  record UsingColumn(String name, Place place) {}

  enum JoinKind {
    INNER(false, false),
    LEFT(false, true),
    RIGHT(true, false),
    FULL(true, true),
    CROSS(false, false);

    /** Whether a row may lack its part from the left or from the right. */
    final boolean leftOptional;

    final boolean rightOptional;

    JoinKind(boolean leftOptional, boolean rightOptional) {
      this.leftOptional = leftOptional;
      this.rightOptional = rightOptional;
    }
  }

  boolean mentions(String name) {
    return mentions.contains(name);
  }
}
