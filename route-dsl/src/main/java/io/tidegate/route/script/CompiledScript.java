package io.tidegate.route.script;

import java.util.Map;
import java.util.Objects;

/** A script that is ready to run, by any number of threads at once. */
public final class CompiledScript {
  private final Script script;

  CompiledScript(Script script) {
    this.script = Objects.requireNonNull(script, "script");
  }

  public Script script() {
    return script;
  }

  /**
   * Runs it.
   *
   * @param names a value for each of {@link Script#names()}
   * @throws ScriptFault when there is no value within the limits
   */
  public Object run(Map<String, Object> names, ScriptLimits limits) throws ScriptFault {
    return result(names, limits).value();
  }

  /** Runs it, and tells also what the value is made from when it carries no marks itself. */
  public ScriptResult result(Map<String, Object> names, ScriptLimits limits) throws ScriptFault {
    Objects.requireNonNull(names, "names");
    Objects.requireNonNull(limits, "limits");
    return new Evaluation(script, names, limits).run(script);
  }
}
