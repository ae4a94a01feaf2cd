package io.tidegate.engine.architecture.engine.check;

import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.script.Script;
import io.tidegate.route.script.ScriptTyper;
import io.tidegate.route.shape.Shape;
import java.util.TreeMap;

/** Breaks the rule that the checker follows scripts by itself. */
record AsksTheTyper(Script script) {
  Outcome<Shape> shape() {
    return ScriptTyper.shape(script, new TreeMap<>());
  }
}
