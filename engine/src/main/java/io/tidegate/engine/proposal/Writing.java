package io.tidegate.engine.proposal;

import io.tidegate.route.catalog.FieldType;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a value is taken to be written.
 *
 * @param pattern of a date or moment; empty when there is none
 * @param zone empty when there is none
 * @param guessed whether this is more than the source says
 */
record Writing(FieldType type, String pattern, String zone, boolean emptyIsNull, boolean guessed) {
  private static final Pattern DIGITS =
      Pattern.compile("\\(?(?:\\\\d|\\[0-9\\])\\{(8|14)\\}(\\)\\?|\\|)?\\)?");
  private static final Pattern TIME = Pattern.compile("(^|_)(time|date|day|at|on)$");

  Writing {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(pattern, "pattern");
    Objects.requireNonNull(zone, "zone");
  }

  /** Eight or fourteen digits that are called a time are one. */
  static Writing of(Leaf leaf) {
    if (leaf.type() == FieldType.STRING && TIME.matcher(Words.snake(leaf.name())).find()) {
      Matcher digits = DIGITS.matcher(leaf.pattern().replaceAll("^\\^|\\$$", ""));
      if (digits.matches()) {
        boolean empty = digits.group(2) != null;
        return digits.group(1).equals("8")
            ? new Writing(FieldType.DATE, "yyyyMMdd", "", empty, true)
            : new Writing(FieldType.DATE_TIME, "yyyyMMddHHmmss", "Asia/Shanghai", empty, true);
      }
    }
    return new Writing(leaf.type(), "", "", false, false);
  }
}
