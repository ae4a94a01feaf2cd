package io.tidegate.route.script;

import io.tidegate.route.text.Span;
import java.util.Locale;
import java.util.Objects;

/**
 * Why a run of a script ended without a value, and where. It never tells a value, and it has no
 * stack trace: where it happened is a place in the author's file.
 */
public final class ScriptFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final int line;
  private final int column;

  /** What went wrong. */
  public enum Kind {
    /** The steps were used up. */
    FUEL,
    /** The time was used up. */
    TIME,
    /** A text, a list, a number or the nesting grew too large. */
    SIZE,
    /** A value is not what the script takes it for, such as a text that is no number. */
    TYPE,
    /** A place in a text or an input is not there. */
    MISSING_VALUE,
    /** A division by zero, or an integer or a date beyond its range. */
    ARITHMETIC
  }

  ScriptFault(Kind kind, Span span) {
    this(Objects.requireNonNull(kind, "kind"), span.line(), span.column());
  }

  private ScriptFault(Kind kind, int line, int column) {
    super(
        "script fault: "
            + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + " at line "
            + line
            + ", column "
            + column,
        null,
        false,
        false);
    this.kind = kind;
    this.line = line;
    this.column = column;
  }

  public Kind kind() {
    return kind;
  }

  /** The line in the file the script stands in, counted from 1. */
  public int line() {
    return line;
  }

  /** The column in that line, counted from 1. */
  public int column() {
    return column;
  }
}
