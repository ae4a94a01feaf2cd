package io.tidegate.engine.impact;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.sql.InfluenceKind;
import java.util.List;
import java.util.Objects;

/**
 * Another reason why a column may decide which rows come. It shows nothing by itself: what it lets
 * a caller tell is among the changes of the fields, and what may not be is refused.
 */
public record InfluenceChange(
    String read,
    ColumnId column,
    InfluenceKind where,
    boolean probe,
    List<String> before,
    List<String> after) {
  public InfluenceChange {
    Objects.requireNonNull(read, "read");
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(where, "where");
    before = List.copyOf(before);
    after = List.copyOf(after);
  }
}
