package io.tidegate.route.sql;

import io.tidegate.route.text.Span;
import java.util.List;
import java.util.Objects;

/**
 * A parameter of a statement, written {@code :#name}.
 *
 * @param sqlType the type its value must have, derived from what it is compared with or cast to
 * @param spans every place it is used at, in source order
 * @param beyondJoins those of them where it does more than join, as {@code column = :#name} does
 */
public record ParameterUse(String name, String sqlType, List<Span> spans, List<Span> beyondJoins) {
  public ParameterUse {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sqlType, "sqlType");
    spans = List.copyOf(spans);
    beyondJoins = List.copyOf(beyondJoins);
  }
}
