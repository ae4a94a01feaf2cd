package io.tidegate.engine.gateway;

/**
 * Tells operators where something broke, without the messages of exceptions: those of drivers and
 * parsers quote data.
 */
final class Fault {
  private static final int MOST_CAUSES = 8;

  private Fault() {}

  /** The classes and places of a throwable and its causes. */
  static String describe(Throwable throwable) {
    StringBuilder text = new StringBuilder(1024);
    Throwable cause = throwable;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++, cause = cause.getCause()) {
      text.append(depth == 0 ? "" : "caused by ").append(cause.getClass().getName()).append('\n');
      for (StackTraceElement element : cause.getStackTrace()) {
        text.append("  at ").append(element).append('\n');
      }
    }
    return text.toString();
  }
}
