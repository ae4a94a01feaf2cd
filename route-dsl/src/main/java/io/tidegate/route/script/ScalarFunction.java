package io.tidegate.route.script;

import io.tidegate.route.text.Span;
import java.util.List;
import java.util.Objects;

/**
 * A function of single values. Its result depends on nothing but what it is called on and its
 * arguments, and is nothing when one of them is nothing.
 *
 * @param receiver what it is called on
 * @param result what it gives, never nothing
 * @param meaning what it does, for people
 */
record ScalarFunction(
    Kind receiver, String name, List<Kind> parameters, Kind result, String meaning, Body body) {
  ScalarFunction {
    Objects.requireNonNull(receiver, "receiver");
    Objects.requireNonNull(name, "name");
    parameters = List.copyOf(parameters);
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(meaning, "meaning");
    Objects.requireNonNull(body, "body");
  }

  /** Computes the value; what it is given fits the kinds. */
  @FunctionalInterface
  interface Body {
    Object apply(Evaluation evaluation, Span at, Object receiver, List<Object> arguments)
        throws ScriptFault;
  }
}
