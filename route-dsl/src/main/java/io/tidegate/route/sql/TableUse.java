package io.tidegate.route.sql;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.text.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One occurrence of a table in a statement, at whatever depth.
 *
 * @param index its place in {@link AnalyzedQuery#tables()}
 * @param alias the name it has in its query, the table's own when it was given none
 * @param rowAligned whether each row of the answer belongs to exactly one row of this occurrence,
 *     or to none because an outer join found none; only then can a relation to the record be told
 *     per row
 * @param views the views it is read through, the outermost first
 */
public record TableUse(
    int index,
    Resource resource,
    String alias,
    boolean rowAligned,
    List<Resource> views,
    Span span) {
  public TableUse {
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(alias, "alias");
    views = List.copyOf(views);
    Objects.requireNonNull(span, "span");
  }

  /** The table, or the view it is read through, that has a column. */
  public Optional<Resource> holder(ColumnId column) {
    return Stream.concat(Stream.of(resource), views.stream())
        .filter(each -> each.holds(column))
        .findFirst();
  }

  /** Whether its records have parties, so that rows can be told apart by them. */
  public boolean governed() {
    return resource.roles().isPresent();
  }
}
