package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the catalog comes from. */
@ConfigMapping(prefix = "tidegate.catalog")
public interface CatalogConfig {
  /**
   * Folders that are read at each start and replace the catalog in force. Without them the catalog
   * stays as it is; a demo reads the sample folders.
   */
  Optional<List<Path>> folders();

  /**
   * Networks that sources may lie in which providers register; without any, public addresses only,
   * and in a demo this machine.
   */
  Optional<List<String>> sourceNetworks();

  /**
   * How often all resources are measured and compared with their sources, by one node of the
   * cluster; 0 for never. Each round begins up to a tenth later.
   */
  @WithDefault("24h")
  Duration measureEvery();
}
