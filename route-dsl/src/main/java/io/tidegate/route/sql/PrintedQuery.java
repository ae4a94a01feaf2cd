package io.tidegate.route.sql;

import java.util.List;
import java.util.Objects;

/**
 * A statement ready for JDBC.
 *
 * @param text PostgreSQL with {@code ?} for each binding; the operator {@code ?} is doubled
 * @param bindings what is bound, one for each placeholder, in their order
 * @param outputs the names of the author's outputs, which come first
 * @param hidden the columns that follow them
 */
public record PrintedQuery(
    String text, List<Binding> bindings, List<String> outputs, List<HiddenColumn> hidden) {
  public PrintedQuery {
    Objects.requireNonNull(text, "text");
    bindings = List.copyOf(bindings);
    outputs = List.copyOf(outputs);
    hidden = List.copyOf(hidden);
  }
}
