package io.tidegate.route.catalog;

import java.util.Objects;

/**
 * A column of a source, named in full. Printed as {@code source.schema.table.column}; sorts by that
 * text.
 */
public record ColumnId(String source, String schema, String table, String column)
    implements Comparable<ColumnId> {
  public ColumnId {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(column, "column");
  }

  @Override
  public int compareTo(ColumnId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return source + "." + schema + "." + table + "." + column;
  }
}
