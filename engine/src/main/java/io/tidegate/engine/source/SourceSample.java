package io.tidegate.engine.source;

import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Resource;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Reads some records of a source the way calls do, so that it can be found out what they hold. Of a
 * table all columns are read that the reading role may read, also those nobody has described.
 */
public final class SourceSample {
  private SourceSample() {}

  /** Of longer values the beginning is looked at, in characters, so that a sample has a bound. */
  private static final int LONGEST = 1000;

  /** Pages that are drawn for each row that is wanted, so that rows of one page are not all. */
  private static final int PAGES_FOR_A_ROW = 2;

  /**
   * Rows drawn from the whole of a table, always the same ones as long as it stays as it is, so
   * that a second look says the same. Of a view, and of a table in partitions, they are the first
   * ones: a column that came into use late may be empty in them.
   *
   * @param rows at most so many
   */
  public static List<SampledColumn> table(DataSource source, Resource resource, int rows)
      throws SQLException {
    return table(source, resource.schema(), resource.table(), rows);
  }

  /** As {@link #table(DataSource, Resource, int)}, of a table that no catalog describes. */
  public static List<SampledColumn> table(DataSource source, String schema, String table, int rows)
      throws SQLException {
    try (Connection connection = source.getConnection()) {
      List<String> columns = columns(connection, schema, table);
      return columns.isEmpty() ? List.of() : values(connection, schema, table, columns, rows);
    }
  }

  private static List<String> columns(Connection connection, String schema, String table)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select column_name from information_schema.columns"
                + " where table_schema = ? and table_name = ? and udt_name <> 'bytea'"
                + " order by ordinal_position")) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
      }
    }
    return columns;
  }

  private static List<SampledColumn> values(
      Connection connection, String schema, String table, List<String> columns, int most)
      throws SQLException {
    OptionalDouble percent = percent(connection, schema, table, most);
    String text =
        columns.stream()
                .map(name -> "pg_catalog.left(cast(" + quoted(name) + " as text), " + LONGEST + ")")
                .collect(Collectors.joining(", ", "select ", ""))
            + " from "
            + quoted(schema)
            + "."
            + quoted(table)
            + (percent.isPresent()
                ? " tablesample system (cast(? as real)) repeatable (1)"
                    + " order by pg_catalog.md5(cast(ctid as text))"
                : "")
            + " limit ?";
    Columns values = new Columns(columns);
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      int next = 1;
      if (percent.isPresent()) {
        statement.setDouble(next++, percent.getAsDouble());
      }
      statement.setInt(next, most);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          for (int c = 0; c < columns.size(); c++) {
            values.add(c, rows.getString(c + 1));
          }
        }
      }
    }
    return values.sampled();
  }

  /** How much of a table's pages is drawn from; absent where none can be. */
  static OptionalDouble percent(Connection connection, String schema, String table, int most)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select pg_catalog.pg_relation_size(c.oid)"
                + " / cast(pg_catalog.current_setting('block_size') as bigint)"
                + " from pg_catalog.pg_class c"
                + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'm')")) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet pages = statement.executeQuery()) {
        return pages.next()
            ? OptionalDouble.of(
                Math.min(100, 100.0 * PAGES_FOR_A_ROW * most / Math.max(1, pages.getLong(1))))
            : OptionalDouble.empty();
      }
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * What an operation answers.
   *
   * @param inputs of a call that gives records
   * @param most so many records are looked at
   * @throws SourceFault when there is no answer
   * @throws IllegalArgumentException when nobody said where its source is
   */
  public static List<SampledColumn> operation(
      OperationClients clients,
      Resource resource,
      Map<String, Object> inputs,
      Instant deadline,
      int most)
      throws SourceFault {
    OperationClient client =
        clients
            .client(resource)
            .orElseThrow(() -> new IllegalArgumentException(resource.id() + " is not connected"));
    List<String> fields = resource.fields().stream().map(Field::name).toList();
    Columns values = new Columns(fields);
    List<Object[]> records = client.read(inputs, deadline, "sample");
    for (Object[] record : records.subList(0, Math.min(most, records.size()))) {
      for (int f = 0; f < fields.size(); f++) {
        values.add(f, record[f] == null ? null : record[f].toString());
      }
    }
    return values.sampled();
  }

  /**
   * The records of delimited text (RFC 4180) whose first line names the columns. Lines that cannot
   * be read, or have more or fewer columns, are left out.
   *
   * @return absent when the first line names no columns
   */
  public static Optional<List<SampledColumn>> file(
      byte[] content, Charset charset, char delimiter, int most) {
    List<byte[]> lines = DelimitedLines.split(content);
    Optional<List<String>> header =
        lines.isEmpty() ? Optional.empty() : columns(lines.getFirst(), charset, delimiter);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    Columns values = new Columns(header.get());
    for (byte[] line : lines.subList(1, (int) Math.min(lines.size(), 1L + most))) {
      columns(line, charset, delimiter)
          .filter(columns -> columns.size() == header.get().size())
          .ifPresent(
              columns -> {
                for (int c = 0; c < columns.size(); c++) {
                  values.add(c, columns.get(c));
                }
              });
    }
    return Optional.of(values.sampled());
  }

  private static Optional<List<String>> columns(byte[] line, Charset charset, char delimiter) {
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(line)).toString();
      return DelimitedLines.columns(
          text.startsWith("\ufeff") ? text.substring(1) : text, delimiter);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Values by column, as they come in by row. */
  private static final class Columns {
    private final List<String> names;
    private final List<List<String>> values = new ArrayList<>();

    Columns(List<String> names) {
      this.names = names;
      names.forEach(name -> values.add(new ArrayList<>()));
    }

    void add(int column, String value) {
      if (value != null) {
        values.get(column).add(value);
      }
    }

    List<SampledColumn> sampled() {
      Map<String, SampledColumn> sampled = new LinkedHashMap<>();
      for (int c = 0; c < names.size(); c++) {
        sampled.putIfAbsent(names.get(c), new SampledColumn(names.get(c), values.get(c)));
      }
      return List.copyOf(sampled.values());
    }
  }
}
