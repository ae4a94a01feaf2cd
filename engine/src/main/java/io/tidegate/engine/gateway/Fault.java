package io.tidegate.engine.gateway;

/**
 * Tells operators where something broke, without the messages of exceptions: those of drivers and
 * parsers quote data.
 */
final class Fault {
  private static final int MOST_CAUSES = 8;
  private static final int MOST_PLACES = 24;

  private Fault() {}

  /** The classes and places of a throwable and its causes. */
  static String describe(Throwable throwable) {
    StringBuilder text = new StringBuilder(1024);
    Throwable cause = throwable;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++, cause = cause.getCause()) {
      text.append(depth == 0 ? "" : "caused by ").append(cause.getClass().getName()).append('\n');
      StackTraceElement[] places = cause.getStackTrace();
      for (int i = 0; i < places.length && i < MOST_PLACES; i++) {
        text.append("  at ").append(places[i]).append('\n');
      }
    }
    return text.toString();
  }
}
