package io.tidegate.route.sql;

import io.tidegate.route.catalog.Resource;
import io.tidegate.route.text.Span;
import java.util.Objects;

/**
 * One occurrence of a table in a statement, at whatever depth.
 *
 * @param index its place in {@link AnalyzedQuery#tables()}
 * @param alias the name it has in its query, the table's own when it was given none
 * @param rowAligned whether each row of the answer belongs to exactly one row of this occurrence,
 *     or to none because an outer join found none; only then can a relation to the record be told
 *     per row
 */
public record TableUse(int index, Resource resource, String alias, boolean rowAligned, Span span) {
  public TableUse {
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(alias, "alias");
    Objects.requireNonNull(span, "span");
  }

  /** Whether its records have parties, so that rows can be told apart by them. */
  public boolean governed() {
    return resource.roles().isPresent();
  }
}
