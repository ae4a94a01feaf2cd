package io.tidegate.engine.compile;

import io.tidegate.route.catalog.Resource;
import io.tidegate.route.resolve.ResolvedService.Asked;
import io.tidegate.route.resolve.ResolvedService.Read;
import io.tidegate.route.resolve.ResolvedService.Statement;
import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.route.sql.TableUse;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Every column a read touches. */
final class Columns {
  private Columns() {}

  /** Those that are shown, and those that only decide whether the statement fails. */
  static SortedSet<ColumnUse> of(Read read) {
    SortedSet<ColumnUse> columns = shown(read);
    if (read.access() instanceof Statement statement) {
      statement.query().failures().forEach(failure -> columns.add(failure.column()));
    }
    return columns;
  }

  /** Columns that flow into an output, decide its value, or decide which rows come. */
  static SortedSet<ColumnUse> shown(Read read) {
    SortedSet<ColumnUse> columns = new TreeSet<>();
    switch (read.access()) {
      case Statement statement -> {
        AnalyzedQuery query = statement.query();
        query
            .outputs()
            .forEach(
                output -> {
                  columns.addAll(output.sources());
                  columns.addAll(output.control());
                });
        query.influences().forEach(influence -> columns.add(influence.column()));
      }
      case Asked asked ->
          asked
              .resource()
              .fields()
              .forEach(f -> columns.add(new ColumnUse(0, asked.resource().column(f.name()))));
    }
    return columns;
  }

  /** The tables of a read; an operation is one. */
  static List<TableUse> tables(Read read) {
    return switch (read.access()) {
      case Statement statement -> statement.query().tables();
      case Asked asked -> {
        Resource resource = asked.resource();
        yield List.of(new TableUse(0, resource, resource.table(), true, List.of(), read.span()));
      }
    };
  }
}
