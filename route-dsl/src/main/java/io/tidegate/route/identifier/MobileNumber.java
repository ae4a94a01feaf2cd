package io.tidegate.route.identifier;

import java.util.Objects;

/**
 * The number of a mobile telephone of the Chinese mainland: 11 digits that begin with 13 to 19. It
 * has no check digit.
 */
public final class MobileNumber {
  /** Digits. */
  public static final int LENGTH = 11;

  /** No operator has numbers that begin so; numbers that begin with 10 are services. */
  public static final String SAMPLE_PREFIX = "100";

  private MobileNumber() {}

  /** Whether the text is eleven digits of a range operators use. */
  public static boolean isValid(String text) {
    Objects.requireNonNull(text, "text");
    return Characters.areDigits(text, LENGTH) && text.charAt(0) == '1' && text.charAt(1) >= '3';
  }

  /** Whether the text is eleven digits of the range nobody can have. */
  public static boolean isSample(String text) {
    Objects.requireNonNull(text, "text");
    return Characters.areDigits(text, LENGTH) && text.startsWith(SAMPLE_PREFIX);
  }

  /**
   * A number nobody can have.
   *
   * @param serial up to eight digits
   */
  public static String sample(int serial) {
    return SAMPLE_PREFIX + Digits.padded(serial, LENGTH - SAMPLE_PREFIX.length());
  }
}
