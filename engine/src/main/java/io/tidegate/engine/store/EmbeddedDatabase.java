package io.tidegate.engine.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A real PostgreSQL run by the engine as a child of its own: on a free port of the loopback
 * interface, with a password, its data in the data folder. It outlasts restarts, and a server that
 * a killed engine left running is stopped before the next start.
 */
final class EmbeddedDatabase implements AutoCloseable {
  static final String PLATFORM = "tidegate";
  static final String SAMPLES = "samples";

  private static final String SUPERUSER = "postgres";

  /** Finding a free port and taking it are two steps; somebody else may come between. */
  private static final int ATTEMPTS = 3;

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);

  private final FolderLock lock;
  private final EmbeddedPostgres server;
  private final Secret password;

  private EmbeddedDatabase(FolderLock lock, EmbeddedPostgres server, Secret password) {
    this.lock = lock;
    this.server = server;
    this.password = password;
  }

  /**
   * @param binaries where the server's programs are unpacked; may be shared by several data folders
   *     of one owner
   */
  static EmbeddedDatabase open(DataFolder folder, Path binaries) {
    folder.make();
    FolderLock lock = FolderLock.take(folder.path());
    try {
      LeftoverServer.end(folder.cluster());
      folder.removeUnfinishedCluster();
      Secret password = folder.password(new SecureRandom());
      EmbeddedPostgres server = start(folder, binaries, password);
      EmbeddedDatabase database = new EmbeddedDatabase(lock, server, password);
      try {
        database.makeDatabase(PLATFORM);
        database.makeDatabase(SAMPLES);
        folder.writePrivately(folder.completed(), "");
        return database;
      } catch (RuntimeException | SQLException e) {
        server.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      lock.close();
      throw new StoreException(
          "the embedded PostgreSQL does not start in " + folder.path() + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedPostgres start(DataFolder folder, Path binaries, Secret password)
      throws IOException {
    DataFolder.makePrivate(binaries);
    IOException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return builder(folder, binaries, password).start();
      } catch (IOException e) {
        last = e;
        LeftoverServer.end(folder.cluster());
      } catch (IllegalStateException e) {
        throw new StoreException(
            "the embedded PostgreSQL cannot be made in "
                + folder.path()
                + "; as root it needs user namespaces (unshare -U), otherwise run as an ordinary"
                + " user or name a database by TIDEGATE_DATABASE_URL",
            e);
      }
    }
    throw last;
  }

  private static EmbeddedPostgres.Builder builder(
      DataFolder folder, Path binaries, Secret password) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.cluster())
        // The library lets everybody write to the folder it unpacks to, so that one stays inside a
        // folder that nobody else can enter: what lies in it is executed.
        .setOverrideWorkingDirectory(binaries.resolve("unpacked").toFile())
        .setPort(FreePort.find())
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(START_PATIENCE)
        // These become options of initdb, which reads `--auth` and `--pwfile` as it does locales.
        .setLocaleConfig("auth", "scram-sha-256")
        .setLocaleConfig("pwfile", folder.passwordFile().toString())
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setLocaleConfig("locale", "C")
        .setConnectConfig("password", password.reveal())
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "''")
        // The library is made for tests and turns these off; what is committed must outlive a
        // crash.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "100")
        // One file for each weekday, so that the log is bounded; without statements, because a
        // literal in a statement may be somebody's data.
        .setServerConfig("logging_collector", "on")
        .setServerConfig("log_filename", "postgresql-%a.log")
        .setServerConfig("log_rotation_age", "1d")
        .setServerConfig("log_truncate_on_rotation", "on")
        .setServerConfig("log_min_error_statement", "panic")
        .setServerConfig("log_timezone", "UTC")
        .setServerConfig("timezone", "UTC");
  }

  private void makeDatabase(String name) throws SQLException {
    DatabaseAddress maintenance = address(SUPERUSER);
    try (Connection connection =
            DriverManager.getConnection(
                maintenance.url(), maintenance.user(), maintenance.password().reveal());
        PreparedStatement query =
            connection.prepareStatement("select 1 from pg_catalog.pg_database where datname = ?");
        Statement create = connection.createStatement()) {
      query.setString(1, name);
      if (!query.executeQuery().next()) {
        create.execute("create database " + name);
      }
    }
  }

  /** The address of one of the databases, entered as its owner. */
  DatabaseAddress address(String database) {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database, SUPERUSER, password);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new StoreException("the embedded PostgreSQL does not stop", e);
    } finally {
      lock.close();
    }
  }
}
