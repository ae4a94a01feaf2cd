package io.tidegate.route.identifier;

import java.util.Objects;

/**
 * The identification number of a vehicle after ISO 3779 and GB 16735: 17 digits and capitals
 * without I, O and Q, the ninth a check digit modulo 11, which may be X. China and North America
 * prescribe the check digit; makers elsewhere may put another character in its place.
 */
public final class VehicleIdentificationNumber {
  /** Characters with the check digit. */
  public static final int LENGTH = 17;

  /** Where the check digit stands, counted from 0. */
  public static final int CHECK_PLACE = 8;

  /** Digits and capitals without I, O and Q. */
  public static final String ALPHABET = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ";

  /** What each character of the alphabet counts. */
  private static final int[] VALUES = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8,
    9
  };

  private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

  private VehicleIdentificationNumber() {}

  /** Whether the text has the form of such a number, whatever stands at the check place. */
  public static boolean hasForm(String text) {
    Objects.requireNonNull(text, "text");
    return text.length() == LENGTH && Characters.allOf(text, 0, LENGTH, ALPHABET);
  }

  /** Whether the text has the form of such a number and the right check digit. */
  public static boolean isValid(String text) {
    return hasForm(text) && text.charAt(CHECK_PLACE) == expectedCheckDigit(text);
  }

  /**
   * The check digit that belongs to the other sixteen characters; what stands in its place counts
   * nothing.
   *
   * @throws IllegalArgumentException when the text has not the form of such a number
   */
  public static char expectedCheckDigit(String text) {
    if (!hasForm(text)) {
      throw new IllegalArgumentException("17 characters without I, O and Q are expected");
    }
    int sum = 0;
    for (int i = 0; i < LENGTH; i++) {
      sum += WEIGHTS[i] * VALUES[ALPHABET.indexOf(text.charAt(i))];
    }
    int digit = sum % 11;
    return digit == 10 ? 'X' : (char) ('0' + digit);
  }

  /** The number with its ninth character replaced by the check digit. */
  public static String complete(String text) {
    return text.substring(0, CHECK_PLACE)
        + expectedCheckDigit(text)
        + text.substring(CHECK_PLACE + 1);
  }
}
