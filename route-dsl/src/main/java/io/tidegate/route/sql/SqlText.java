package io.tidegate.route.sql;

import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.util.Objects;

/**
 * The text of a statement, and where each stretch of it was written, so that a finding inside the
 * SQL points into the file the SQL stands in.
 */
public final class SqlText {
  private final String text;
  private final Origin origin;

  private SqlText(String text, Origin origin) {
    this.text = Objects.requireNonNull(text, "text");
    this.origin = Objects.requireNonNull(origin, "origin");
  }

  /** A statement that is a value in a YAML file. */
  public static SqlText of(YamlScalar scalar) {
    return new SqlText(scalar.text(), scalar::spanWithin);
  }

  /** A statement that is a file of its own. */
  public static SqlText of(SourceText source) {
    return new SqlText(source.text(), source::span);
  }

  /** A statement with a way of its own to find its places. */
  public static SqlText of(String text, Origin origin) {
    return new SqlText(text, origin);
  }

  public String text() {
    return text;
  }

  /** The place in the file of a stretch of the statement, both offsets in characters. */
  public Span span(int start, int end) {
    return origin.span(start, end);
  }

  @Override
  public String toString() {
    return text;
  }

  /** Finds the place in a file of the characters from {@code start} to before {@code end}. */
  @FunctionalInterface
  public interface Origin {
    Span span(int start, int end);
  }
}
