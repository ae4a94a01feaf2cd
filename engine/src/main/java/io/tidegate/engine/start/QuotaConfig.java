package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How many calls the classes of limits give. */
@ConfigMapping(prefix = "tidegate.quota")
public interface QuotaConfig {
  /** How long a call waits for the node that lends. */
  @WithDefault("2s")
  Duration longestWait();

  /** From a class of limits, in small letters, to what it gives other than usual. */
  Map<String, Numbers> classes();

  /** Numbers of one class, for each application and service; zero counts nothing. */
  interface Numbers {
    /** Calls that become possible with every second. */
    OptionalInt perSecond();

    /** Calls that may come at once after a rest. */
    OptionalInt burst();

    /** Calls in a minute of the calendar. */
    OptionalLong perMinute();

    /** Calls in a day of Asia/Shanghai. */
    OptionalLong perDay();

    /** Calls in a month of Asia/Shanghai. */
    OptionalLong perMonth();

    /**
     * Calls of an account each node admits in a minute by itself when nobody can be asked; they are
     * counted nowhere.
     */
    OptionalInt localPerMinute();
  }
}
