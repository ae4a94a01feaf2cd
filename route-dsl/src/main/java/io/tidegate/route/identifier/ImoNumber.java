package io.tidegate.route.identifier;

import java.util.Objects;

/** The IMO number of a ship: six digits and a check digit, the last digit of a weighted sum. */
public final class ImoNumber {
  /** Digits with the check digit. */
  public static final int LENGTH = 7;

  private ImoNumber() {}

  /** Whether the text is seven digits with the right check digit. */
  public static boolean isValid(String text) {
    Objects.requireNonNull(text, "text");
    return Characters.areDigits(text, LENGTH)
        && text.charAt(LENGTH - 1) == expectedCheckDigit(text);
  }

  /**
   * The check digit that belongs to the first six digits; later characters are not looked at.
   *
   * @throws IllegalArgumentException when the first six characters are not digits
   */
  public static char expectedCheckDigit(String text) {
    if (text.length() < LENGTH - 1 || !Characters.allOf(text, 0, LENGTH - 1, Characters.DIGITS)) {
      throw new IllegalArgumentException("six digits are expected");
    }
    int sum = 0;
    for (int i = 0; i < LENGTH - 1; i++) {
      sum += (LENGTH - i) * (text.charAt(i) - '0');
    }
    return (char) ('0' + sum % 10);
  }

  /**
   * A number from the range ships do not use.
   *
   * @param serial from 200000 to 399999
   */
  public static String sample(int serial) {
    if (serial < 200_000 || serial > 399_999) {
      throw new IllegalArgumentException(serial + " is no serial of a sample ship");
    }
    String body = Digits.padded(serial, LENGTH - 1);
    return body + expectedCheckDigit(body);
  }
}
