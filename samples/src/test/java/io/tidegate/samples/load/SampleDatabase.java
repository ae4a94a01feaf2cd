package io.tidegate.samples.load;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A PostgreSQL of its own, on a free port, that lives as long as the test. */
public final class SampleDatabase implements AutoCloseable {
  private final EmbeddedPostgres server;

  private SampleDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  public static SampleDatabase start() {
    try {
      return new SampleDatabase(EmbeddedPostgres.builder().start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public DataSource dataSource() {
    return server.getPostgresDatabase();
  }

  public void run(String statement) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  /** The rows a query gives, their columns as text joined by blanks. */
  public List<String> query(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = dataSource().getConnection();
        Statement sql = connection.createStatement();
        ResultSet found = sql.executeQuery(query)) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(found.getString(i)));
        }
        rows.add(String.join(" ", row));
      }
    }
    return rows;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
