package io.tidegate.route.yaml;

import java.util.Arrays;

/**
 * Where in the source each character of a scalar's value was written, whatever style it was written
 * in.
 */
public final class ScalarOffsets {
  private final int[] offsets;

  private ScalarOffsets(int[] offsets) {
    this.offsets = offsets;
  }

  /** The source offset of a character of the value; past the end it is the end of the scalar. */
  public int at(int index) {
    return offsets[Math.max(0, Math.min(index, offsets.length - 1))];
  }

  /** The source offset just behind a stretch of the value. */
  int end(int start, int end) {
    return end <= start ? at(start) : at(end - 1) + 1;
  }

  /**
   * Walks the value and its source side by side. Line breaks and indentation are folded by YAML, so
   * white space in the value stands for any run of white space in the source; an escape in double
   * quotes stands for the character it makes.
   *
   * @param start offset of the scalar in the source, quotes and block header included
   * @param end offset behind it
   */
  static ScalarOffsets align(String source, int start, int end, String value, Style style) {
    int[] offsets = new int[value.length() + 1];
    int at =
        style == Style.BLOCK
            ? source.indexOf('\n', start) + 1
            : style == Style.PLAIN ? start : start + 1;
    int limit = style == Style.PLAIN || style == Style.BLOCK ? end : end - 1;
    for (int i = 0; i < value.length(); i++) {
      char wanted = value.charAt(i);
      if (Character.isWhitespace(wanted)) {
        offsets[i] = Math.min(at, limit);
        if (at < limit && source.charAt(at) == wanted) {
          at++;
        } else if (at < limit && Character.isWhitespace(source.charAt(at))) {
          at = skipBlank(source, at, limit);
        } else if (style == Style.DOUBLE && at < limit && source.charAt(at) == '\\') {
          at = behindEscape(source, at, limit);
        }
        continue;
      }
      at = skipBlank(source, at, limit);
      offsets[i] = Math.min(at, limit);
      if (at >= limit) {
        continue;
      }
      if (style == Style.DOUBLE && source.charAt(at) == '\\') {
        at = behindEscape(source, at, limit);
      } else if (style == Style.SINGLE && source.startsWith("''", at)) {
        at += 2;
      } else {
        at++;
      }
    }
    offsets[value.length()] = Math.max(Math.min(at, limit), start);
    return new ScalarOffsets(offsets);
  }

  private static int skipBlank(String source, int at, int limit) {
    int next = at;
    while (next < limit && Character.isWhitespace(source.charAt(next))) {
      next++;
    }
    return next;
  }

  private static int behindEscape(String source, int at, int limit) {
    char kind = at + 1 < limit ? source.charAt(at + 1) : ' ';
    int length =
        switch (kind) {
          case 'x' -> 4;
          case 'u' -> 6;
          case 'U' -> 10;
          default -> 2;
        };
    return Math.min(limit, at + length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScalarOffsets that && Arrays.equals(offsets, that.offsets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(offsets);
  }

  enum Style {
    PLAIN,
    SINGLE,
    DOUBLE,
    BLOCK
  }
}
