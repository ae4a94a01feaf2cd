package io.tidegate.engine.read;

import io.tidegate.route.data.ChinaTime;
import io.tidegate.route.data.MaskedText;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;

/**
 * Carries values between PostgreSQL's types and ours, without going through text where the driver
 * has a type of its own.
 */
final class Columns {
  private Columns() {}

  /** The value of a column, or null. */
  static Object read(ResultSet rows, int column, String sqlType) throws SQLException {
    if (sqlType.equals("numeric[]")) {
      // the driver's decimals know no not-a-number
      String literal = rows.getString(column);
      return literal == null ? null : ArrayDocument.ofNumerics(literal);
    }
    if (sqlType.endsWith("[]")) {
      Array array = rows.getArray(column);
      return array == null ? null : ArrayDocument.of(array.getArray(), sqlType);
    }
    Object value =
        switch (sqlType) {
          case "int2", "int4", "int8" -> rows.getLong(column);
          case "numeric" -> rows.getBigDecimal(column);
          case "float4", "float8" -> decimal(rows.getString(column));
          case "bool" -> rows.getBoolean(column);
          case "date" -> rows.getObject(column, LocalDate.class);
          // a moment without a zone is one of the port's own clocks
          case "timestamp" -> atHome(rows.getObject(column, LocalDateTime.class));
          case "timestamptz" -> moment(rows.getObject(column, OffsetDateTime.class));
          // blanks that fill up a fixed length are no part of the value
          case "bpchar" -> stripped(rows.getString(column));
          default -> rows.getString(column);
        };
    return rows.wasNull() ? null : value;
  }

  private static String stripped(String text) {
    return text == null ? null : text.stripTrailing();
  }

  /** Not-a-number and infinity have no JSON; they read as nothing. */
  private static BigDecimal decimal(String text) {
    return text == null || text.startsWith("N") || text.contains("I") ? null : new BigDecimal(text);
  }

  private static OffsetDateTime moment(OffsetDateTime value) {
    return value == null ? null : ChinaTime.of(value);
  }

  private static OffsetDateTime atHome(LocalDateTime value) {
    return value == null ? null : ChinaTime.of(value);
  }

  static void bind(PreparedStatement statement, int index, Object value, String sqlType)
      throws SQLException {
    if (value == null || value instanceof MaskedText) {
      statement.setNull(index, jdbcType(sqlType));
      return;
    }
    if (sqlType.endsWith("[]")) {
      // as a caller sends it: one text, with commas
      Object[] elements = value.toString().split(",", -1);
      String element = sqlType.substring(0, sqlType.length() - 2);
      statement.setArray(index, statement.getConnection().createArrayOf(element, elements));
      return;
    }
    switch (value) {
      case Long number -> bindNumber(statement, index, number, sqlType);
      case BigDecimal number -> statement.setBigDecimal(index, number);
      case Boolean flag -> statement.setBoolean(index, flag);
      case LocalDate date -> statement.setObject(index, date);
      case OffsetDateTime moment -> statement.setObject(index, moment);
      default -> statement.setString(index, value.toString());
    }
  }

  private static void bindNumber(
      PreparedStatement statement, int index, Long number, String sqlType) throws SQLException {
    if (sqlType.equals("numeric")) {
      statement.setBigDecimal(index, BigDecimal.valueOf(number));
    } else {
      statement.setLong(index, number);
    }
  }

  private static int jdbcType(String sqlType) {
    return switch (sqlType) {
      case "int2", "int4", "int8" -> Types.BIGINT;
      case "numeric" -> Types.NUMERIC;
      case "bool" -> Types.BOOLEAN;
      case "date" -> Types.DATE;
      case "timestamptz" -> Types.TIMESTAMP_WITH_TIMEZONE;
      default -> sqlType.endsWith("[]") ? Types.ARRAY : Types.VARCHAR;
    };
  }
}
