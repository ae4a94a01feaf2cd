package io.tidegate.rules.mask;

import java.util.Optional;

/** The first characters of a longer code of letters and digits. */
record Prefix(int keep) implements Masking {
  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    return value instanceof String text && text.length() > keep && text.matches("[0-9A-Za-z]+")
        ? Optional.of(text.substring(0, keep))
        : Optional.empty();
  }
}
