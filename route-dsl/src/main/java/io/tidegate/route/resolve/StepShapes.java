package io.tidegate.route.resolve;

import io.tidegate.route.flow.Flow;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.text.Span;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What there is at a step of a route, for whoever is writing it.
 *
 * @param span what stands behind the key of the step
 * @param given the body the step finds
 * @param variables those it finds, by their names
 * @param yielded the body behind it; absent when the step is not understood or ends the call
 * @param place its place among the {@link Flow#everyStep} of the route; absent when the route is
 *     not understood as a whole, or the step is nothing but those within it
 */
public record StepShapes(
    Span span,
    Shape given,
    SortedMap<String, Shape> variables,
    Optional<Shape> yielded,
    OptionalInt place) {
  public StepShapes {
    Objects.requireNonNull(span, "span");
    Objects.requireNonNull(given, "given");
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    Objects.requireNonNull(yielded, "yielded");
    Objects.requireNonNull(place, "place");
  }
}
