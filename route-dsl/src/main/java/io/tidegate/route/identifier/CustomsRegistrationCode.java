package io.tidegate.route.identifier;

import java.util.Objects;

/**
 * The code an enterprise is registered under with customs: area (4 digits), economic zone (1),
 * ownership (1) and a serial (4) that may hold letters. It has no check digit.
 */
public final class CustomsRegistrationCode {
  /** Characters of a code. */
  public static final int LENGTH = 10;

  private static final String SAMPLE_AREA_AND_ZONE = "35029";
  private static final int AREA_LENGTH = 4;
  private static final int SERIALS_PER_LETTER = 1000;

  private CustomsRegistrationCode() {}

  /** Whether the text has the form of a registration code. */
  public static boolean isValid(String text) {
    Objects.requireNonNull(text, "text");
    return text.length() == LENGTH
        && Characters.allOf(text, 0, AREA_LENGTH, Characters.DIGITS)
        && Characters.allOf(text, AREA_LENGTH, LENGTH, Characters.DIGITS_AND_CAPITALS);
  }

  /**
   * A code in the sample area, whose serial begins with a letter from T on.
   *
   * @param ownership one digit
   * @param number from 0 to 6999
   */
  public static String sample(int ownership, int number) {
    if (number < 0 || number >= ('Z' - 'T' + 1) * SERIALS_PER_LETTER) {
      throw new IllegalArgumentException(number + " is no number of a sample registration");
    }
    return SAMPLE_AREA_AND_ZONE
        + Digits.padded(ownership, 1)
        + (char) ('T' + number / SERIALS_PER_LETTER)
        + Digits.padded(number % SERIALS_PER_LETTER, 3);
  }
}
