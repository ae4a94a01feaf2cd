package io.tidegate.route.definition;

import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import java.util.List;
import java.util.Objects;

/** A named list of steps. The route a request enters is called {@code request}. */
public record RouteDefinition(Located<String> name, List<StepDefinition> steps, Span span) {
  /** The name of the route a request enters. */
  public static final String ENTRY = "request";

  public RouteDefinition {
    Objects.requireNonNull(name, "name");
    steps = List.copyOf(steps);
    Objects.requireNonNull(span, "span");
  }
}
