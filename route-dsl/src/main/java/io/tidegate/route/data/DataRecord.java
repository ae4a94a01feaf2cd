package io.tidegate.route.data;

import java.util.Objects;

/**
 * One record. The array belongs to the record and is never written to once it is made.
 *
 * @param values in the order of the layout; see the package for what a value is
 * @param provenance what flowed into it
 */
public record DataRecord(Layout layout, Object[] values, Provenance provenance) {
  public DataRecord {
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(provenance, "provenance");
    if (values.length != layout.size()) {
      throw new IllegalArgumentException("a record of " + layout + " has other values");
    }
  }

  /**
   * The value with this name, or null when it is null.
   *
   * @throws IllegalArgumentException when the record has no such member
   */
  public Object value(String name) {
    int place = layout.place(name);
    if (place < 0) {
      throw new IllegalArgumentException("the record has no member " + name);
    }
    return values[place];
  }
}
