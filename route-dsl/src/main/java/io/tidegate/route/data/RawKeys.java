package io.tidegate.route.data;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Outputs of a record as its source gave them, kept for the parameter of another read. They are no
 * members of the record: no expression and no answer can name them, and they are never printed.
 */
public final class RawKeys {
  /** Of a record of which nothing is kept. */
  public static final RawKeys NONE = new RawKeys(new TreeMap<>());

  private final SortedMap<Integer, Object> values;

  private RawKeys(SortedMap<Integer, Object> values) {
    this.values = Collections.unmodifiableSortedMap(values);
  }

  public RawKeys with(int output, Object value) {
    SortedMap<Integer, Object> more = new TreeMap<>(values);
    more.put(output, value);
    return new RawKeys(more);
  }

  /**
   * The value of an output, or null when it is null.
   *
   * @throws IllegalArgumentException when this output was not kept
   */
  public Object value(int output) {
    if (!values.containsKey(output)) {
      throw new IllegalArgumentException("the output " + output + " was not kept");
    }
    return values.get(output);
  }

  @Override
  public String toString() {
    return "raw keys of " + values.keySet();
  }
}
