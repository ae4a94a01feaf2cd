package io.tidegate.route.sql;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.text.Span;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One column of the answer.
 *
 * @param sqlType PostgreSQL's own name of its type, such as {@code int8} or {@code text[]}
 * @param nullable whether it may be null, as far as can be told; conditions are not used to rule
 *     null out
 * @param sources the columns whose values flow into it
 * @param control the columns that only decide which value it has or whether it has one: conditions
 *     of CASE and FILTER, keys of windows and ordered aggregates, what selects the rows of a
 *     subquery
 * @param copyOf the column it is a verbatim copy of, or null where an outer join found no row;
 *     absent once anything was computed
 * @param copies the columns it is a verbatim copy of in the rows their record stands in: that one,
 *     or those of the parts of a UNION ALL, where it can be a constant in the others
 * @param acrossRows whether a window function brought it, or a part of it, from other rows, so that
 *     it can be a value of records the row does not stand for
 * @param span the item of the select list, or the star it comes from
 */
public record OutputColumn(
    String name,
    String sqlType,
    FieldType type,
    boolean nullable,
    SortedSet<ColumnUse> sources,
    SortedSet<ColumnUse> control,
    Optional<ColumnUse> copyOf,
    SortedSet<ColumnUse> copies,
    boolean acrossRows,
    Span span) {
  public OutputColumn {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sqlType, "sqlType");
    Objects.requireNonNull(type, "type");
    sources = Collections.unmodifiableSortedSet(new TreeSet<>(sources));
    control = Collections.unmodifiableSortedSet(new TreeSet<>(control));
    Objects.requireNonNull(copyOf, "copyOf");
    copies = Collections.unmodifiableSortedSet(new TreeSet<>(copies));
    Objects.requireNonNull(span, "span");
    if (!sources.containsAll(copies) || copyOf.isPresent() && !copies.contains(copyOf.get())) {
      throw new IllegalArgumentException("a copy has its original among its sources");
    }
  }
}
