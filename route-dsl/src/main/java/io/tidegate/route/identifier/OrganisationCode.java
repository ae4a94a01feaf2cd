package io.tidegate.route.identifier;

import java.util.Objects;

/**
 * The organisation code of GB 11714: eight digits or capital letters and a check digit modulo 11.
 * It lives on as characters 9 to 17 of the unified social credit code.
 */
public final class OrganisationCode {
  /** Characters with their check digit. */
  public static final int LENGTH = 9;

  private static final int[] WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

  private OrganisationCode() {}

  /** Whether the text has the form of an organisation code and the right check digit. */
  public static boolean isValid(String text) {
    Objects.requireNonNull(text, "text");
    return text.length() == LENGTH
        && hasBodyForm(text)
        && text.charAt(LENGTH - 1) == expectedCheckDigit(text);
  }

  /**
   * The check digit that belongs to the first eight characters; later characters are not looked at.
   *
   * @throws IllegalArgumentException when the first eight characters are not digits or capital
   *     letters
   */
  public static char expectedCheckDigit(String text) {
    if (!hasBodyForm(text)) {
      throw new IllegalArgumentException("eight digits or capital letters are expected");
    }
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * Character.digit(text.charAt(i), 36);
    }
    int digit = 11 - sum % 11;
    return digit == 10 ? 'X' : digit == 11 ? '0' : (char) ('0' + digit);
  }

  /** The first eight characters followed by their check digit. */
  public static String complete(String body) {
    if (body.length() != WEIGHTS.length) {
      throw new IllegalArgumentException("eight digits or capital letters are expected");
    }
    return body + expectedCheckDigit(body);
  }

  private static boolean hasBodyForm(String text) {
    return text.length() >= WEIGHTS.length
        && Characters.allOf(text, 0, WEIGHTS.length, Characters.DIGITS_AND_CAPITALS);
  }
}
