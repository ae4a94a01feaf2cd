package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Which rule pack is in force. */
@ConfigMapping(prefix = "tidegate.rules")
public interface RulesConfig {
  /** The folder of the pack; without it the pack of the samples. */
  Optional<Path> folder();
}
