package io.tidegate.route.script;

import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.yaml.YamlNode.YamlScalar;

/**
 * Looks at the characters of a script before any grammar does: what it says must be what one sees,
 * and no grammar is given what it takes long to refuse.
 */
final class TextCheck {
  private TextCheck() {}

  /** Whether the text can be given to a grammar; if not, the diagnostics say why. */
  static boolean accepts(YamlScalar scalar, Diagnostics diagnostics) {
    String text = scalar.text();
    if (text.length() > ScriptParser.MAX_LENGTH) {
      diagnostics.error(
          ScriptCode.TOO_COMPLEX,
          scalar.spanWithin(0, 1),
          "the script has "
              + text.length()
              + " characters; at most "
              + ScriptParser.MAX_LENGTH
              + " are read");
      return false;
    }
    boolean accepted = true;
    int depth = 0;
    int parts = 0;
    int costly = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isHidden(c)) {
        diagnostics.error(
            ScriptCode.CHARACTER,
            scalar.spanWithin(i, i + 1),
            String.format("the character U+%04X stands here", (int) c));
        accepted = false;
      } else if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == 'u') {
        diagnostics.error(
            ScriptCode.CHARACTER,
            scalar.spanWithin(i, Math.min(text.length(), i + 6)),
            "a character is written as an escape of its number");
        accepted = false;
      }
      boolean goesOn = i > 0 && isWord(c) && isWord(text.charAt(i - 1));
      parts += goesOn || c == ' ' || c == '\t' ? 0 : 1;
      if (parts > ScriptParser.MAX_PARTS) {
        diagnostics.error(
            ScriptCode.TOO_COMPLEX,
            scalar.spanWithin(i, i + 1),
            "the script has more than " + ScriptParser.MAX_PARTS + " words and signs");
        return false;
      }
      costly += isCostly(text, i) ? 1 : 0;
      if (costly > ScriptParser.MAX_COSTLY) {
        diagnostics.error(
            ScriptCode.TOO_COMPLEX,
            scalar.spanWithin(i, i + 1),
            "the script has more than " + ScriptParser.MAX_COSTLY + " of `<`, `>`, `=` and `as`");
        return false;
      }
      // in texts too: a script is no place for that many open brackets
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (depth > ScriptParser.MAX_DEPTH) {
        diagnostics.error(ScriptCode.TOO_COMPLEX, scalar.spanWithin(i, i + 1), tooDeep());
        return false;
      }
    }
    return accepted;
  }

  private static boolean isCostly(String text, int at) {
    char c = text.charAt(at);
    boolean cast =
        c == 'a' && text.startsWith("as", at) && !word(text, at - 1) && !word(text, at + 2);
    return cast
        || c == '<'
        || c == '>'
        || c == '=' && (at == 0 || "=!<>".indexOf(text.charAt(at - 1)) < 0);
  }

  private static boolean word(String text, int at) {
    return at >= 0 && at < text.length() && isWord(text.charAt(at));
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  static String tooDeep() {
    return "the script is nested deeper than " + ScriptParser.MAX_DEPTH + " levels";
  }

  private static boolean isHidden(char c) {
    int type = Character.getType(c);
    return type == Character.CONTROL && c != '\n' && c != '\t'
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.UNASSIGNED;
  }
}
