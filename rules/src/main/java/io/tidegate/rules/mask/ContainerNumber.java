package io.tidegate.rules.mask;

/**
 * The check digit of a container number (ISO 6346): letters count from 10 in alphabetical order,
 * leaving out the multiples of 11; each place weighs twice the one before; the sum modulo 11.
 */
final class ContainerNumber {
  private static final String ALPHABET = "0123456789A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ";

  private ContainerNumber() {}

  /** The remainder for the first ten characters, 0 to 10; 10 is written as the digit 0. */
  static int remainder(String firstTen) {
    int sum = 0;
    for (int place = 0; place < 10; place++) {
      sum += ALPHABET.indexOf(firstTen.charAt(place)) << place;
    }
    return sum % 11;
  }
}
