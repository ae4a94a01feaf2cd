package io.tidegate.engine.plan;

import java.time.Duration;
import java.util.Objects;

/**
 * How long and for whom answers are kept.
 *
 * @param life how old an answer may be that is given again
 * @param staleOnError whether an older one is given when the sources do not answer
 * @param audience who may get an answer that was made for another call
 * @param sealed whether what is kept is encrypted, for a label asks for it
 */
public record PlannedCache(Duration life, boolean staleOnError, Audience audience, boolean sealed) {
  public PlannedCache {
    Objects.requireNonNull(life, "life");
    Objects.requireNonNull(audience, "audience");
  }

  /** Who shares answers. */
  public enum Audience {
    /** Whoever is let in: nothing of the answer depends on who calls. */
    EVERYBODY,
    /** The same application of the same enterprise alone. */
    CALLER
  }
}
