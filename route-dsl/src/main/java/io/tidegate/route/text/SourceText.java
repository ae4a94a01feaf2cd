package io.tidegate.route.text;

import java.util.Arrays;
import java.util.Objects;

/**
 * A text an author wrote, with its name. Offsets everywhere are in UTF-16 characters from 0; lines
 * and columns are counted from 1, columns in characters.
 */
public final class SourceText {
  private final String name;
  private final String text;
  private final int[] lineStarts;

  public SourceText(String name, String text) {
    this.name = Objects.requireNonNull(name, "name");
    this.text = Objects.requireNonNull(text, "text");
    this.lineStarts = lineStarts(text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** The line an offset lies on, counted from 1. */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, clamp(offset));
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column of an offset in its line, counted from 1. */
  public int column(int offset) {
    int clamped = clamp(offset);
    return clamped - lineStarts[line(clamped) - 1] + 1;
  }

  /** The text of a line without its line break; lines are counted from 1. */
  public String lineText(int line) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
    return text.substring(start, end).stripTrailing();
  }

  /** The offset where a line begins; lines are counted from 1. */
  public int lineStart(int line) {
    return lineStarts[line - 1];
  }

  public Span span(int start, int end) {
    return new Span(this, clamp(start), Math.max(clamp(start), clamp(end)));
  }

  /** The whole text. */
  public Span all() {
    return span(0, text.length());
  }

  private int clamp(int offset) {
    return Math.max(0, Math.min(offset, text.length()));
  }

  @Override
  public String toString() {
    return name;
  }
}
