package io.tidegate.rules.mask;

import java.util.Optional;

/** Another identifier of the same kind. */
record IdentifierSurrogate(Identifier identifier, Identifier.Mode mode) implements Masking {
  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    return value instanceof String text
        ? identifier.recipe(mode).surrogate(text, key)
        : Optional.empty();
  }
}
