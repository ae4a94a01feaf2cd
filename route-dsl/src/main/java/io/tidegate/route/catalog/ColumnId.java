package io.tidegate.route.catalog;

import java.util.Objects;

/**
 * A column of a source, named in full. Printed as {@code source.schema.table.column}, and for the
 * field of an operation, whose schema is its source, as {@code source.operation.field}; sorts by
 * that text.
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
    // the text is made only where a part that begins like the other's leaves it open
    if (source.equals(other.source) && schema.equals(other.schema)) {
      if (table.equals(other.table)) {
        return column.compareTo(other.column);
      }
      if (!table.startsWith(other.table) && !other.table.startsWith(table)) {
        return table.compareTo(other.table);
      }
    }
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return schema.equals(source)
        ? source + "." + table + "." + column
        : source + "." + schema + "." + table + "." + column;
  }
}
