package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the answers that are kept, {@code tidegate.cache.*}. */
@ConfigMapping(prefix = "tidegate.cache")
interface CacheConfig {
  /** Most bytes of all answers this node keeps; 0 keeps none. */
  @WithDefault("67108864")
  long maxBytes();

  /** Most bytes of one answer; a larger one is made for each call. */
  @WithDefault("1048576")
  int maxAnswerBytes();

  /**
   * How long beyond its life an answer of a service with {@code fallback: stale} is kept for the
   * time its sources fail.
   */
  @WithDefault("10m")
  Duration staleFor();
}
