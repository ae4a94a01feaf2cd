package io.tidegate.route.sql;

/** A text is not well-formed PostgreSQL. */
public final class SqlSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  SqlSyntaxException(String message, int offset) {
    super(message);
    this.offset = offset;
  }

  /** Where the grammar stopped: an offset in characters of the text, from 0. */
  public int offset() {
    return offset;
  }
}
