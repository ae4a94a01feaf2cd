package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How live answers are looked at by detectors. */
@ConfigMapping(prefix = "tidegate.detection")
public interface DetectionConfig {
  /** One in so many live answers is looked at; 0 for none. */
  @WithDefault("1000")
  int sampleEvery();

  /** Whether a field is closed that answers what its label does not cover. */
  @WithDefault("false")
  boolean strict();
}
