package io.tidegate.rules.detect;

/** The one way of writing that shapes are held against. */
final class Plain {
  /** What is behind this many characters of a value is not looked at. */
  static final int LONGEST = 65_536;

  private Plain() {}

  /**
   * The text with the full-width forms of ASCII and the blanks of all scripts made ASCII, and
   * without blanks at its ends. Its other characters stay.
   */
  static String of(String text) {
    int length = Math.min(text.length(), LONGEST);
    StringBuilder plain = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= '\uff01' && c <= '\uff5e') {
        plain.append((char) (c - 0xfee0));
      } else if (Character.isSpaceChar(c) || Character.isWhitespace(c)) {
        plain.append(' ');
      } else if (c == '\u200b' || c == '\ufeff') {
        // written by some editors, seen by nobody
        continue;
      } else {
        plain.append(c);
      }
    }
    return plain.toString().strip();
  }

  /** Without blanks and hyphens. */
  static String joined(String plain) {
    StringBuilder joined = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c != ' ' && c != '-') {
        joined.append(c);
      }
    }
    return joined.toString();
  }

  static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
