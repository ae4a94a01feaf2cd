package io.tidegate.route.script;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.shape.Shape;
import java.util.SortedMap;

/**
 * Finds what a script yields, before it runs: the type of every value, whether it may be missing,
 * and what it depends on. What cannot be found is refused.
 */
public final class ScriptTyper {
  private ScriptTyper() {}

  /**
   * The shape of what a script yields.
   *
   * <p>Lineage: what is computed from values has them all as values; what is chosen by a condition,
   * a filter or an order has what the condition reads as control. What a fault tells, namely that
   * there is no value, is not in it.
   *
   * @param names the shape of everything the script may take from outside
   */
  public static Outcome<Shape> shape(Script script, SortedMap<String, Shape> names) {
    Diagnostics diagnostics = new Diagnostics();
    Shape shape = new Typing(script, names, diagnostics).script();
    return shape == null ? Outcome.refused(diagnostics) : Outcome.of(shape, diagnostics);
  }
}
