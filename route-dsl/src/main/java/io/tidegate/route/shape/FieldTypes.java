package io.tidegate.route.shape;

import io.tidegate.route.catalog.FieldType;
import java.util.Optional;

/** How the types of values go together. */
final class FieldTypes {
  private FieldTypes() {}

  /** The type of what is one of two; numbers of both kinds together are decimals. */
  static Optional<FieldType> common(FieldType one, FieldType other) {
    if (one == other) {
      return Optional.of(one);
    }
    return numeric(one) && numeric(other) ? Optional.of(FieldType.NUMBER) : Optional.empty();
  }

  private static boolean numeric(FieldType type) {
    return type == FieldType.INTEGER || type == FieldType.NUMBER;
  }
}
