package io.tidegate.rules.mask;

import java.util.Optional;

/**
 * Stars from one place of a code to another, both included and counted from 1. A code that ends
 * before the range does is not recognised.
 */
record CoverRange(int from, int to) implements Masking {
  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    return value instanceof String text && Keep.isPlain(text) && text.length() >= to
        ? Optional.of(text.substring(0, from - 1) + "*".repeat(to - from + 1) + text.substring(to))
        : Optional.empty();
  }
}
