package io.tidegate.route.identifier;

import java.util.Objects;

/** The 13-digit article number (EAN-13) of a retail article, with its check digit modulo 10. */
public final class ArticleNumber {
  /** Digits with the check digit. */
  public static final int LENGTH = 13;

  private ArticleNumber() {}

  /** Whether the text is thirteen digits with the right check digit. */
  public static boolean isValid(String text) {
    Objects.requireNonNull(text, "text");
    return Characters.areDigits(text, LENGTH)
        && text.charAt(LENGTH - 1) == expectedCheckDigit(text);
  }

  /**
   * The check digit that belongs to the first twelve digits; later characters are not looked at.
   *
   * @throws IllegalArgumentException when the first twelve characters are not digits
   */
  public static char expectedCheckDigit(String text) {
    if (text.length() < LENGTH - 1 || !Characters.allOf(text, 0, LENGTH - 1, Characters.DIGITS)) {
      throw new IllegalArgumentException("twelve digits are expected");
    }
    int sum = 0;
    for (int i = 0; i < LENGTH - 1; i++) {
      sum += (i % 2 == 0 ? 1 : 3) * (text.charAt(i) - '0');
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }

  /**
   * A number with a prefix kept for use inside a store, which no article in trade has.
   *
   * @param prefix 20 to 29
   * @param serial up to ten digits
   */
  public static String sample(int prefix, long serial) {
    if (prefix < 20 || prefix > 29) {
      throw new IllegalArgumentException(prefix + " is no prefix for use inside a store");
    }
    String body = Digits.padded(prefix, 2) + Digits.padded(serial, 10);
    return body + expectedCheckDigit(body);
  }
}
