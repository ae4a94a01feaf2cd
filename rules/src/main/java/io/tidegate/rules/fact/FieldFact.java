package io.tidegate.rules.fact;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.text.Bilingual;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A field of the catalog, as rules see it.
 *
 * @param resource the catalog's code of its resource, such as {@code dec_head}
 * @param area the business area of its resource
 * @param format such as {@code iso6346}, empty when it has none
 * @param declared the sensitivity the catalog declares; absent means unknown
 * @param categories what the catalog says the field is; sorted, without doubles
 * @param detected what detectors found in its values and a person confirmed; sorted, without
 *     doubles
 * @param openness the catalog's tier for callers who are no party to the record
 */
public record FieldFact(
    ColumnId column,
    String resource,
    String area,
    Bilingual title,
    FieldType type,
    String format,
    Optional<String> codeSet,
    Optional<Sensitivity> declared,
    List<String> categories,
    List<String> detected,
    Openness openness) {
  public FieldFact {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(area, "area");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(codeSet, "codeSet");
    Objects.requireNonNull(declared, "declared");
    categories = categories.stream().sorted().distinct().toList();
    detected = detected.stream().sorted().distinct().toList();
    Objects.requireNonNull(openness, "openness");
  }

  /** A field in whose values nobody confirmed a detector's hit. */
  public FieldFact(
      ColumnId column,
      String resource,
      String area,
      Bilingual title,
      FieldType type,
      String format,
      Optional<String> codeSet,
      Optional<Sensitivity> declared,
      List<String> categories,
      Openness openness) {
    this(
        column,
        resource,
        area,
        title,
        type,
        format,
        codeSet,
        declared,
        categories,
        List.of(),
        openness);
  }

  /**
   * The fact about a field of a resource. A field is never more open than its resource, so the
   * stricter of the two tiers is taken.
   */
  public static FieldFact of(Resource resource, Field field) {
    return new FieldFact(
        resource.column(field.name()),
        resource.id(),
        resource.area(),
        field.title(),
        field.type(),
        field.format(),
        field.codeSet(),
        field.sensitivity(),
        field.categories(),
        field.detected(),
        field.openness().strictest(resource.openness()));
  }
}
