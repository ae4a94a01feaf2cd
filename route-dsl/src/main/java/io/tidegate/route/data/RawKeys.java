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

  private final SortedMap<Integer, RawKey> keys;

  private RawKeys(SortedMap<Integer, RawKey> keys) {
    this.keys = Collections.unmodifiableSortedMap(keys);
  }

  public RawKeys with(int output, RawKey key) {
    SortedMap<Integer, RawKey> more = new TreeMap<>(keys);
    more.put(output, key);
    return new RawKeys(more);
  }

  /**
   * What was kept of an output.
   *
   * @throws IllegalArgumentException when this output was not kept
   */
  public RawKey key(int output) {
    if (!keys.containsKey(output)) {
      throw new IllegalArgumentException("the output " + output + " was not kept");
    }
    return keys.get(output);
  }

  @Override
  public String toString() {
    return "raw keys of " + keys.keySet();
  }
}
