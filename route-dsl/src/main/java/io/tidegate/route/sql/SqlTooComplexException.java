package io.tidegate.route.sql;

/** A text is too long, too deeply nested or too slow to parse; nothing is known about it. */
public final class SqlTooComplexException extends Exception {
  private static final long serialVersionUID = 1L;

  SqlTooComplexException(String message) {
    super(message);
  }
}
