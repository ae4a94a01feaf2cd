package io.tidegate.engine.proposal;

import io.tidegate.route.catalog.FieldType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a source says of one of its values.
 *
 * @param name as the source writes it
 * @param length largest length in characters; 0 when none is told
 * @param format as the source calls it, such as {@code uuid}; empty when it does not
 * @param pattern regular expression; empty when there is none
 * @param values the only ones it may have, each with what the source says of it
 * @param title empty when there is none
 * @param description empty when there is none
 * @param example empty when there is none
 */
record Leaf(
    String name,
    FieldType type,
    int length,
    String format,
    String pattern,
    Map<String, String> values,
    String title,
    String description,
    String example) {
  Leaf {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(pattern, "pattern");
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(example, "example");
  }
}
