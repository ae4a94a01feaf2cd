package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Traces of calls for a collector of OpenTelemetry. */
@ConfigMapping(prefix = "tidegate.tracing")
public interface TracingConfig {
  /**
   * Where a collector takes traces by OTLP over HTTP, such as {@code
   * http://127.0.0.1:4318/v1/traces}; without it no call is followed.
   */
  Optional<String> url();

  /** How many calls are followed, from 0 to 1. */
  @WithDefault("1")
  double ratio();

  /** Most calls that wait to be sent; one more is dropped and counted. */
  @WithDefault("2048")
  int mostWaiting();
}
