package io.tidegate.engine.source;

import io.tidegate.engine.source.DescribedTable.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** Reads what a PostgreSQL database says of the tables and views of one schema. */
public final class SchemaReader {
  /** Longer comments are cut, in characters. */
  private static final int LONGEST_COMMENT = 1000;

  private SchemaReader() {}

  /**
   * The tables and views the role may read at least one column of, by name.
   *
   * @param most so many at the most
   */
  public static List<String> names(DataSource source, String schema, int most) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select c.relname from pg_catalog.pg_class c"
                    + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                    + " where n.nspname = ? and c.relkind in ('r', 'p', 'v', 'm', 'f')"
                    + " and not c.relispartition"
                    + " and pg_catalog.has_schema_privilege(n.oid, 'usage')"
                    + " and pg_catalog.has_any_column_privilege(c.oid, 'select')"
                    + " order by c.relname limit ?")) {
      statement.setString(1, schema);
      statement.setInt(2, most);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }

  /** One table; empty when it went meanwhile. */
  public static Optional<DescribedTable> table(DataSource source, String schema, String name)
      throws SQLException {
    try (Connection connection = source.getConnection()) {
      List<Column> columns = columns(connection, schema, name);
      List<String> key = key(connection, schema, name);
      try (PreparedStatement statement =
          connection.prepareStatement(
              "select c.relkind = 'v', pg_catalog.left(pg_catalog.obj_description(c.oid,"
                  + " 'pg_class'), ?), cast(c.reltuples as bigint)"
                  + " from pg_catalog.pg_class c"
                  + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                  + " where n.nspname = ? and c.relname = ?")) {
        statement.setInt(1, LONGEST_COMMENT);
        statement.setString(2, schema);
        statement.setString(3, name);
        try (ResultSet row = statement.executeQuery()) {
          if (!row.next()) {
            return Optional.empty();
          }
          long reckoned = row.getLong(3);
          boolean view = row.getBoolean(1);
          return Optional.of(
              new DescribedTable(
                  name,
                  view,
                  text(row.getString(2)),
                  columns,
                  key,
                  // of a table nobody has analysed yet it says -1
                  view || reckoned < 0 ? OptionalLong.empty() : OptionalLong.of(reckoned)));
        }
      }
    }
  }

  private static List<Column> columns(Connection connection, String schema, String table)
      throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select a.attname, t.typname, coalesce(i.character_maximum_length,"
                + " case when t.typname = 'numeric' then i.numeric_precision end, 0),"
                + " not a.attnotnull, pg_catalog.left(pg_catalog.col_description(c.oid,"
                + " a.attnum), ?)"
                + " from pg_catalog.pg_class c"
                + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                + " join pg_catalog.pg_attribute a on a.attrelid = c.oid"
                + " join pg_catalog.pg_type t on t.oid = a.atttypid"
                + " join information_schema.columns i on i.table_schema = n.nspname"
                + " and i.table_name = c.relname and i.column_name = a.attname"
                + " where n.nspname = ? and c.relname = ? and a.attnum > 0"
                + " and not a.attisdropped"
                + " and pg_catalog.has_column_privilege(c.oid, a.attnum, 'select')"
                + " order by a.attnum")) {
      statement.setInt(1, LONGEST_COMMENT);
      statement.setString(2, schema);
      statement.setString(3, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(
              new Column(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getInt(3),
                  rows.getBoolean(4),
                  text(rows.getString(5))));
        }
      }
    }
    return columns;
  }

  private static List<String> key(Connection connection, String schema, String table)
      throws SQLException {
    List<String> key = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select a.attname from pg_catalog.pg_index x"
                + " join pg_catalog.pg_class c on c.oid = x.indrelid"
                + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                + " cross join lateral pg_catalog.unnest(x.indkey) with ordinality as k (attnum,"
                + " position)"
                + " join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum"
                + " where n.nspname = ? and c.relname = ? and x.indisprimary"
                + " order by k.position")) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          key.add(rows.getString(1));
        }
      }
    }
    return key;
  }

  private static String text(String comment) {
    return comment == null ? "" : comment;
  }
}
