package io.tidegate.engine.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the sources of the catalog are read. */
@ConfigMapping(prefix = "tidegate.reading")
public interface ReadingConfig {
  /** Largest number of connections to one source. */
  @WithDefault("16")
  int poolSize();

  /** Longest run of one statement, whatever deadline the call has. */
  @WithDefault("30s")
  Duration statementTimeout();

  /** Most reads of one source at once on this node. */
  @WithDefault("64")
  int mostReads();

  /** Most reads that wait for their turn at one source; more are refused. */
  @WithDefault("64")
  int mostWaiting();

  /** How long a read waits for its turn at a source. */
  @WithDefault("500ms")
  Duration longestWait();

  /** From a source's id to where it is; a source that is not here is a sample source. */
  Map<String, Place> sources();

  /** Where a source is, and how it is entered. */
  interface Place {
    /**
     * {@code jdbc:postgresql://host:port/database} of a source with tables; {@code http:} or {@code
     * https:} of one that is called; {@code file:} and a folder of files or objects; {@code sftp:}
     * with host and folder of files; {@code kafka:} or {@code kafkas:} with brokers, or {@code
     * memory:} and any name, of a topic.
     */
    String url();

    /** Of a database, a role that may select from the catalogued tables only. */
    Optional<String> user();

    Optional<String> password();

    /** The one key the host of an {@code sftp:} source has, as {@code ssh-keyscan} prints it. */
    Optional<String> hostKey();

    /**
     * Private key an {@code sftp:} source is entered with, in place of the password, which then
     * opens the file.
     */
    Optional<Path> keyFile();

    /** Certificates in PEM of those who vouch for the brokers of a {@code kafkas:} source. */
    Optional<Path> caFile();

    /** The mechanism by which a {@code kafkas:} source is shown the password. */
    Optional<String> sasl();

    /** Networks a called source may lie in; without any, public addresses only. */
    Optional<List<String>> networks();
  }
}
