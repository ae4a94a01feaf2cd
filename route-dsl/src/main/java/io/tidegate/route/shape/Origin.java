package io.tidegate.route.shape;

import java.util.Comparator;
import java.util.Objects;

/**
 * An output of a governed read: where a value enters a route.
 *
 * @param read id of the read
 * @param output place of the output in the read, counted from 0
 */
public record Origin(String read, int output) implements Comparable<Origin> {
  private static final Comparator<Origin> ORDER =
      Comparator.comparing(Origin::read).thenComparingInt(Origin::output);

  public Origin {
    Objects.requireNonNull(read, "read");
    if (output < 0) {
      throw new IllegalArgumentException("an output has a place");
    }
  }

  @Override
  public int compareTo(Origin other) {
    return ORDER.compare(this, other);
  }
}
