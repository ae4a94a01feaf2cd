package io.tidegate.route.identifier;

import java.util.Objects;

/**
 * The number of a master air waybill: airline (3 digits), serial (7) and a check digit, the serial
 * modulo 7. People write a hyphen after the airline; it may be left out.
 */
public final class AirWaybillNumber {
  /** Digits with the check digit, without the hyphen. */
  public static final int LENGTH = 11;

  private static final int AIRLINE_LENGTH = 3;
  private static final int SERIAL_LENGTH = 7;

  /** No airline has this prefix. */
  private static final String SAMPLE_AIRLINE = "000";

  private AirWaybillNumber() {}

  /** Whether the text has the form of a waybill number, with or without hyphen, and checks. */
  public static boolean isValid(String text) {
    Objects.requireNonNull(text, "text");
    String digits =
        text.length() == LENGTH + 1 && text.charAt(AIRLINE_LENGTH) == '-'
            ? text.substring(0, AIRLINE_LENGTH) + text.substring(AIRLINE_LENGTH + 1)
            : text;
    return Characters.areDigits(digits, LENGTH)
        && digits.charAt(LENGTH - 1) == expectedCheckDigit(digits.substring(AIRLINE_LENGTH));
  }

  /**
   * The check digit that belongs to a serial of seven digits; later characters are not looked at.
   *
   * @throws IllegalArgumentException when the first seven characters are not digits
   */
  public static char expectedCheckDigit(String serial) {
    if (serial.length() < SERIAL_LENGTH
        || !Characters.allOf(serial, 0, SERIAL_LENGTH, Characters.DIGITS)) {
      throw new IllegalArgumentException("seven digits are expected");
    }
    return (char) ('0' + Integer.parseInt(serial.substring(0, SERIAL_LENGTH)) % 7);
  }

  /** A number of no airline, with a hyphen. */
  public static String sample(int serial) {
    String body = Digits.padded(serial, SERIAL_LENGTH);
    return SAMPLE_AIRLINE + "-" + body + expectedCheckDigit(body);
  }
}
