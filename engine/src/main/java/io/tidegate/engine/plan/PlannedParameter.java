package io.tidegate.engine.plan;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.definition.ParameterDefinition;
import io.tidegate.route.definition.ParameterFormat;
import io.tidegate.route.text.Bilingual;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** A parameter of the request: what is accepted before any step runs. */
public record PlannedParameter(
    String name,
    ParameterDefinition.Place in,
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
  public PlannedParameter {
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
}
