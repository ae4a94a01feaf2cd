package io.tidegate.route.sql;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which rows of each occurrence of a table are read, and which groups of them are told.
 *
 * @param rows one entry for each of {@link AnalyzedQuery#tables()}, in their order
 * @param least by occurrence, how many parties a group of its records must have in each role; for
 *     tables of a {@link Fold} without a problem, and absent where every group is told
 */
public record Scoping(List<Rows> rows, SortedMap<Integer, Integer> least) {
  public Scoping {
    rows = List.copyOf(rows);
    least = Collections.unmodifiableSortedMap(new TreeMap<>(least));
  }

  /** Every group. */
  public Scoping(List<Rows> rows) {
    this(rows, new TreeMap<>());
  }

  /** Every row of every table. */
  public static Scoping open(AnalyzedQuery query) {
    return new Scoping(query.tables().stream().map(table -> Rows.OPEN).toList());
  }

  /** Of every table whose records have parties, only the rows the caller is a party of. */
  public static Scoping party(AnalyzedQuery query) {
    return new Scoping(
        query.tables().stream().map(table -> table.governed() ? Rows.PARTY : Rows.OPEN).toList());
  }

  /** The rows of one occurrence. */
  public enum Rows {
    /** All of them. */
    OPEN,
    /** Only those with the caller's credit code in one of the resource's role columns. */
    PARTY,
    /** Those, or for a delegate only those of the principal who authorised it. */
    DELEGATE
  }
}
