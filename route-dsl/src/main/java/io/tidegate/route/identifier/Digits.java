package io.tidegate.route.identifier;

/** Decimal numbers of a fixed width, as identifiers hold them. */
public final class Digits {
  private Digits() {}

  /**
   * The number in decimal, with zeros in front up to the width.
   *
   * @throws IllegalArgumentException when the number is negative or wider
   */
  public static String padded(long number, int width) {
    String digits = Long.toString(number);
    if (number < 0 || digits.length() > width) {
      throw new IllegalArgumentException(number + " does not fit in " + width + " digits");
    }
    return "0".repeat(width - digits.length()) + digits;
  }
}
