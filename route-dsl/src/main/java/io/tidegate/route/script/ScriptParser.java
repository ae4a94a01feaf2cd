package io.tidegate.route.script;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.yaml.YamlNode.YamlScalar;

/**
 * Reads a script. Nothing of it is compiled, loaded or run; what is not on the allow-list is
 * refused where it stands, all of it at once.
 */
public final class ScriptParser {
  /** Longest script read, in UTF-16 characters. */
  public static final int MAX_LENGTH = 16 * 1024;

  /** Deepest nesting read. */
  public static final int MAX_DEPTH = 64;

  private ScriptParser() {}

  /** Reads a script, or an expression, which is a script of one value. */
  public static Outcome<Script> parse(YamlScalar text) {
    Diagnostics diagnostics = new Diagnostics();
    if (!TextCheck.accepts(text, diagnostics)) {
      return Outcome.refused(diagnostics);
    }
    return new GroovyReader(text, diagnostics).read();
  }
}
