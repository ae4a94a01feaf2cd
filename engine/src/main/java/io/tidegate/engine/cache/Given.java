package io.tidegate.engine.cache;

import io.tidegate.engine.answer.Representation;
import java.time.Duration;
import java.util.Objects;

/**
 * An answer and where it came from.
 *
 * @param age since its sources were asked; zero when that was for this call
 * @param left how long it is still fresh; negative when it is not
 */
public record Given(Representation representation, Origin origin, Duration age, Duration left) {
  public Given {
    Objects.requireNonNull(representation, "representation");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(age, "age");
    Objects.requireNonNull(left, "left");
  }

  /** Where an answer came from. */
  public enum Origin {
    /** Made for this call, or for an equal one that came at the same time. */
    MADE,
    /** Kept from a call before. */
    KEPT,
    /** Kept longer than its life, and given because the sources do not answer. */
    STALE
  }
}
