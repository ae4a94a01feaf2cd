package io.tidegate.route.sql;

import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Resource;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A resolved query as the printer needs it.
 *
 * @param parties by occurrence, how its rows name their parties; absent when they have none
 * @param used by occurrence, the columns that are named anywhere
 * @param parameters by offset in the author's text, the parameter used there
 * @param told the occurrences of which a column tells whether a row is of them
 * @param raising whether something in it can raise an error that depends on a row
 */
record Statement(
    QueryText text,
    SortedMap<Integer, Parties> parties,
    SortedMap<Integer, SortedSet<String>> used,
    SortedMap<Integer, Binding.Parameter> parameters,
    SortedSet<Integer> told,
    boolean raising) {
  Statement {
    Objects.requireNonNull(text, "text");
    parties = Collections.unmodifiableSortedMap(new TreeMap<>(parties));
    used = Collections.unmodifiableSortedMap(new TreeMap<>(used));
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    told = Collections.unmodifiableSortedSet(new TreeSet<>(told));
  }

  /**
   * The text of one query in parts, so that the printer can add outputs and bounds to the topmost.
   *
   * @param with the WITH clause, or empty
   * @param head up to the end of the select list; the whole body when it is no select
   * @param tail the rest of a select before ORDER BY
   * @param order the ORDER BY clause, or empty
   * @param orderMatters whether the order decides which rows there are, not only how they come
   */
  record QueryText(
      Fragment with,
      Fragment head,
      Fragment tail,
      Fragment order,
      Optional<Fragment> limit,
      Optional<Fragment> offset,
      boolean orderMatters) {
    QueryText {
      Objects.requireNonNull(with, "with");
      Objects.requireNonNull(head, "head");
      Objects.requireNonNull(tail, "tail");
      Objects.requireNonNull(order, "order");
      Objects.requireNonNull(limit, "limit");
      Objects.requireNonNull(offset, "offset");
    }

    /** The same as a part of a UNION ALL; see {@link Fragment#asArms}. */
    QueryText asArms(Set<Integer> selects, Set<Integer> others) {
      return new QueryText(
          with, head.asArms(selects, others), tail, order, limit, offset, orderMatters);
    }

    Fragment whole() {
      Fragment whole = with.plus(head).plus(tail).plus(order);
      if (limit.isPresent()) {
        whole = whole.plus(" LIMIT ").plus(limit.get());
      }
      return offset.isPresent() ? whole.plus(" OFFSET ").plus(offset.get()) : whole;
    }
  }

  /**
   * How the rows of a resource name their parties.
   *
   * @param parent the resource that has the columns, when it is not the resource itself
   * @param link own column to the parent's column
   */
  record Parties(
      Optional<Resource> parent,
      SortedMap<String, String> link,
      List<Party> columns,
      SortedMap<String, String> switches) {
    Parties {
      Objects.requireNonNull(parent, "parent");
      link = Collections.unmodifiableSortedMap(new TreeMap<>(link));
      columns = List.copyOf(columns);
      switches = Collections.unmodifiableSortedMap(new TreeMap<>(switches));
    }
  }

  /** A column that holds the credit code of a party. */
  record Party(String column, String sqlType, Relation relation) {
    Party {
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(sqlType, "sqlType");
      Objects.requireNonNull(relation, "relation");
    }
  }
}
