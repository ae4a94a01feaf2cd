package io.tidegate.engine.check;

import io.tidegate.route.catalog.ColumnId;
import java.util.Comparator;

/**
 * A column of the catalog that takes part in a value.
 *
 * @param table the occurrence of its table: its place among the tables of the statement
 * @param foreign whether rows take part that are not the row of the answer it ends in, as windows
 *     do
 */
record Origin(int table, ColumnId column, boolean foreign) implements Comparable<Origin> {
  private static final Comparator<Origin> ORDER =
      Comparator.comparingInt(Origin::table)
          .thenComparing(Origin::column)
          .thenComparing(Origin::foreign);

  @Override
  public int compareTo(Origin other) {
    return ORDER.compare(this, other);
  }
}
