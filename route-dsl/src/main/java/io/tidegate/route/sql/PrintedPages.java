package io.tidegate.route.sql;

import java.util.Objects;

/**
 * A query printed to be read page by page.
 *
 * @param first the first page
 * @param following any later page; binds the key values of the last row before it
 */
public record PrintedPages(PrintedQuery first, PrintedQuery following) {
  public PrintedPages {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(following, "following");
  }
}
