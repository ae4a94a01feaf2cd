package io.tidegate.route.identifier;

import java.util.Objects;

/**
 * The number of a customs declaration: customs (4 digits), year (4), direction (1) and a serial
 * (9). The direction is 1 for an import and 0 for an export; in lists for joint declaration it is I
 * or E. There is no check digit.
 */
public final class EntryId {
  /** Characters of an entry id. */
  public static final int LENGTH = 18;

  private static final int DIRECTION = 8;
  private static final int EARLIEST_YEAR = 1980;
  private static final int LATEST_YEAR = 2099;

  private EntryId() {}

  /**
   * Whether the text has the form of an entry id and a year customs could have written. Whether the
   * customs exists is for a code table, whether the year is past for a clock.
   */
  public static boolean isValid(String text) {
    Objects.requireNonNull(text, "text");
    if (text.length() != LENGTH
        || !Characters.allOf(text, 0, DIRECTION, Characters.DIGITS)
        || !Characters.allOf(text, DIRECTION + 1, LENGTH, Characters.DIGITS)
        || "01IE".indexOf(text.charAt(DIRECTION)) < 0) {
      return false;
    }
    int year = Integer.parseInt(text.substring(4, DIRECTION));
    return year >= EARLIEST_YEAR && year <= LATEST_YEAR;
  }

  /**
   * The entry id with these parts.
   *
   * @param customs four digits
   * @param serial up to nine digits
   */
  public static String of(String customs, int year, boolean importing, long serial) {
    String text =
        customs + Digits.padded(year, 4) + (importing ? '1' : '0') + Digits.padded(serial, 9);
    if (!isValid(text)) {
      throw new IllegalArgumentException("no entry id can be made of customs " + customs);
    }
    return text;
  }
}
