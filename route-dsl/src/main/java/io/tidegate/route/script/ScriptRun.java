package io.tidegate.route.script;

import java.util.Map;

/** Runs scripts. A script reads its inputs and nothing else: no clock, no chance, no class. */
public final class ScriptRun {
  private ScriptRun() {}

  /**
   * Runs a script once.
   *
   * @param names a value for each of {@link Script#names()}, as {@link io.tidegate.route.data}
   *     describes values
   * @return a value as described there
   * @throws ScriptFault when there is no value within the limits
   */
  public static Object run(Script script, Map<String, Object> names, ScriptLimits limits)
      throws ScriptFault {
    return compile(script).run(names, limits);
  }

  /** Makes a script ready to run many times. */
  public static CompiledScript compile(Script script) {
    return new CompiledScript(script);
  }
}
