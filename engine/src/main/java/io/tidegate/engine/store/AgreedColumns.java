package io.tidegate.engine.store;

import io.tidegate.engine.agreement.AgreedCalls;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.SqlStatement;

/** The columns that requests, agreements and grants have in common. */
final class AgreedColumns {
  /** Names of the columns of {@link #bind}, which are those of its parameters as well. */
  static final List<String> CALLS =
      List.of("per_second", "burst", "per_minute", "per_day", "per_month");

  private AgreedColumns() {}

  static <S extends SqlStatement<S>> S bind(S statement, AgreedCalls calls) {
    return statement
        .bind("per_second", calls.perSecond())
        .bind("burst", calls.burst())
        .bind("per_minute", calls.perMinute())
        .bind("per_day", calls.perDay())
        .bind("per_month", calls.perMonth());
  }

  static AgreedCalls calls(ResultSet row) throws SQLException {
    return new AgreedCalls(
        optionalInt(row, "per_second"),
        optionalInt(row, "burst"),
        optionalLong(row, "per_minute"),
        optionalLong(row, "per_day"),
        optionalLong(row, "per_month"));
  }

  static SortedSet<String> texts(ResultSet row, String column) throws SQLException {
    return new TreeSet<>(list(row, column));
  }

  static List<String> list(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static OptionalInt optionalInt(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  static Optional<String> optional(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }
}
