package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How calls are counted. How many there may be is for the rules and for agreements to say. */
@ConfigMapping(prefix = "tidegate.quota")
public interface QuotaConfig {
  /** How long a call waits for the node that lends. */
  @WithDefault("2s")
  Duration longestWait();

  /**
   * Calls of an account each node admits in a minute by itself when nobody can be asked; they are
   * counted nowhere.
   */
  @WithDefault("0")
  int localPerMinute();
}
