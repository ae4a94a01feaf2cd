package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tidegate.samples.generate.Volume;

/** Whether the samples are served. */
@ConfigMapping(prefix = "tidegate.demo")
public interface DemoConfig {
  @WithDefault("false")
  boolean enabled();

  /** How much sample data is loaded. */
  @WithDefault("demo")
  Volume volume();
}
