package io.tidegate.route.definition;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One parameter of a request.
 *
 * @param type STRING, INTEGER, NUMBER, BOOLEAN, DATE or DATE_TIME
 * @param format a named form its value must have, with its check digit, such as {@code iso6346}
 * @param maxLength most characters accepted
 * @param allowed the values accepted; empty means any
 * @param otherwise the value when the caller gives none
 */
public record ParameterDefinition(
    Located<String> name,
    Place in,
    FieldType type,
    Optional<ParameterFormat> format,
    boolean required,
    int maxLength,
    OptionalInt minimum,
    OptionalInt maximum,
    List<String> allowed,
    Optional<String> otherwise,
    Bilingual title,
    Optional<String> example) {
  /** Most characters accepted when the document does not say. */
  public static final int DEFAULT_MAX_LENGTH = 256;

  public ParameterDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(in, "in");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(minimum, "minimum");
    Objects.requireNonNull(maximum, "maximum");
    allowed = List.copyOf(allowed);
    Objects.requireNonNull(otherwise, "otherwise");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(example, "example");
  }

  /** Where in the request it stands. */
  public enum Place {
    PATH,
    QUERY
  }
}
