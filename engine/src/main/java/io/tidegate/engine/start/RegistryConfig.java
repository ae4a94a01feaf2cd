package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The registry of contracts. Where nothing is set, one runs beside the engine when its database
 * does too; nodes that share a database have to share a registry, and somebody has to name it.
 */
@ConfigMapping(prefix = "tidegate.registry")
public interface RegistryConfig {
  /** {@code embedded}, {@code external} or {@code off}. */
  Optional<String> mode();

  /** Where an Apicurio Registry answers, without the path of its API. */
  Optional<String> url();

  Optional<String> user();

  Optional<String> password();

  /** The folder an Apicurio Registry was unpacked to, for the one beside the engine. */
  Optional<Path> server();
}
