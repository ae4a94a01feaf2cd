package io.tidegate.engine.cli;

import io.tidegate.engine.crypto.SelfTest;
import io.tidegate.engine.start.DatabaseConfig;
import io.tidegate.engine.start.EngineConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks at one thing after the other that the engine needs; changes nothing. */
final class Examination {
  /** The sample data and the embedded database with its programs, with room to work. */
  private static final long BYTES_WANTED = 1L << 30;

  private static final int LEAST_JAVA = 21;

  private final EngineConfig engine;
  private final DatabaseConfig database;

  Examination(EngineConfig engine, DatabaseConfig database) {
    this.engine = engine;
    this.database = database;
  }

  List<Finding> findings() {
    return List.of(java(), cryptography(), data(), database(), port(), npm());
  }

  private Finding java() {
    int feature = Runtime.version().feature();
    return feature >= LEAST_JAVA
        ? Finding.good("java", Runtime.version().toString())
        : Finding.bad("java", feature + " is too old; install JDK " + LEAST_JAVA + " or later");
  }

  private Finding cryptography() {
    try {
      SelfTest.run();
      return Finding.good("crypto", "SM3, HMAC-SM3 and PBKDF2 give their known answers");
    } catch (IllegalStateException e) {
      return Finding.bad("crypto", e.getMessage());
    }
  }

  private Finding data() {
    Path folder = engine.data().toAbsolutePath().normalize();
    Path existing = folder;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return Finding.bad("data", folder + " cannot be written; choose a folder by TIDEGATE_DATA");
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      return free >= BYTES_WANTED
          ? Finding.good("data", folder.toString())
          : Finding.note("data", folder + " has only " + (free >> 20) + " MiB left");
    } catch (IOException e) {
      return Finding.bad("data", folder + " cannot be examined: " + e.getMessage());
    }
  }

  private Finding database() {
    if (database.url().isPresent()) {
      return external(database.url().get());
    }
    boolean served =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    if (!served) {
      return Finding.bad(
          "database",
          "the embedded PostgreSQL is for Linux on amd64; name another by TIDEGATE_DATABASE_URL");
    }
    if (System.getProperty("user.name").equals("root") && !runs("unshare", "-U", "true")) {
      return Finding.bad(
          "database",
          "as root the embedded PostgreSQL needs user namespaces; run as an ordinary user or name"
              + " another by TIDEGATE_DATABASE_URL");
    }
    return Finding.good("database", "embedded PostgreSQL");
  }

  private Finding external(String url) {
    try (Connection connection =
        DriverManager.getConnection(url, database.user(), database.password().orElse(""))) {
      return Finding.good(
          "database", "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion());
    } catch (SQLException e) {
      return Finding.bad("database", url + " cannot be entered: " + e.getMessage());
    }
  }

  private Finding port() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(engine.host(), engine.port()));
      return Finding.good("port", engine.host() + ":" + engine.port() + " is free");
    } catch (IOException e) {
      return Finding.bad(
          "port",
          engine.host()
              + ":"
              + engine.port()
              + " cannot be had ("
              + e.getMessage()
              + "); choose another by TIDEGATE_PORT");
    }
  }

  private Finding npm() {
    return runs("npm", "--version")
        ? Finding.good("npm", "found")
        : Finding.note("npm", "not found; a build needs it (Debian: apt install npm)");
  }

  private static boolean runs(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
