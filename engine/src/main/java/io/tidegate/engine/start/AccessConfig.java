package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How callers are told. */
@ConfigMapping(prefix = "tidegate.access")
public interface AccessConfig {
  /** How often the keys are read anew, whether or not a change of them was heard of. */
  @WithDefault("2s")
  Duration refresh();

  /** How long a token of OAuth 2 can be used, from a minute to an hour. */
  @WithDefault("10m")
  Duration tokenLife();

  /**
   * A file of certificates in PEM, of those who vouch for the certificates clients connect by;
   * without it none is taken.
   */
  Optional<String> clientAuthorities();

  /**
   * Most nonces of signed calls that are remembered, each for up to ten minutes and some 200 bytes;
   * a call beyond them is refused.
   */
  @WithDefault("1000000")
  int mostNonces();
}
