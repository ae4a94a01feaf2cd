package io.tidegate.engine.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds an answer against the schema its description promises. Knows the keywords of JSON Schema
 * 2020-12 that Tidegate's descriptions are written with; a schema with another one is not promised
 * to be understood, and refused.
 */
final class AnswerSchema {
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "required",
          "additionalProperties",
          "properties",
          "items",
          "enum",
          "format",
          "description");
  private static final int MOST_TOLD = 10;

  private final JsonNode schema;

  AnswerSchema(JsonNode schema) {
    this.schema = Objects.requireNonNull(schema, "schema");
  }

  /**
   * What is wrong with an answer, by its places and without its values; nothing when it is sound.
   */
  List<String> wrong(JsonNode answer) {
    List<String> found = new ArrayList<>();
    check(schema, answer, "", found);
    return List.copyOf(found.subList(0, Math.min(MOST_TOLD, found.size())));
  }

  private static void check(JsonNode schema, JsonNode value, String place, List<String> found) {
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      if (!KNOWN.contains(keyword.getKey()) && !keyword.getKey().startsWith("x-")) {
        found.add(place + ": the schema says " + keyword.getKey() + ", which is not understood");
      }
    }
    if (schema.has("type") && !hasType(schema.get("type"), value)) {
      found.add(place + ": " + type(value) + " is not promised");
      return;
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      found.add(place + ": a value that is not promised");
    }
    if (value.isObject()) {
      members(schema, value, place, found);
    }
    if (value.isArray() && schema.has("items")) {
      for (JsonNode item : value) {
        check(schema.get("items"), item, place + "[]", found);
      }
    }
  }

  private static void members(JsonNode schema, JsonNode value, String place, List<String> found) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        found.add(place + "/" + name.asText() + " is missing");
      }
    }
    boolean closed = !schema.path("additionalProperties").asBoolean(true);
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      JsonNode own = schema.path("properties").path(member.getKey());
      if (!own.isMissingNode()) {
        check(own, member.getValue(), place + "/" + member.getKey(), found);
      } else if (closed) {
        found.add(place + "/" + member.getKey() + " is not described");
      }
    }
  }

  private static boolean hasType(JsonNode types, JsonNode value) {
    Set<String> wanted = new TreeSet<>();
    if (types.isTextual()) {
      wanted.add(types.asText());
    }
    types.forEach(type -> wanted.add(type.asText()));
    return wanted.contains(type(value))
        || type(value).equals("integer") && wanted.contains("number");
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> "object";
      case ARRAY -> "array";
      case STRING, BINARY -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case NULL, MISSING -> "null";
    };
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    for (JsonNode one : list) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
