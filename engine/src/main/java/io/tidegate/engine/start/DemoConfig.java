package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether the samples are served. */
@ConfigMapping(prefix = "tidegate.demo")
public interface DemoConfig {
  @WithDefault("false")
  boolean enabled();
}
