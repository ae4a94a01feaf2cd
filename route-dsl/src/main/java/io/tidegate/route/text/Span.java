package io.tidegate.route.text;

import java.util.Objects;

/**
 * A stretch of a source text, from {@code start} (inclusive) to {@code end} (exclusive), both
 * character offsets.
 */
public record Span(SourceText source, int start, int end) {
  public Span {
    Objects.requireNonNull(source, "source");
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no such span: " + start + ".." + end);
    }
  }

  public int line() {
    return source.line(start);
  }

  public int column() {
    return source.column(start);
  }

  public int endLine() {
    return source.line(end);
  }

  public int endColumn() {
    return source.column(end);
  }

  /** The text the span covers. */
  public String text() {
    return source.text().substring(start, end);
  }

  @Override
  public String toString() {
    return source.name() + ":" + line() + ":" + column();
  }
}
