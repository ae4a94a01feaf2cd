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

  /**
   * Most words, signs and line breaks read. Groovy's grammar takes time that grows with the square
   * of what some hostile texts hold.
   */
  public static final int MAX_PARTS = 2_500;

  /**
   * Most {@code <}, {@code >}, {@code =} and {@code as} read: each may belong to type arguments, a
   * lambda, or a chain, which the grammar tries in vain.
   */
  public static final int MAX_COSTLY = 200;

  /** Deepest nesting read. */
  public static final int MAX_DEPTH = 64;

  private ScriptParser() {}

  /** Reads a script, or an expression, which is a script of one value. */
  public static Outcome<Script> parse(YamlScalar text) {
    Diagnostics diagnostics = new Diagnostics();
    if (!TextCheck.accepts(text, diagnostics)) {
      return Outcome.refused(diagnostics);
    }
    try {
      return new GroovyReader(text, diagnostics).read();
    } catch (StackOverflowError e) {
      // Groovy's tree of a long chain is as deep as the chain is long
      Diagnostics deep = new Diagnostics();
      deep.error(ScriptCode.TOO_COMPLEX, text.spanWithin(0, 1), TextCheck.tooDeep());
      return Outcome.refused(deep);
    }
  }
}
