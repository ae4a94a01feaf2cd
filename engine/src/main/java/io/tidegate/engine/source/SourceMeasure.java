package io.tidegate.engine.source;

import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Resource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Counts what a resource has. Nothing but counts and one time leaves the source; only described
 * columns are looked at, each statement has a bound of rows and of time.
 */
public final class SourceMeasure {
  /** More rows are not counted one by one; the database's own reckoning is told then. */
  static final long MOST_COUNTED = 1_000_000;

  /** Rows that empty values are counted in. */
  static final int LOOKED_AT = 10_000;

  /** Pages are drawn from the whole table for so many rows of a page each; most pages hold more. */
  private static final int DRAWN = 200;

  /** Of fewer records a share would tell of single ones. */
  static final int FEWEST = 5;

  private static final int SECONDS = 5;
  private static final int MOST_TIMES = 4;

  /** The states of a statement that took too long. */
  private static final String CANCELED = "57014";

  /** Columns that say when a row was last changed, by how they are called. */
  private static final Pattern CHANGE =
      Pattern.compile("(^|_)(upd|update|updated|modify|modified|change|changed)(_|$)");

  private static final Set<String> MOMENTS = Set.of("timestamptz", "timestamp");

  private SourceMeasure() {}

  /**
   * What was counted.
   *
   * @param rows absent when it can be neither counted in time nor reckoned
   * @param exact whether they were counted
   * @param bytes absent where the source does not tell
   * @param lookedAt records that the shares are of
   * @param nulls by field the share of records in which it is empty; none of fewer than {@value
   *     #FEWEST} records
   * @param lastChange the newest moment that is not in the future
   * @param lastChangeBy the column it stands in
   * @param changeMark another text after any change; absent where the source counts none
   */
  public record Counted(
      OptionalLong rows,
      boolean exact,
      OptionalLong bytes,
      long lookedAt,
      Map<String, Double> nulls,
      Optional<Instant> lastChange,
      Optional<String> lastChangeBy,
      Optional<String> changeMark) {}

  /** What the database says of a table. */
  private record Told(
      OptionalLong rows, OptionalLong bytes, Optional<String> mark, boolean plain) {}

  /**
   * Counts a table or view.
   *
   * @return empty when it is not there
   */
  public static Optional<Counted> table(DataSource source, Resource resource) throws SQLException {
    try (Connection connection = source.getConnection()) {
      Optional<Told> told = told(connection, resource);
      if (told.isEmpty()) {
        return Optional.empty();
      }
      List<Field> fields = there(connection, resource);
      OptionalLong counted = counted(connection, resource);
      OptionalLong rows = counted.isPresent() ? counted : told.get().rows();
      Map<String, Double> nulls = new LinkedHashMap<>();
      long lookedAt = nulls(connection, resource, fields, told.get().plain(), nulls);
      Optional<Latest> latest = latest(connection, resource, fields);
      return Optional.of(
          new Counted(
              rows,
              counted.isPresent(),
              told.get().bytes(),
              lookedAt,
              nulls,
              latest.map(Latest::at),
              latest.map(Latest::column),
              told.get().mark()));
    }
  }

  private static Optional<Told> told(Connection connection, Resource resource) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select c.relkind, cast(c.reltuples as bigint),"
                + " case when c.relkind in ('r', 'm') then pg_catalog.pg_total_relation_size(c.oid)"
                + " end, s.n_tup_ins, s.n_tup_upd, s.n_tup_del"
                + " from pg_catalog.pg_class c"
                + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                + " left join pg_catalog.pg_stat_all_tables s on s.relid = c.oid"
                + " where n.nspname = ? and c.relname = ?"
                + " and c.relkind in ('r', 'p', 'v', 'm', 'f')")) {
      statement.setString(1, resource.schema());
      statement.setString(2, resource.table());
      statement.setQueryTimeout(SECONDS);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        boolean plain = Set.of("r", "m").contains(row.getString(1));
        long reckoned = row.getLong(2);
        long bytes = row.getLong(3);
        boolean sized = !row.wasNull();
        String mark = row.getString(4) + "/" + row.getString(5) + "/" + row.getString(6);
        return Optional.of(
            new Told(
                // of a table nobody has analysed yet it says -1, and of a view nothing
                plain && reckoned >= 0 ? OptionalLong.of(reckoned) : OptionalLong.empty(),
                sized ? OptionalLong.of(bytes) : OptionalLong.empty(),
                plain && row.getString(4) != null ? Optional.of(mark) : Optional.empty(),
                plain));
      }
    }
  }

  /** The described fields that are there and may be read. */
  private static List<Field> there(Connection connection, Resource resource) throws SQLException {
    Set<String> columns = new TreeSet<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select column_name from information_schema.columns"
                + " where table_schema = ? and table_name = ?")) {
      statement.setString(1, resource.schema());
      statement.setString(2, resource.table());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
      }
    }
    return resource.fields().stream().filter(field -> columns.contains(field.name())).toList();
  }

  /** Empty when there are too many, or counting them takes too long. */
  private static OptionalLong counted(Connection connection, Resource resource)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select count(*) from (select 1 from " + table(resource) + " limit ?) t")) {
      statement.setLong(1, MOST_COUNTED + 1);
      statement.setQueryTimeout(SECONDS);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long rows = row.getLong(1);
        return rows > MOST_COUNTED ? OptionalLong.empty() : OptionalLong.of(rows);
      }
    } catch (SQLException e) {
      return unlessLate(e, OptionalLong.empty());
    }
  }

  private static long nulls(
      Connection connection,
      Resource resource,
      List<Field> fields,
      boolean drawn,
      Map<String, Double> nulls)
      throws SQLException {
    if (fields.isEmpty()) {
      return 0;
    }
    OptionalDouble percent =
        drawn
            ? SourceSample.percent(connection, resource.schema(), resource.table(), DRAWN)
            : OptionalDouble.empty();
    String columns = names(fields);
    String text =
        "select count(*), "
            + fields.stream()
                .map(field -> "count(" + quoted(field.name()) + ")")
                .collect(Collectors.joining(", "))
            + " from (select "
            + columns
            + " from "
            + table(resource)
            + (percent.isPresent() ? " tablesample system (cast(? as real)) repeatable (1)" : "")
            + " limit ?) t";
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      int next = 1;
      if (percent.isPresent()) {
        statement.setDouble(next++, percent.getAsDouble());
      }
      statement.setInt(next, LOOKED_AT);
      statement.setQueryTimeout(SECONDS);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long all = row.getLong(1);
        if (all < FEWEST) {
          return all;
        }
        for (int f = 0; f < fields.size(); f++) {
          nulls.put(fields.get(f).name(), share(all - row.getLong(f + 2), all));
        }
        return all;
      }
    } catch (SQLException e) {
      return unlessLate(e, 0L);
    }
  }

  private record Latest(Instant at, String column) {}

  /** The newest moment in the columns that tell of changes, or else in any that is one. */
  private static Optional<Latest> latest(
      Connection connection, Resource resource, List<Field> fields) throws SQLException {
    List<Field> moments =
        fields.stream().filter(field -> MOMENTS.contains(field.sqlType())).toList();
    List<Field> changes =
        moments.stream().filter(field -> CHANGE.matcher(field.name()).find()).toList();
    List<Field> asked = (changes.isEmpty() ? moments : changes).stream().limit(MOST_TIMES).toList();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    String text =
        "select "
            + asked.stream().map(SourceMeasure::newest).collect(Collectors.joining(", "))
            + " from "
            + table(resource);
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      statement.setQueryTimeout(SECONDS);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        Optional<Latest> latest = Optional.empty();
        for (int f = 0; f < asked.size(); f++) {
          OffsetDateTime at = row.getObject(f + 1, OffsetDateTime.class);
          if (at != null && latest.filter(l -> !l.at().isBefore(at.toInstant())).isEmpty()) {
            latest = Optional.of(new Latest(at.toInstant(), asked.get(f).name()));
          }
        }
        return latest;
      }
    } catch (SQLException e) {
      return unlessLate(e, Optional.empty());
    }
  }

  /** What is planned lies in the future, and is no change. */
  private static String newest(Field field) {
    String name = quoted(field.name());
    String newest = "max(" + name + ") filter (where " + name + " <= current_timestamp)";
    return field.sqlType().equals("timestamptz")
        ? newest
        : newest + " at time zone 'Asia/Shanghai'";
  }

  /** A bound that was met is no fault: what it bounds is then not told. */
  private static <T> T unlessLate(SQLException trouble, T otherwise) throws SQLException {
    if (CANCELED.equals(trouble.getSQLState())) {
      return otherwise;
    }
    throw trouble;
  }

  /**
   * Counts what an operation answers once.
   *
   * @param inputs of a call that gives records
   * @throws SourceFault when there is no answer
   */
  public static Counted operation(
      OperationClient client, Resource resource, Map<String, Object> inputs, Instant deadline)
      throws SourceFault {
    List<Object[]> records = client.read(inputs, deadline, "measure");
    List<Object[]> looked = records.subList(0, Math.min(LOOKED_AT, records.size()));
    Map<String, Double> nulls = new LinkedHashMap<>();
    if (looked.size() >= FEWEST) {
      List<Field> fields = new ArrayList<>(resource.fields());
      for (int f = 0; f < fields.size(); f++) {
        int place = f;
        long empty = looked.stream().filter(record -> record[place] == null).count();
        nulls.put(fields.get(f).name(), share(empty, looked.size()));
      }
    }
    return new Counted(
        OptionalLong.empty(),
        false,
        OptionalLong.empty(),
        looked.size(),
        nulls,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** With four digits, as nobody reads more. */
  private static double share(long some, long all) {
    return Math.round(10_000.0 * some / all) / 10_000.0;
  }

  private static String names(List<Field> fields) {
    return fields.stream().map(field -> quoted(field.name())).collect(Collectors.joining(", "));
  }

  private static String table(Resource resource) {
    return quoted(resource.schema()) + "." + quoted(resource.table());
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
