package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How calls are put on record. */
@ConfigMapping(prefix = "tidegate.accounting")
public interface AccountingConfig {
  /**
   * Most bytes of calls that wait for the database, in files of the data folder; some 350 for each.
   * When they are used up no call is served.
   */
  @WithDefault("268435456")
  long mostWaiting();

  /** How long a call stays in the database. */
  @WithDefault("200d")
  Duration keep();

  /** Whether each call is also written as a line of JSON to {@code access.log}. */
  @WithDefault("false")
  boolean accessLog();
}
