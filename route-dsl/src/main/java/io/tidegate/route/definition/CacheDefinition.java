package io.tidegate.route.definition;

import io.tidegate.route.text.Span;
import java.time.Duration;
import java.util.Objects;

/**
 * How long answers may be given again.
 *
 * @param life how old an answer may be
 * @param staleOnError whether an older one is given when the sources do not answer
 * @param span of the setting
 */
public record CacheDefinition(Duration life, boolean staleOnError, Span span) {
  public CacheDefinition {
    Objects.requireNonNull(life, "life");
    Objects.requireNonNull(span, "span");
  }
}
