package io.tidegate.rules.mask;

/**
 * The unified social credit code (GB 32100): 18 symbols, of which 9 to 17 are an organisation code
 * (GB 11714) with a check symbol of its own, and the last checks the whole.
 */
final class CreditCode {
  static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  static final int LENGTH = 18;
  private static final int[] INNER_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

  private CreditCode() {}

  static boolean hasShape(String text) {
    return text.length() == LENGTH && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  /** The check symbol of an organisation code; letters count A=10 to Z=35. */
  static char innerCheck(String eight) {
    int sum = 0;
    for (int place = 0; place < 8; place++) {
      sum += Character.digit(eight.charAt(place), 36) * INNER_WEIGHTS[place];
    }
    int check = 11 - sum % 11;
    return check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
  }

  /** The check symbol of the first 17; each place weighs three times the one before, modulo 31. */
  static char outerCheck(String seventeen) {
    int sum = 0;
    int weight = 1;
    for (int place = 0; place < LENGTH - 1; place++) {
      sum += ALPHABET.indexOf(seventeen.charAt(place)) * weight;
      weight = weight * 3 % 31;
    }
    return ALPHABET.charAt((31 - sum % 31) % 31);
  }
}
