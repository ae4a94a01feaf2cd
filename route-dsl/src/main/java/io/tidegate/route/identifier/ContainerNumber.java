package io.tidegate.route.identifier;

import java.util.Objects;

/**
 * The number of a freight container after ISO 6346: owner (3 letters), equipment category (U, J or
 * Z), serial (6 digits) and a check digit modulo 11.
 *
 * <p>When the remainder is 10 the check digit is 0, so that two serials can have the same digit;
 * the standard advises owners against such serials but they are in use.
 */
public final class ContainerNumber {
  /** Characters with the check digit. */
  public static final int LENGTH = 11;

  private static final int OWNER_LENGTH = 4;
  private static final int SERIAL_LENGTH = 6;

  private ContainerNumber() {}

  /** Whether the text has the form of a container number and the right check digit. */
  public static boolean isValid(String text) {
    Objects.requireNonNull(text, "text");
    return text.length() == LENGTH
        && hasForm(text)
        && text.charAt(LENGTH - 1) == expectedCheckDigit(text);
  }

  /**
   * The check digit that belongs to the first ten characters; later characters are not looked at.
   *
   * @throws IllegalArgumentException when the first ten characters have not the form of a container
   *     number
   */
  public static char expectedCheckDigit(String text) {
    return (char) ('0' + remainder(text) % 10);
  }

  /** Whether the remainder is 10, so that the check digit 0 is shared with another serial. */
  public static boolean hasRemainderTen(String text) {
    return remainder(text) == 10;
  }

  /**
   * The number with its check digit.
   *
   * @param owner three letters and the equipment category
   * @param serial up to six digits
   */
  public static String complete(String owner, int serial) {
    String body = owner + Digits.padded(serial, SERIAL_LENGTH);
    return body + expectedCheckDigit(body);
  }

  private static int remainder(String text) {
    if (text.length() < LENGTH - 1 || !hasForm(text)) {
      throw new IllegalArgumentException("an owner, a category and six digits are expected");
    }
    int sum = 0;
    for (int i = 0; i < LENGTH - 1; i++) {
      sum += value(text.charAt(i)) << i;
    }
    return sum % 11;
  }

  /** Letters count from 10 on, leaving out the multiples of 11. */
  static int value(char character) {
    if (character <= '9') {
      return character - '0';
    }
    int place = character - 'A';
    int leftOut = (place + 9) / 10;
    return 10 + place + leftOut;
  }

  private static boolean hasForm(String text) {
    return Characters.allOf(text, 0, OWNER_LENGTH, Characters.CAPITALS)
        && "UJZ".indexOf(text.charAt(OWNER_LENGTH - 1)) >= 0
        && Characters.allOf(text, OWNER_LENGTH, LENGTH - 1, Characters.DIGITS);
  }
}
