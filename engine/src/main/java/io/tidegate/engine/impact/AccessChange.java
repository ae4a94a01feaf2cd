package io.tidegate.engine.impact;

import java.util.Locale;
import java.util.Objects;

/**
 * What changes in who is served at all.
 *
 * @param audience whom it is about, such as {@code finance, certified}; everybody where it is empty
 * @param read the read whose records are concerned; the service itself where it is empty
 */
public record AccessChange(
    What what, String audience, String read, Direction direction, String before, String after) {
  public AccessChange {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(audience, "audience");
    Objects.requireNonNull(read, "read");
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
  }

  /** What can change. */
  public enum What {
    /** The tier for callers who are no party to a record. */
    OPENNESS,
    /** Who has to agree before such a caller is served. */
    APPROVAL,
    /** Whether a caller without a key is served. */
    ANONYMOUS,
    /** Whether an audience is served at all. */
    SERVED,
    /** How often an application may call. */
    LIMIT,
    /** Which records of a table are read. */
    RECORDS,
    /** How many parties a group of others' records must have to be told. */
    LEAST;

    /** The word for it in answers. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
