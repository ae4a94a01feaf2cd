package io.tidegate.rules.detect;

import java.util.List;
import java.util.Objects;

/**
 * What is written around a value.
 *
 * @param name of the field, as its source or the catalog writes it; empty when there is none
 * @param title of the field in Chinese; empty when there is none
 * @param neighbours names and titles of the other fields of the record
 */
public record FieldContext(String name, String title, List<String> neighbours) {
  /** Nothing is known. */
  public static final FieldContext NONE = new FieldContext("", "", List.of());

  public FieldContext {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    neighbours = List.copyOf(neighbours);
  }
}
