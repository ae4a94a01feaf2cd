package io.tidegate.engine.gateway;

/**
 * The check digits of the identifiers callers send. Each method takes what stands before the digit,
 * already in its alphabet.
 */
final class CheckDigits {
  private static final String CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

  private CheckDigits() {}

  /** The eighteenth place of a unified social credit code: GB 32100, powers of 3, modulo 31. */
  static char creditCode(String first17) {
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < 17; i++) {
      sum += CREDIT_CODE_ALPHABET.indexOf(first17.charAt(i)) * weight;
      weight = weight * 3 % 31;
    }
    return CREDIT_CODE_ALPHABET.charAt((31 - sum % 31) % 31);
  }

  /**
   * The ninth place of an organisation code, the seventeenth of a credit code: GB 11714, modulo 11.
   */
  static char organisation(String first8) {
    int sum = 0;
    for (int i = 0; i < 8; i++) {
      sum += Character.digit(first8.charAt(i), 36) * ORGANISATION_WEIGHTS[i];
    }
    int check = 11 - sum % 11;
    return check == 10 ? 'X' : Character.forDigit(check % 11, 10);
  }

  /**
   * The eleventh place of a container number: ISO 6346, powers of 2, modulo 11; letters leave out
   * the multiples of 11.
   */
  static char container(String first10) {
    int sum = 0;
    for (int i = 0; i < 10; i++) {
      char c = first10.charAt(i);
      int value = Character.digit(c, 10);
      if (value < 0) {
        int letter = c - 'A';
        value = 10 + letter + (letter + 9) / 10;
      }
      sum += value << i;
    }
    return Character.forDigit(sum % 11 % 10, 10);
  }

  /** The seventh digit of an IMO number: weights 7 to 2, the last digit of the sum. */
  static char vessel(String first6) {
    int sum = 0;
    for (int i = 0; i < 6; i++) {
      sum += (first6.charAt(i) - '0') * (7 - i);
    }
    return Character.forDigit(sum % 10, 10);
  }
}
