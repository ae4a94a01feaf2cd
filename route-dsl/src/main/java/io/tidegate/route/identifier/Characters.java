package io.tidegate.route.identifier;

/** The alphabets of the identifiers. Only ASCII counts: a full-width digit is not a digit here. */
final class Characters {
  static final String DIGITS = "0123456789";
  static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  static final String DIGITS_AND_CAPITALS = DIGITS + CAPITALS;

  private Characters() {}

  static boolean allOf(String text, int start, int end, String alphabet) {
    for (int i = start; i < end; i++) {
      if (alphabet.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  static boolean areDigits(String text, int length) {
    return text.length() == length && allOf(text, 0, length, DIGITS);
  }
}
