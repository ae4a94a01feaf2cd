package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is served. */
@ConfigMapping(prefix = "tidegate.services")
public interface ServicesConfig {
  /**
   * Folders of service documents that are compiled and published at each start. Without them what
   * was published last is compiled anew; a demo publishes the samples.
   */
  Optional<List<Path>> folders();
}
