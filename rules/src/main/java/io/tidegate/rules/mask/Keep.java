package io.tidegate.rules.mask;

import java.util.Optional;

/** The first and last characters of a code, when enough is left to hide between them. */
record Keep(int first, int last) implements Masking {
  /** With fewer hidden characters a code could be found by trying. */
  static final int FEWEST_HIDDEN = 4;

  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    if (!(value instanceof String text) || !isPlain(text)) {
      return Optional.empty();
    }
    int hidden = text.length() - first - last;
    return hidden < FEWEST_HIDDEN
        ? Optional.empty()
        : Optional.of(
            text.substring(0, first) + "*".repeat(hidden) + text.substring(text.length() - last));
  }

  /**
   * Whether a text is made of visible ASCII characters only, so that one character is one place.
   * Blanks, full-width digits, Han characters and emoji are not.
   */
  static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }
}
