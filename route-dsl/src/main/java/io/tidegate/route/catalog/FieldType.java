package io.tidegate.route.catalog;

import java.util.Locale;
import java.util.Optional;

/** The type of a field as a consumer sees it. */
public enum FieldType {
  STRING,
  INTEGER,
  /** An exact decimal; written to JSON as a number with all its digits. */
  NUMBER,
  BOOLEAN,
  DATE,
  /** A moment with its offset, ISO 8601. */
  DATE_TIME,
  /** A JSON document. */
  OBJECT;

  /** The word for it in a service document, such as {@code date-time}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<FieldType> ofWord(String word) {
    for (FieldType type : values()) {
      if (type.word().equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
