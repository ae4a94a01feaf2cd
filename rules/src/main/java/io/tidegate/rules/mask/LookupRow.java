package io.tidegate.rules.mask;

import java.util.List;
import java.util.Optional;

/**
 * The text that stands in a list where the companion's stand-in stands in its own. Masks with the
 * same companion, domain and list of stand-ins choose the same row for a record, so that a port,
 * its country and its customs office still belong together.
 *
 * @param keys the stand-ins of the companion; the one that is the companion itself is not chosen
 * @param values as many texts of this field
 */
record LookupRow(String domain, List<String> keys, List<String> values) implements RecordMasking {
  LookupRow {
    keys = List.copyOf(keys);
    values = List.copyOf(values);
  }

  @Override
  public Optional<String> mask(Object value, Object companion, MaskKey key) {
    return value instanceof String && companion instanceof String text
        ? Optional.of(values.get(Lookup.place(domain, text, keys, key)))
        : Optional.empty();
  }
}
