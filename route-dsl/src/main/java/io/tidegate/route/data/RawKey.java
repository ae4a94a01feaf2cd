package io.tidegate.route.data;

import io.tidegate.route.catalog.Relation;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * An output of a record as its source gave it, with what the caller is to that record. Records of
 * an operation that belong to it take their parties from here.
 *
 * @param value as the source gave it; null when it is null
 * @param held the relations the caller has to the record the output is a copy of; none when it is a
 *     copy of no record's column
 * @param switchesOn the names of that record's switches that are on
 */
public record RawKey(Object value, Set<Relation> held, Set<String> switchesOn) {
  public RawKey {
    held = held.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(held));
    switchesOn = Collections.unmodifiableSet(new TreeSet<>(switchesOn));
  }

  /** A key that is of no record the caller is a party to. */
  public static RawKey of(Object value) {
    return new RawKey(value, Set.of(), Set.of());
  }

  /** Without the value: it is not for logs. */
  @Override
  public String toString() {
    return "raw key of " + held;
  }
}
