package io.tidegate.engine.source;

import java.util.Comparator;
import java.util.Objects;

/**
 * A difference between what a source has now and what the catalog describes.
 *
 * @param place the field's name; of something new its place in the record, or the column's name; of
 *     a view the query it is now, empty when it is none
 */
public record Drift(Kind kind, String place) implements Comparable<Drift> {
  public Drift {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(place, "place");
  }

  /** What has become of it. */
  public enum Kind {
    /** It is described and is not there. */
    GONE,
    /** It is there and is of another type, or empty where it may not be. */
    CHANGED,
    /** It is there and is not described; it is not read and does no harm. */
    NEW,
    /** A view is no longer the query that is described. */
    REDEFINED
  }

  @Override
  public int compareTo(Drift other) {
    return Comparator.comparing(Drift::kind).thenComparing(Drift::place).compare(this, other);
  }
}
