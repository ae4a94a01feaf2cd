package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How the sources of the catalog are read. */
@ConfigMapping(prefix = "tidegate.reading")
public interface ReadingConfig {
  /** Largest number of connections to one source. */
  @WithDefault("16")
  int poolSize();

  /** Longest run of one statement, whatever deadline the call has. */
  @WithDefault("30s")
  Duration statementTimeout();

  /** From a source's id to where it is; a source that is not here is a sample source. */
  Map<String, Place> sources();

  /** A database, entered as a role that may select from the catalogued tables only. */
  interface Place {
    /** A JDBC URL, {@code jdbc:postgresql://host:port/database}. */
    String url();

    String user();

    String password();
  }
}
