package io.tidegate.rules.mask;

import java.util.Optional;

/**
 * The first characters of a text of letters, digits, blanks and plain punctuation, and an ellipsis.
 * At least as many characters as are kept must be left out: the beginning of a short text is the
 * text.
 */
record Truncate(int keep) implements Masking {
  private static final String PUNCTUATION = " .,'&/()-_+#（）·、，。－";

  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    if (!(value instanceof String text) || !text.strip().equals(text)) {
      return Optional.empty();
    }
    int[] characters = text.codePoints().toArray();
    if (characters.length < 2 * keep) {
      return Optional.empty();
    }
    for (int character : characters) {
      if (!Character.isLetterOrDigit(character) && PUNCTUATION.indexOf(character) < 0
          || isFullWidth(character)) {
        return Optional.empty();
      }
    }
    return Optional.of(new String(characters, 0, keep) + "…");
  }

  private static boolean isFullWidth(int character) {
    return character >= 0xFF10 && character <= 0xFF5A && Character.isLetterOrDigit(character);
  }
}
