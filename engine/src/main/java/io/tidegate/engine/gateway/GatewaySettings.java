package io.tidegate.engine.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Settings of the edge, {@code tidegate.gateway.*}. */
@ConfigMapping(prefix = "tidegate.gateway")
public interface GatewaySettings {
  /** Longest request target, path and query as sent, in bytes. */
  @WithDefault("8192")
  int maxUriBytes();

  /** Longest body that is read past, in bytes; reading services have no use for one. */
  @WithDefault("1024")
  int maxBodyBytes();

  /** How long the head of a request may take to come whole, from its first byte. */
  @WithDefault("20s")
  Duration headTime();

  /** How long the body of a request may take to come whole, where one is read. */
  @WithDefault("30s")
  Duration bodyTime();

  /** Most answers being made at once on this node; a request beyond them is told to come back. */
  @WithDefault("256")
  int maxConcurrentAnswers();

  /**
   * Most answers of the services of one department being made at once; as many wait for half a
   * second, and a request beyond them is told to come back. Less than all, so that one provider's
   * slow source leaves room for the others.
   */
  @WithDefault("128")
  int maxConcurrentOfProvider();

  /** Most lists being sent part by part at once on this node. */
  @WithDefault("16")
  int maxConcurrentStreams();

  /** How long a caller may take nothing of a list that is sent part by part. */
  @WithDefault("30s")
  Duration streamStall();

  /** How long sending a list part by part may take altogether. */
  @WithDefault("10m")
  Duration longestStream();

  /** The applications that are told with {@code Server-Timing} where the time of a call went. */
  Optional<Set<String>> serverTiming();

  /** How long a link to a document can be used, at least; at most twice as long. */
  @WithDefault("5m")
  Duration documentLinkLife();
}
