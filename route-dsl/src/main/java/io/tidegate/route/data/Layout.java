package io.tidegate.route.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of a record's values, in order. Records that are made alike share one layout. */
public final class Layout {
  private final List<String> names;
  private final int hash;
  private final Map<String, Integer> places = new HashMap<>();

  private Layout(List<String> names) {
    this.names = names;
    this.hash = names.hashCode();
    for (int i = 0; i < names.size(); i++) {
      if (places.put(names.get(i), i) != null) {
        throw new IllegalArgumentException("two members are named " + names.get(i));
      }
    }
  }

  /**
   * @throws IllegalArgumentException when a name stands twice
   */
  public static Layout of(List<String> names) {
    return new Layout(List.copyOf(names));
  }

  public List<String> names() {
    return names;
  }

  public int size() {
    return names.size();
  }

  /** The place of a name, or -1 when there is none. */
  public int place(String name) {
    return places.getOrDefault(name, -1);
  }

  /** Layouts of the same names in the same order are equal. */
  @Override
  public boolean equals(Object other) {
    return other == this || other instanceof Layout that && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return names.toString();
  }
}
