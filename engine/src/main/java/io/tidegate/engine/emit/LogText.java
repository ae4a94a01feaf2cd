package io.tidegate.engine.emit;

/** A line of a route for the log. */
final class LogText {
  private static final int LENGTH = 500;

  private LogText() {}

  /** The text on one line, cut where it gets long: it must not look like two lines of the log. */
  static String printable(Object value) {
    String text = String.valueOf(value);
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(LENGTH)
        .forEach(
            c ->
                out.appendCodePoint(
                    Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c));
    return out.toString();
  }
}
