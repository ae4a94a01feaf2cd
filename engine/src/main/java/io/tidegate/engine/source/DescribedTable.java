package io.tidegate.engine.source;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a database says of one of its tables or views.
 *
 * @param comment empty when there is none
 * @param columns in their order, those that may be read
 * @param primaryKey the names of its columns in their order; empty when it has none
 * @param rows how many rows the database reckons there are; absent when it does not
 */
public record DescribedTable(
    String name,
    boolean view,
    String comment,
    List<Column> columns,
    List<String> primaryKey,
    OptionalLong rows) {
  public DescribedTable {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(comment, "comment");
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    Objects.requireNonNull(rows, "rows");
  }

  /**
   * One column.
   *
   * @param type the database's own name of it, such as {@code varchar}
   * @param length largest length in characters or digits; 0 when it has none
   * @param comment empty when there is none
   */
  public record Column(String name, String type, int length, boolean nullable, String comment) {
    public Column {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(comment, "comment");
    }
  }
}
