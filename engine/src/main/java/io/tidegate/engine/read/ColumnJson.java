package io.tidegate.engine.read;

import io.tidegate.engine.plan.PlannedField;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.data.MaskedText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Writes the values of one column as JSON. Of the types whose text in PostgreSQL is that of the
 * answer, or nearly, the driver's bytes are written without a value being made of them; whatever
 * does not look as expected, such as a year before Christ, goes the way of every other value.
 */
final class ColumnJson {
  private enum Way {
    TEXT,
    DOCUMENT,
    WHOLE,
    DECIMAL,
    DATE,
    MOMENT,
    LOCAL_MOMENT,
    VALUE
  }

  private static final byte[] OFFSET = "+08:00\"".getBytes(StandardCharsets.US_ASCII);

  /** {@code 2024-01-11}. */
  private static final int DATE_LENGTH = 10;

  /** {@code 2024-01-11 11:02:33}. */
  private static final int SECOND_LENGTH = 19;

  /** With microseconds. */
  private static final int LONGEST_MOMENT = 26;

  private final int column;
  private final String sqlType;
  private final FieldType type;
  private final Way way;

  /**
   * @param column its place in the result, counted from 1
   */
  ColumnJson(int column, PlannedField field) {
    this.column = column;
    this.sqlType = field.sqlType();
    this.type = field.type();
    this.way = way(sqlType, type);
  }

  private static Way way(String sqlType, FieldType type) {
    return switch (sqlType) {
      case "text", "varchar" -> type == FieldType.OBJECT ? Way.VALUE : Way.TEXT;
      case "json", "jsonb" -> type == FieldType.OBJECT ? Way.DOCUMENT : Way.VALUE;
      case "int2", "int4", "int8" -> Way.WHOLE;
      case "numeric" -> Way.DECIMAL;
      case "date" -> Way.DATE;
      case "timestamptz" -> Way.MOMENT;
      case "timestamp" -> Way.LOCAL_MOMENT;
      default -> Way.VALUE;
    };
  }

  Object value(ResultSet row) throws SQLException {
    return Columns.read(row, column, sqlType);
  }

  /** Writes the value as the source has it. */
  void write(ResultSet row, Utf8Json json) throws SQLException {
    switch (way) {
      case VALUE -> write(value(row), type, json);
      case WHOLE -> {
        long number = row.getLong(column);
        if (row.wasNull()) {
          json.nothing();
        } else {
          json.number(number);
        }
      }
      default -> {
        byte[] bytes = row.getBytes(column);
        if (bytes == null) {
          json.nothing();
        } else if (!asIs(bytes, json)) {
          write(value(row), type, json);
        }
      }
    }
  }

  private boolean asIs(byte[] bytes, Utf8Json json) {
    return switch (way) {
      case TEXT -> {
        json.text(bytes);
        yield true;
      }
      case DOCUMENT -> {
        json.raw(bytes);
        yield true;
      }
      case DECIMAL -> decimal(bytes, json);
      case DATE -> date(bytes, json);
      case MOMENT -> {
        int end = bytes.length - 3;
        yield end >= SECOND_LENGTH
            && bytes[end] == '+'
            && bytes[end + 1] == '0'
            && bytes[end + 2] == '8'
            && moment(bytes, end, json);
      }
      case LOCAL_MOMENT -> moment(bytes, bytes.length, json);
      case WHOLE, VALUE -> false;
    };
  }

  /** Not-a-number and the infinities have no digit at their end. */
  private static boolean decimal(byte[] bytes, Utf8Json json) {
    for (byte b : bytes) {
      if (!(isDigit(b) || b == '.' || b == '-')) {
        return false;
      }
    }
    json.raw(bytes);
    return true;
  }

  private static boolean date(byte[] bytes, Utf8Json json) {
    if (bytes.length != DATE_LENGTH || bytes[4] != '-' || !isDigit(bytes[0])) {
      return false;
    }
    json.one('"');
    json.raw(bytes);
    json.one('"');
    return true;
  }

  private static boolean moment(byte[] bytes, int end, Utf8Json json) {
    if (end < SECOND_LENGTH
        || end > LONGEST_MOMENT
        || bytes[4] != '-'
        || bytes[DATE_LENGTH] != ' '
        || end > SECOND_LENGTH && bytes[SECOND_LENGTH] != '.') {
      return false;
    }
    json.one('"');
    json.raw(bytes, 0, DATE_LENGTH);
    json.one('T');
    json.raw(bytes, DATE_LENGTH + 1, end - DATE_LENGTH - 1);
    json.raw(OFFSET);
    return true;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /**
   * Writes a governed value.
   *
   * @throws IllegalStateException when there is no JSON for it
   */
  static void write(Object value, FieldType type, Utf8Json json) {
    switch (value) {
      case null -> json.nothing();
      case String document when type == FieldType.OBJECT ->
          json.raw(document.getBytes(StandardCharsets.UTF_8));
      case String text -> json.text(text);
      case MaskedText hidden -> json.text(hidden.text());
      case Long number -> json.number(number);
      case Integer number -> json.number(number);
      case BigDecimal number ->
          json.raw(number.toPlainString().getBytes(StandardCharsets.US_ASCII));
      case Boolean flag -> json.bool(flag);
      case LocalDate date -> json.text(date.toString());
      case OffsetDateTime moment ->
          json.text(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment));
      default -> throw new IllegalStateException("no JSON for " + value.getClass().getSimpleName());
    }
  }
}
