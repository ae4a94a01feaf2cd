package io.tidegate.route.sql;

import java.util.List;
import java.util.Objects;

/**
 * The order in which an answer is read page by page. The keys together must tell any two rows
 * apart; the last one is never null.
 */
public record Keyset(List<Key> keys) {
  public Keyset {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a keyset has at least one key");
    }
    if (keys.stream().map(Key::output).distinct().count() != keys.size()) {
      throw new IllegalArgumentException("an output is a key only once");
    }
  }

  /**
   * One key.
   *
   * @param output the name of the output column
   */
  public record Key(String output, boolean descending) {
    public Key {
      Objects.requireNonNull(output, "output");
    }
  }
}
