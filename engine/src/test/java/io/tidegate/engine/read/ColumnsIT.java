package io.tidegate.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type goes into PostgreSQL and comes out of it as it was. */
class ColumnsIT {
  private static EmbeddedPostgres postgres;
  private static Connection connection;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    connection = postgres.getPostgresDatabase().getConnection();
  }

  @AfterAll
  static void stop() throws Exception {
    connection.close();
    postgres.close();
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("int2", 7L),
        Arguments.of("int4", -5L),
        Arguments.of("int8", Long.MAX_VALUE),
        Arguments.of("numeric", new BigDecimal("12840.50000")),
        Arguments.of("bool", true),
        Arguments.of("date", LocalDate.of(2024, 2, 29)),
        Arguments.of("timestamptz", OffsetDateTime.parse("2025-12-31T08:00:00.123456+08:00")),
        Arguments.of("text", "中文 'quoted' \\ \n"),
        Arguments.of("varchar", ""));
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueComesBackAsItWas(String type, Object value) throws SQLException {
    assertThat(sent(type, value)).isEqualTo(value);
    assertThat(sent(type, null)).isNull();
  }

  @Test
  void aFixedLengthTextLosesItsFill() throws SQLException {
    assertThat(selected("'ab'::char(5)", "bpchar")).isEqualTo("ab");
  }

  @Test
  void momentsHaveTheOffsetOfChina() throws SQLException {
    assertThat(selected("timestamptz '2024-01-11T16:00:00Z'", "timestamptz"))
        .hasToString("2024-01-12T00:00+08:00");
    assertThat(selected("timestamp '2024-01-11 16:00:00'", "timestamp"))
        .hasToString("2024-01-11T16:00+08:00");
  }

  @Test
  void whatIsNoNumberIsNothing() throws SQLException {
    assertThat(selected("'NaN'::float8", "float8")).isNull();
    assertThat(selected("'-Infinity'::float8", "float8")).isNull();
    assertThat(selected("1.5::float8", "float8")).isEqualTo(new BigDecimal("1.5"));
  }

  @Test
  void aListOfTextsIsSentWithCommas() throws SQLException {
    assertThat(sent("text[]", "A,中 文,")).isEqualTo("[\"A\",\"中 文\",\"\"]");
    assertThat(sent("text[]", null)).isNull();
  }

  @Test
  void anArrayIsADocument() throws SQLException {
    assertThat(selected("array[1.50, null, 'NaN'::numeric]", "numeric[]"))
        .isEqualTo("[1.50,null,null]");
    assertThat(selected("array[[1, 2], [3, 4]]", "int4[]")).isEqualTo("[[1,2],[3,4]]");
    assertThat(selected("array['\"', null]", "text[]")).isEqualTo("[\"\\\"\",null]");
    assertThat(selected("array[date '2024-02-29']", "date[]")).isEqualTo("[\"2024-02-29\"]");
    assertThat(selected("array[timestamptz '2024-01-11T16:00:00Z']", "timestamptz[]"))
        .isEqualTo("[\"2024-01-12T00:00:00+08:00\"]");
  }

  private static Object sent(String type, Object value) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select cast(? as " + type + ")")) {
      Columns.bind(statement, 1, value, type);
      return first(statement, type);
    }
  }

  private static Object selected(String expression, String type) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select " + expression)) {
      return first(statement, type);
    }
  }

  private static Object first(PreparedStatement statement, String type) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      assertThat(rows.next()).isTrue();
      return Columns.read(rows, 1, type);
    }
  }
}
