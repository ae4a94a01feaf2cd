package io.tidegate.route.script;

import io.tidegate.route.catalog.FieldType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** What a function takes or gives. */
enum Kind {
  TEXT("text", Optional.of(FieldType.STRING)),
  INTEGER("integer", Optional.of(FieldType.INTEGER)),
  /** Decimals, and integers where it is taken. */
  NUMBER("number", Optional.of(FieldType.NUMBER)),
  BOOLEAN("boolean", Optional.of(FieldType.BOOLEAN)),
  DATE("date", Optional.of(FieldType.DATE)),
  DATE_TIME("date-time", Optional.of(FieldType.DATE_TIME)),
  /** An integer when all that it is made from are integers, otherwise a decimal. */
  SAME_NUMBER("number", Optional.empty()),
  /** A list of texts. */
  TEXTS("list of texts", Optional.empty());

  private final String word;
  private final Optional<FieldType> type;

  Kind(String word, Optional<FieldType> type) {
    this.word = word;
    this.type = type;
  }

  String word() {
    return word;
  }

  /** The type of a value of this kind, when it is one type. */
  Optional<FieldType> type() {
    return type;
  }

  /** Whether it takes values of a type. */
  boolean takes(FieldType given) {
    return switch (this) {
      case NUMBER, SAME_NUMBER -> given == FieldType.INTEGER || given == FieldType.NUMBER;
      case TEXT, INTEGER, BOOLEAN, DATE, DATE_TIME -> type.filter(t -> t == given).isPresent();
      case TEXTS -> false;
    };
  }

  /** Whether it takes a value that is there. */
  boolean takes(Object value) {
    return switch (this) {
      case TEXT -> value instanceof String;
      case INTEGER -> value instanceof Long;
      case NUMBER, SAME_NUMBER -> value instanceof Long || value instanceof BigDecimal;
      case BOOLEAN -> value instanceof Boolean;
      case DATE -> value instanceof LocalDate;
      case DATE_TIME -> value instanceof OffsetDateTime;
      case TEXTS -> value instanceof List<?>;
    };
  }
}
