package io.tidegate.samples.load;

import io.tidegate.samples.generate.Manifest;
import io.tidegate.samples.generate.SampleData;
import io.tidegate.samples.generate.SampleFiles;
import io.tidegate.samples.generate.SampleTable;
import io.tidegate.samples.generate.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Fills a PostgreSQL database with the sample data. Everything happens in one transaction: another
 * session sees the old data or the new, and an interrupted load leaves no trace.
 *
 * <p>What was loaded is written down in {@code ops.sample_load}. When that is what is asked for and
 * every table still has its rows, nothing is done; when it is something else, the sample tables are
 * made anew. Tables of these names that no sample load has made are left alone: they are
 * somebody's.
 */
public final class SampleLoader {
  private static final String SAMPLE = "declaration";

  /** The folders with tables of their own; each has a schema and the indexes made after it. */
  private static final List<String> AREAS =
      List.of("declaration", "transport", "manifest", "express", "bonded");

  /** Held while loading, so that two loaders follow one another. Any number nobody else uses. */
  private static final long LOCK = 0x7469_6465_6761_7465L;

  private static final int BUFFER = 64 * 1024;

  /** The views that the schemas make over the tables. */
  private static final List<String> VIEWS = List.of("dec.released");

  private SampleLoader() {}

  /**
   * What a call did.
   *
   * @param loaded false when the data were there already
   * @param manifest the text of the manifest of what is in the database now
   */
  public record Result(boolean loaded, String manifest) {
    public Result {
      Objects.requireNonNull(manifest, "manifest");
    }
  }

  /** Loads the data of a volume and seed, not moved in time. */
  public static Result load(DataSource database, Volume volume, long seed, Progress progress) {
    return load(database, new SampleData(volume, seed), progress);
  }

  /** Loads the data, on a connection of its own. */
  public static Result load(DataSource database, SampleData data, Progress progress) {
    try (Connection connection = database.getConnection()) {
      return load(connection, data, progress);
    } catch (SQLException e) {
      throw new SampleLoadException("the sample database cannot be reached", e);
    }
  }

  /**
   * Loads the data on a connection that has no transaction open; it is in auto-commit mode
   * afterwards if it was before.
   *
   * @throws SampleLoadException when the data could not be loaded; the database is as it was
   */
  public static Result load(Connection connection, SampleData data, Progress progress) {
    try {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        Result result = loadInTransaction(connection, data, progress);
        connection.commit();
        return result;
      } catch (SQLException | IOException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(autoCommit);
      }
    } catch (SQLException | IOException e) {
      throw new SampleLoadException("the sample data could not be loaded", e);
    }
  }

  private static Result loadInTransaction(Connection connection, SampleData data, Progress progress)
      throws SQLException, IOException {
    String recipe = Manifest.recipe(data) + " tables " + schemaDigest();
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
      statement.execute("create schema if not exists ops");
      statement.execute(
          """
          create table if not exists ops.sample_load (
            sample varchar(32) primary key,
            recipe text not null,
            manifest text not null,
            loaded_at timestamptz not null default current_timestamp
          )""");
    }
    Optional<Result> before = loadedBefore(connection, recipe, data);
    if (before.isPresent()) {
      return before.get();
    }
    clear(connection, data);
    for (String area : AREAS) {
      run(connection, schemaFile(area));
    }
    List<Manifest.Entry> entries = new ArrayList<>();
    for (SampleTable table : data.tables()) {
      long start = System.nanoTime();
      Manifest.Entry entry = copy(connection, table);
      entries.add(entry);
      progress.loaded(table.name(), entry.rows(), Duration.ofNanos(System.nanoTime() - start));
    }
    for (String area : AREAS) {
      run(connection, indexesFile(area));
    }
    analyze(connection, data);
    String manifest = Manifest.of(data, entries).text();
    remember(connection, recipe, manifest);
    return new Result(true, manifest);
  }

  private static Optional<Result> loadedBefore(
      Connection connection, String recipe, SampleData data) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select recipe, manifest from ops.sample_load where sample = ?")) {
      statement.setString(1, SAMPLE);
      try (ResultSet found = statement.executeQuery()) {
        if (!found.next()) {
          refuseForeignTables(connection, data);
          return Optional.empty();
        }
        String manifest = found.getString("manifest");
        return found.getString("recipe").equals(recipe) && holds(connection, data, manifest)
            ? Optional.of(new Result(false, manifest))
            : Optional.empty();
      }
    }
  }

  private static void refuseForeignTables(Connection connection, SampleData data)
      throws SQLException {
    for (SampleTable table : data.tables()) {
      if (exists(connection, table)) {
        throw new SampleLoadException(
            "the database has a table "
                + table.name()
                + " that no sample load has made; it is not replaced");
      }
    }
  }

  /** Whether every table has as many rows as the manifest says. */
  private static boolean holds(Connection connection, SampleData data, String manifest)
      throws SQLException {
    List<String> lines = manifest.lines().toList();
    for (SampleTable table : data.tables()) {
      if (!exists(connection, table)) {
        return false;
      }
      try (Statement statement = connection.createStatement();
          ResultSet count = statement.executeQuery("select count(*) from " + table.name())) {
        count.next();
        String counted = table.name() + " " + count.getLong(1) + " ";
        if (lines.stream().noneMatch(line -> line.startsWith(counted))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean exists(Connection connection, SampleTable table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select to_regclass(?) is not null")) {
      statement.setString(1, table.name());
      try (ResultSet found = statement.executeQuery()) {
        found.next();
        return found.getBoolean(1);
      }
    }
  }

  /** Drops views and tables, children first, and nothing that others have built on them. */
  private static void clear(Connection connection, SampleData data) throws SQLException {
    List<SampleTable> childrenFirst = new ArrayList<>(data.tables());
    Collections.reverse(childrenFirst);
    try (Statement statement = connection.createStatement()) {
      for (String view : VIEWS) {
        statement.execute("drop view if exists " + view);
      }
      for (SampleTable table : childrenFirst) {
        statement.execute("drop table if exists " + table.name());
      }
    }
  }

  /**
   * The table was made in this transaction, so its rows can be written as frozen from the start.
   */
  private static Manifest.Entry copy(Connection connection, SampleTable table)
      throws SQLException, IOException {
    String statement =
        "copy "
            + table.name()
            + " ("
            + String.join(", ", table.columns())
            + ") from stdin with (format text, freeze, encoding 'UTF8')";
    try (OutputStream out =
        new PGCopyOutputStream(connection.unwrap(PGConnection.class), statement, BUFFER)) {
      return Manifest.write(table, out);
    }
  }

  private static void analyze(Connection connection, SampleData data) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (SampleTable table : data.tables()) {
        statement.execute("analyze " + table.name());
      }
    }
  }

  private static void remember(Connection connection, String recipe, String manifest)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into ops.sample_load (sample, recipe, manifest) values (?, ?, ?)
            on conflict (sample) do update
              set recipe = excluded.recipe, manifest = excluded.manifest, loaded_at = current_timestamp""")) {
      statement.setString(1, SAMPLE);
      statement.setString(2, recipe);
      statement.setString(3, manifest);
      statement.executeUpdate();
    }
  }

  private static String schemaFile(String area) {
    return area + "/data/schema.sql";
  }

  private static String indexesFile(String area) {
    return area + "/data/indexes.sql";
  }

  private static void run(Connection connection, String file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SampleFiles.read(file));
    }
  }

  /** A change of the tables or indexes asks for another load as a change of the rows does. */
  private static String schemaDigest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String area : AREAS) {
        digest.update(SampleFiles.read(schemaFile(area)).getBytes(StandardCharsets.UTF_8));
        digest.update(SampleFiles.read(indexesFile(area)).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
