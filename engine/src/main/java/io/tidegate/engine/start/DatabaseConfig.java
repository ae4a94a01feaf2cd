package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The platform's own database. Without a URL an embedded PostgreSQL runs in the data folder. */
@ConfigMapping(prefix = "tidegate.database")
public interface DatabaseConfig {
  /** A JDBC URL, {@code jdbc:postgresql://host:port/database}. */
  Optional<String> url();

  @WithDefault("tidegate")
  String user();

  Optional<String> password();
}
