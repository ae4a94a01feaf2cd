package io.tidegate.engine.openapi;

import io.tidegate.route.catalog.FieldType;
import java.util.Objects;
import java.util.Optional;

/** How a type is written in JSON: its JSON type and, for texts, their format. */
record JsonType(String type, Optional<String> format) {
  JsonType {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(format, "format");
  }

  static JsonType of(FieldType type) {
    return switch (type) {
      case STRING -> new JsonType("string", Optional.empty());
      case INTEGER -> new JsonType("integer", Optional.empty());
      case NUMBER -> new JsonType("number", Optional.empty());
      case BOOLEAN -> new JsonType("boolean", Optional.empty());
      case DATE -> new JsonType("string", Optional.of("date"));
      case DATE_TIME -> new JsonType("string", Optional.of("date-time"));
      case OBJECT -> new JsonType("object", Optional.empty());
    };
  }
}
