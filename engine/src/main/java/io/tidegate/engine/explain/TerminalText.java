package io.tidegate.engine.explain;

/** What becomes of a text on a terminal. */
public final class TerminalText {
  private TerminalText() {}

  /**
   * The text with every character made visible that would steer the terminal instead of being
   * shown, or turn the direction of what follows: a document must not be able to rewrite what is
   * said about it. Tabs stay. The length is the same.
   */
  public static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean steers = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
      visible.append(steers && c != '\t' ? '\uFFFD' : c);
    }
    return visible.toString();
  }

  /** How many places the text takes on a terminal; Chinese, Japanese and Korean take two each. */
  static int width(String text) {
    return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
  }

  /** The ranges that hold nothing but wide characters (Unicode Standard Annex 11). */
  private static boolean isWide(int c) {
    return c >= 0x1100 && c <= 0x115F
        || c >= 0x2E80 && c <= 0xA4CF && c != 0x303F
        || c >= 0xAC00 && c <= 0xD7A3
        || c >= 0xF900 && c <= 0xFAFF
        || c >= 0xFE30 && c <= 0xFE6F
        || c >= 0xFF00 && c <= 0xFF60
        || c >= 0xFFE0 && c <= 0xFFE6
        || c >= 0x1F300 && c <= 0x1FAFF
        || c >= 0x20000 && c <= 0x3FFFD;
  }
}
