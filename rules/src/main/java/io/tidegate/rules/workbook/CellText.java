package io.tidegate.rules.workbook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a text stands in a cell. Characters that XML cannot hold are written {@code _x000D_}, and
 * what looks like that is written so that it is not taken for it (ISO/IEC 29500-1, 22.4.2.4).
 */
final class CellText {
  /** Most characters a cell holds. */
  static final int LONGEST = 32_767;

  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");
  private static final Pattern NOT_IN_XML =
      Pattern.compile("[\\x00-\\x08\\x0B-\\x1F\\uFFFE\\uFFFF]");

  private CellText() {}

  static String written(String text) {
    String guarded = ESCAPE.matcher(text).replaceAll("_x005F_x$1_");
    return NOT_IN_XML
        .matcher(guarded)
        .replaceAll(found -> String.format("_x%04X_", (int) found.group().charAt(0)));
  }

  static String read(String written) {
    Matcher escape = ESCAPE.matcher(written);
    return escape.replaceAll(
        found ->
            Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }

  /** The name of a cell, such as {@code B7}; rows and columns are counted from 0. */
  static String name(int row, int column) {
    StringBuilder letters = new StringBuilder();
    for (int left = column; left >= 0; left = left / 26 - 1) {
      letters.insert(0, (char) ('A' + left % 26));
    }
    return letters.append(row + 1).toString();
  }
}
