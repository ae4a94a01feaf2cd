package io.tidegate.engine.source;

import java.util.List;
import java.util.Objects;

/**
 * Some values of a column or field as texts, without those that are null.
 *
 * @param name as the source, or the catalog of an operation, calls it
 */
public record SampledColumn(String name, List<String> values) {
  public SampledColumn {
    Objects.requireNonNull(name, "name");
    values = List.copyOf(values);
  }

  /** Values are not for the log. */
  @Override
  public String toString() {
    return name + " (" + values.size() + " values)";
  }
}
