package io.tidegate.route.sql;

import io.tidegate.route.text.Span;
import java.util.List;
import java.util.Objects;

/**
 * An order of an answer that a caller may choose.
 *
 * @param name what the caller says
 * @param keys the outputs it goes by, the first one counting most
 * @param spans where each of them is written
 */
public record SortOrder(String name, List<Keyset.Key> keys, List<Span> spans) {
  public SortOrder {
    Objects.requireNonNull(name, "name");
    keys = List.copyOf(keys);
    spans = List.copyOf(spans);
    if (keys.size() != spans.size()) {
      throw new IllegalArgumentException("each key is written somewhere");
    }
  }
}
