package io.tidegate.engine.cache;

import java.time.Duration;
import java.util.Objects;

/**
 * What a node keeps.
 *
 * @param maxBytes of all answers together; 0 keeps none
 * @param maxAnswerBytes of one answer; a larger one is made for each call
 * @param staleFor how long beyond its life an answer is kept for the time its sources fail
 */
public record CacheSettings(long maxBytes, int maxAnswerBytes, Duration staleFor) {
  public CacheSettings {
    if (maxBytes < 0 || maxAnswerBytes < 1) {
      throw new IllegalArgumentException("the sizes of a cache are not negative");
    }
    Objects.requireNonNull(staleFor, "staleFor");
    if (staleFor.isNegative()) {
      throw new IllegalArgumentException("a time is not negative");
    }
  }
}
