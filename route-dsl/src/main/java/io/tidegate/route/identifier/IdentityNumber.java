package io.tidegate.route.identifier;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Objects;

/**
 * The identity number of a citizen after GB 11643: area (6 digits), date of birth (8), serial (3,
 * odd for men) and a check digit modulo 11, which may be X.
 */
public final class IdentityNumber {
  /** Characters with the check digit. */
  public static final int LENGTH = 18;

  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECK_DIGITS = "10X98765432";

  /** Nobody born before has such a number. */
  private static final int EARLIEST_YEAR = 1900;

  private IdentityNumber() {}

  /**
   * Whether the text has the form of an identity number, holds a date and has the right check
   * digit. The area is not looked up: the sample area would not be found.
   */
  public static boolean isValid(String text) {
    Objects.requireNonNull(text, "text");
    return text.length() == LENGTH
        && Characters.allOf(text, 0, LENGTH - 1, Characters.DIGITS)
        && holdsDate(text)
        && text.charAt(LENGTH - 1) == expectedCheckDigit(text);
  }

  /**
   * The check digit that belongs to the first 17 digits; later characters are not looked at.
   *
   * @throws IllegalArgumentException when the first 17 characters are not digits
   */
  public static char expectedCheckDigit(String text) {
    if (text.length() < LENGTH - 1 || !Characters.allOf(text, 0, LENGTH - 1, Characters.DIGITS)) {
      throw new IllegalArgumentException("17 digits are expected");
    }
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (text.charAt(i) - '0');
    }
    return CHECK_DIGITS.charAt(sum % 11);
  }

  /**
   * A number in the sample area, which is nobody's.
   *
   * @param serial 0 to 999, odd for a man
   */
  public static String sample(LocalDate birth, int serial) {
    String body =
        UnifiedSocialCreditCode.SAMPLE_REGION
            + Digits.padded(birth.getYear(), 4)
            + Digits.padded(birth.getMonthValue(), 2)
            + Digits.padded(birth.getDayOfMonth(), 2)
            + Digits.padded(serial, 3);
    return body + expectedCheckDigit(body);
  }

  private static boolean holdsDate(String text) {
    int year = Integer.parseInt(text.substring(6, 10));
    try {
      LocalDate.of(
          year, Integer.parseInt(text.substring(10, 12)), Integer.parseInt(text.substring(12, 14)));
    } catch (DateTimeException e) {
      return false;
    }
    return year >= EARLIEST_YEAR;
  }
}
