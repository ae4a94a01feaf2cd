package io.tidegate.route.identifier;

import java.util.Objects;

/**
 * The number of a payment card after ISO/IEC 7812: 13 to 19 digits, the issuer's first, the last a
 * check digit by the formula of Luhn.
 */
public final class PaymentCardNumber {
  /** Fewest digits with the check digit. */
  public static final int SHORTEST = 13;

  /** Most digits with the check digit. */
  public static final int LONGEST = 19;

  private PaymentCardNumber() {}

  /** Whether the text is as many digits with the right check digit. Issuers are not looked up. */
  public static boolean isValid(String text) {
    Objects.requireNonNull(text, "text");
    return text.length() >= SHORTEST
        && text.length() <= LONGEST
        && Characters.areDigits(text, text.length())
        && text.charAt(text.length() - 1)
            == expectedCheckDigit(text.substring(0, text.length() - 1));
  }

  /**
   * The check digit that belongs to the digits before it: from the last one on every other digit
   * counts twice, and of a sum above nine its digits are added.
   *
   * @throws IllegalArgumentException when there are no digits, or something else is among them
   */
  public static char expectedCheckDigit(String body) {
    if (body.isEmpty() || !Characters.areDigits(body, body.length())) {
      throw new IllegalArgumentException("digits are expected");
    }
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int digit = body.charAt(body.length() - 1 - i) - '0';
      int counted = i % 2 == 0 ? 2 * digit : digit;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }
}
