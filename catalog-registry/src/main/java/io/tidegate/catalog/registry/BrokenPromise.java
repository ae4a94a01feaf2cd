package io.tidegate.catalog.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a contract takes back of the one before, by the name of the field. The registry says whether
 * it may; where the field is within a list, it does not say which field it is.
 *
 * @param place whether it is answered or asked with
 * @param way names of members with a dot between, without the lists they are in, such as {@code
 *     items.hs_code}, as grants name them
 */
public record BrokenPromise(Place place, String way, Kind kind) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the field is. */
  public enum Place {
    ANSWER,
    PARAMETER
  }

  /** What becomes of it. */
  public enum Kind {
    /** It is not there any more. */
    REMOVED,
    /** It is of another type or form than it was. */
    CHANGED,
    /** It has to be given, which it had not. */
    REQUIRED
  }

  public BrokenPromise {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(way, "way");
    Objects.requireNonNull(kind, "kind");
  }

  /** Everything the later contract takes back, in the order of the names. */
  public static List<BrokenPromise> between(Contract before, Contract after) {
    List<BrokenPromise> broken = new ArrayList<>();
    Map<String, Field> was = fields(before.answer());
    Map<String, Field> is = fields(after.answer());
    was.forEach(
        (way, field) -> {
          if (!is.containsKey(way)) {
            broken.add(new BrokenPromise(Place.ANSWER, way, Kind.REMOVED));
          } else if (!is.get(way).readableAs(field)) {
            broken.add(new BrokenPromise(Place.ANSWER, way, Kind.CHANGED));
          }
        });
    Map<String, Field> asked = fields(before.parameters());
    Map<String, Field> asks = fields(after.parameters());
    asked.forEach(
        (name, field) -> {
          if (!asks.containsKey(name)) {
            broken.add(new BrokenPromise(Place.PARAMETER, name, Kind.REMOVED));
          } else if (!field.readableAs(asks.get(name))) {
            broken.add(new BrokenPromise(Place.PARAMETER, name, Kind.CHANGED));
          }
        });
    asks.forEach(
        (name, field) -> {
          boolean had = asked.containsKey(name) && asked.get(name).required();
          if (field.required() && !had) {
            broken.add(new BrokenPromise(Place.PARAMETER, name, Kind.REQUIRED));
          }
        });
    return broken;
  }

  /**
   * A field as its schema says.
   *
   * @param form everything but the types, such as a format or the allowed values
   */
  private record Field(Set<String> types, JsonNode form, boolean required) {
    /** Whether whoever expects the other can read it; forms that differ are not told apart. */
    boolean readableAs(Field other) {
      return other.types().containsAll(types) && form.equals(other.form());
    }
  }

  private static Map<String, Field> fields(String schema) {
    Map<String, Field> fields = new TreeMap<>();
    try {
      fields("", JSON.readTree(schema), fields);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a contract has a schema that is no JSON", e);
    }
    return fields;
  }

  private static void fields(String before, JsonNode schema, Map<String, Field> fields) {
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String way = before + property.getKey();
      JsonNode inner = property.getValue();
      fields.put(way, field(inner, required.contains(property.getKey())));
      fields(way + ".", inner.has("items") ? inner.path("items") : inner, fields);
    }
  }

  private static Field field(JsonNode schema, boolean required) {
    Set<String> types = new TreeSet<>();
    if (schema.path("type").isArray()) {
      schema.path("type").forEach(type -> types.add(type.asText()));
    } else {
      types.add(schema.path("type").asText());
    }
    JsonNode items = schema.path("items");
    var form = JSON.createObjectNode();
    schema
        .properties()
        .forEach(
            entry -> {
              if (!Set.of("type", "description", "properties", "required", "items")
                  .contains(entry.getKey())) {
                form.set(entry.getKey(), entry.getValue());
              }
            });
    if (items.isObject() && !items.has("properties")) {
      form.set("items", items);
    }
    return new Field(types, form, required);
  }
}
