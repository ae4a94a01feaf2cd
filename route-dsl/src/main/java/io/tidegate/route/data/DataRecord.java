package io.tidegate.route.data;

import java.util.Objects;

/**
 * One record. The array belongs to the record and is never written to once it is made.
 *
 * @param values in the order of the layout; see the package for what a value is
 * @param provenance what flowed into it
 * @param raw outputs kept for the parameters of other reads
 */
public record DataRecord(Layout layout, Object[] values, Provenance provenance, RawKeys raw) {
  public DataRecord {
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(provenance, "provenance");
    Objects.requireNonNull(raw, "raw");
    if (values.length != layout.size()) {
      throw new IllegalArgumentException("a record of " + layout + " has other values");
    }
  }

  /** A record of which nothing is kept raw. */
  public DataRecord(Layout layout, Object[] values, Provenance provenance) {
    this(layout, values, provenance, RawKeys.NONE);
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

  /** What kind of record it is, without its values: they are not for logs. */
  @Override
  public String toString() {
    return "record of " + layout;
  }
}
