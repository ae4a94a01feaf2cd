package io.tidegate.engine.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Embedded databases for tests: a data folder of their own, the server's programs shared. */
final class TestDatabases {
  private static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();

  private TestDatabases() {}

  static PlatformDatabase open(Path folder) {
    return PlatformDatabase.embedded(new DataFolder(folder), BINARIES);
  }

  static Connection connect(DatabaseAddress address) throws SQLException {
    return DriverManager.getConnection(address.url(), address.user(), address.password().reveal());
  }

  static void run(DatabaseAddress address, String... statements) throws SQLException {
    try (Connection connection = connect(address);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  static String ask(DatabaseAddress address, String query) throws SQLException {
    try (Connection connection = connect(address)) {
      return ask(connection, query);
    }
  }
}
