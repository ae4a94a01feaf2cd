package io.tidegate.engine.compile;

import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.ColumnUse;
import java.util.SortedSet;
import java.util.TreeSet;

/** Every column a statement touches. */
final class Lineage {
  private Lineage() {}

  /** Columns that flow into an output, decide its value, or decide which rows come. */
  static SortedSet<ColumnUse> columns(AnalyzedQuery query) {
    SortedSet<ColumnUse> columns = new TreeSet<>();
    query
        .outputs()
        .forEach(
            output -> {
              columns.addAll(output.sources());
              columns.addAll(output.control());
            });
    query.influences().forEach(influence -> columns.add(influence.column()));
    query.failures().forEach(failure -> columns.add(failure.column()));
    return columns;
  }
}
