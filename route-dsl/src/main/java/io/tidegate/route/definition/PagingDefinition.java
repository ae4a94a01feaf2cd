package io.tidegate.route.definition;

import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import java.util.List;
import java.util.Objects;

/**
 * Keyset paging: the answer is cut after a number of rows and continues behind the last one's keys.
 *
 * @param keys outputs that give the order, ending in one that is unique; a leading {@code -} means
 *     descending
 * @param size rows in a page when the caller does not say
 * @param max most rows in a page
 */
public record PagingDefinition(List<Located<String>> keys, int size, int max, Span span) {
  public PagingDefinition {
    keys = List.copyOf(keys);
    Objects.requireNonNull(span, "span");
  }
}
