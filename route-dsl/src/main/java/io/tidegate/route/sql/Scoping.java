package io.tidegate.route.sql;

import java.util.List;

/**
 * Which rows of each occurrence of a table are read.
 *
 * @param rows one entry for each of {@link AnalyzedQuery#tables()}, in their order
 */
public record Scoping(List<Rows> rows) {
  public Scoping {
    rows = List.copyOf(rows);
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
    PARTY
  }
}
