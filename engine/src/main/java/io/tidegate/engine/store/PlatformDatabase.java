package io.tidegate.engine.store;

import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The database the platform keeps its own state in: an embedded PostgreSQL, or any PostgreSQL by
 * URL. Embedded, it also has a database for the sample sources. Both run the same code.
 */
public final class PlatformDatabase implements AutoCloseable {
  private static final int POOL_SIZE = 10;

  private final DatabaseAddress platform;
  private final Optional<DatabaseAddress> samples;
  private final AgroalDataSource pool;
  private final Optional<EmbeddedDatabase> embedded;

  private PlatformDatabase(
      DatabaseAddress platform,
      Optional<DatabaseAddress> samples,
      Optional<EmbeddedDatabase> embedded) {
    this.platform = platform;
    this.samples = samples;
    this.embedded = embedded;
    this.pool = ConnectionPools.pool(platform, POOL_SIZE, "", "set time zone 'UTC'");
  }

  /**
   * Starts the embedded PostgreSQL; its data stay in the folder.
   *
   * @throws StoreException when it does not start, or when another process uses the folder
   */
  public static PlatformDatabase embedded(DataFolder folder) {
    return embedded(folder, folder.binaries());
  }

  /**
   * Starts the embedded PostgreSQL with its programs unpacked elsewhere.
   *
   * @param binaries a folder only its owner can write to: what lies there is executed
   */
  public static PlatformDatabase embedded(DataFolder folder, Path binaries) {
    EmbeddedDatabase server = EmbeddedDatabase.open(folder, binaries);
    return new PlatformDatabase(
        server.address(EmbeddedDatabase.PLATFORM),
        Optional.of(server.address(EmbeddedDatabase.SAMPLES)),
        Optional.of(server));
  }

  /** Uses a PostgreSQL that somebody else runs. */
  public static PlatformDatabase external(DatabaseAddress address) {
    return new PlatformDatabase(address, Optional.empty(), Optional.empty());
  }

  /** Where the platform's own database is. */
  public DatabaseAddress platform() {
    return platform;
  }

  /** Where the sample sources are, entered as their owner; only embedded there are any. */
  public Optional<DatabaseAddress> samples() {
    return samples;
  }

  /** The pool of the platform's own database. */
  public DataSource dataSource() {
    return pool;
  }

  /** Closes the pool and stops the embedded server. */
  @Override
  public void close() {
    try {
      pool.close();
    } finally {
      embedded.ifPresent(EmbeddedDatabase::close);
    }
  }
}
