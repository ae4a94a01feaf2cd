package io.tidegate.rules.mask;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * One of the texts of a list, the same for the same value; never the value itself.
 *
 * @param domain columns of one domain and list get equal texts for equal values
 */
record Lookup(String domain, List<String> values) implements Masking {
  Lookup {
    values = List.copyOf(values);
  }

  @Override
  public Optional<String> mask(Object value, MaskKey key) {
    return value instanceof String text
        ? Optional.of(values.get(place(domain, text, values, key)))
        : Optional.empty();
  }

  /** A place in the list, drawn for a text, that does not hold the text. */
  static int place(String domain, String text, List<String> values, MaskKey key) {
    int place =
        Surrogate.draw(key, "lookup/" + domain, 0, text, BigInteger.valueOf(values.size()))
            .intValue();
    return values.get(place).equals(text) ? (place + 1) % values.size() : place;
  }
}
