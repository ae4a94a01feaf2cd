package io.tidegate.route.sql;

import io.tidegate.route.catalog.ColumnId;
import java.util.Comparator;
import java.util.Objects;

/**
 * A column as one occurrence of its table has it: a table that stands twice in a statement has two
 * of each column.
 *
 * @param table the occurrence's index in {@link AnalyzedQuery#tables()}
 */
public record ColumnUse(int table, ColumnId column) implements Comparable<ColumnUse> {
  private static final Comparator<ColumnUse> ORDER =
      Comparator.comparingInt(ColumnUse::table).thenComparing(ColumnUse::column);

  public ColumnUse {
    Objects.requireNonNull(column, "column");
    if (table < 0) {
      throw new IllegalArgumentException("no such occurrence: " + table);
    }
  }

  @Override
  public int compareTo(ColumnUse other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return column + "#" + table;
  }
}
