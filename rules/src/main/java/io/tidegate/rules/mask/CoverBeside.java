package io.tidegate.rules.mask;

import java.util.Optional;

/**
 * Covers what stands before, or behind, a mark in a code. The stars are always three, so that they
 * do not tell how much there was; a code that has the mark more than once or at its edge is not
 * recognised.
 */
record CoverBeside(char mark, boolean before) implements Masking {
  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    if (!(value instanceof String text) || !Keep.isPlain(text)) {
      return Optional.empty();
    }
    int at = text.indexOf(mark);
    if (at <= 0 || at == text.length() - 1 || text.indexOf(mark, at + 1) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        before
            ? CompiledMask.COVERED + text.substring(at)
            : text.substring(0, at + 1) + CompiledMask.COVERED);
  }
}
