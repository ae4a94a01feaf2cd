package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where the engine is and where it listens. */
@ConfigMapping(prefix = "tidegate")
public interface EngineConfig {
  /** The folder of everything that must outlast a restart. */
  @WithDefault("data")
  Path data();

  /** The folder the engine was unpacked or checked out to; the samples lie in it. */
  @WithDefault(".")
  Path home();

  /** The interface that is listened on; by default only this machine can call. */
  @WithDefault("127.0.0.1")
  String host();

  @WithDefault("8080")
  int port();
}
