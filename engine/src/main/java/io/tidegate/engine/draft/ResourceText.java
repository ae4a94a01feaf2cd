package io.tidegate.engine.draft;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Operation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.text.Bilingual;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Writes a service document for a table or an operation of the catalog: its fields, a parameter for
 * each of its keys or inputs, pages by its key. The rows anybody gets, and the masks, are for the
 * compiler to decide. A document that is less is there for where the rules allow no filter or no
 * page by the key.
 */
public final class ResourceText {
  private static final String VERSION = "1.0.0";

  private final Resource resource;

  private ResourceText(Resource resource) {
    this.resource = Objects.requireNonNull(resource, "resource");
  }

  /** What could be offered of a resource, the most useful first. */
  public static List<String> of(Resource resource) {
    ResourceText text = new ResourceText(resource);
    if (resource.operation().isPresent()) {
      return List.of(text.operation(resource.operation().get()));
    }
    return List.of(text.table(true, true), text.table(false, true), text.table(false, false));
  }

  /** The parameters such a document requires, by name, with the examples the catalog gives. */
  public static Map<String, String> examples(Resource resource) {
    Map<String, String> examples = new LinkedHashMap<>();
    resource
        .operation()
        .ifPresent(
            operation ->
                operation.inputs().stream()
                    .filter(Operation.Input::required)
                    .forEach(input -> examples.put(name(input.name()), input.example())));
    return examples;
  }

  private String id() {
    return resource
        .id()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }

  private static String text(String value) {
    // a JSON text is a YAML text
    return "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)) + "\"";
  }

  private static String both(Bilingual value) {
    return "{ zh: " + text(value.zh()) + ", en: " + text(value.en()) + " }";
  }

  private String head(String path) {
    return "service: "
        + id()
        + "\nversion: "
        + VERSION
        + "\ntitle: "
        + both(resource.title())
        + "\nsummary: "
        + both(resource.summary())
        + "\narea: "
        + resource.area()
        + "\ndepartment: "
        + text(resource.department())
        + "\ntags: ["
        + resource.tags().stream().map(ResourceText::text).collect(Collectors.joining(", "))
        + "]\nopenness: "
        + resource.openness().name().toLowerCase(Locale.ROOT)
        + "\n\nrequest:\n  get: /"
        + path
        + "\n";
  }

  /**
   * @param filtered whether a caller can ask by the key
   * @param paged whether it is read page by page
   */
  private String table(boolean filtered, boolean paged) {
    List<Field> keys =
        resource.primaryKey().stream()
            .flatMap(name -> resource.field(name).stream())
            .filter(field -> field.type() != FieldType.OBJECT)
            .toList();
    StringBuilder out = new StringBuilder(head(id()));
    if (filtered && !keys.isEmpty()) {
      out.append("  parameters:\n");
      for (Field key : keys) {
        parameter(out, name(key.name()), key.type(), false, key.title(), key.example());
      }
    }
    out.append("\nroute:\n  from:\n    uri: direct:request\n    steps:\n      - to:\n")
        .append("          uri: sql\n          parameters:\n            dataSource: \"#")
        .append(resource.source())
        .append("\"\n            query: |\n              select ")
        .append(
            resource.fields().stream()
                .filter(field -> field.type() != FieldType.OBJECT)
                .map(field -> "t." + quoted(field.name()))
                .collect(Collectors.joining(",\n                     ")))
        .append("\n              from ")
        .append(quoted(resource.schema()))
        .append('.')
        .append(quoted(resource.table()))
        .append(" t\n");
    if (filtered && !keys.isEmpty()) {
      out.append("            filters:\n");
      keys.forEach(
          key ->
              out.append("              - t.")
                  .append(quoted(key.name()))
                  .append(" = :#")
                  .append(name(key.name()))
                  .append('\n'));
    }
    if (paged && !keys.isEmpty()) {
      out.append("paging:\n  keys: [")
          .append(keys.stream().map(Field::name).collect(Collectors.joining(", ")))
          .append("]\n  size: 50\n  max: 200\n");
    }
    return out.append("\ndeliver:\n  realtime: { timeout: 3s }\n").toString();
  }

  private String operation(Operation operation) {
    StringBuilder out = new StringBuilder(head(id()));
    if (!operation.inputs().isEmpty()) {
      out.append("  parameters:\n");
      for (Operation.Input input : operation.inputs()) {
        parameter(
            out,
            name(input.name()),
            input.type(),
            input.required(),
            input.title(),
            input.example());
      }
    }
    List<String> inputs = new ArrayList<>();
    operation
        .inputs()
        .forEach(
            input ->
                inputs.add(
                    "            "
                        + input.name()
                        + ": \"${header."
                        + name(input.name())
                        + "}\"\n"));
    out.append("\nroute:\n  from:\n    uri: direct:request\n    steps:\n      - to:\n")
        .append("          uri: source\n          parameters:\n            operation: ")
        .append(resource.source())
        .append('/')
        .append(operation.name())
        .append('\n');
    inputs.forEach(out::append);
    return out.append("\ndeliver:\n  realtime: { timeout: 3s }\n").toString();
  }

  private static void parameter(
      StringBuilder out,
      String name,
      FieldType type,
      boolean required,
      Bilingual title,
      String example) {
    out.append("    ")
        .append(name)
        .append(":\n      in: query\n      type: ")
        .append(type.word())
        .append('\n');
    if (required) {
      out.append("      required: true\n");
    }
    out.append("      title: ").append(both(title)).append('\n');
    if (!example.isEmpty()) {
      out.append("      example: ").append(text(example)).append('\n');
    }
  }

  /** A column's name as parameters are written. */
  private static String name(String column) {
    StringBuilder name = new StringBuilder();
    for (String word : column.split("_")) {
      name.append(
          name.isEmpty() || word.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }

  private static String quoted(String identifier) {
    return identifier.matches("[a-z_][a-z0-9_]*") ? identifier : "\"" + identifier + "\"";
  }
}
