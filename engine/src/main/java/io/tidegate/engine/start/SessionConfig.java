package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How people sign in. */
@ConfigMapping(prefix = "tidegate.session")
public interface SessionConfig {
  /** A session of staff that was not used for so long is over. */
  @WithDefault("15m")
  Duration staffIdle();

  /** Likewise, of people of organisations. */
  @WithDefault("30m")
  Duration memberIdle();

  /** No session lasts longer. */
  @WithDefault("12h")
  Duration longest();

  /** So many failures of one address within a quarter of an hour lock it. */
  @WithDefault("20")
  int failuresPerAddress();

  /** Most captchas for one address, on one node. */
  @WithDefault("30")
  int captchasPerMinute();

  /** Whether the cookie is for TLS only though a proxy ends TLS before the engine. */
  @WithDefault("false")
  boolean secureCookie();
}
