package io.tidegate.engine.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedLabel;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.rules.mask.MaskSpec;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is written from the driver's bytes is what is written from the value, whether the driver has
 * it as text or in binary.
 */
class ColumnJsonIT {
  private static EmbeddedPostgres postgres;
  private static final List<Connection> CONNECTIONS = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    // the first has everything in binary from the first time on, the second what can be as text
    for (Map<String, String> properties :
        List.of(
            Map.of("prepareThreshold", "-1"),
            Map.of("binaryTransferDisable", "NUMERIC,DATE,TIMESTAMP,TIMESTAMPTZ"))) {
      Connection connection =
          postgres.getDatabase("postgres", "postgres", properties).getConnection();
      connection.createStatement().execute("set time zone 'Asia/Shanghai'");
      CONNECTIONS.add(connection);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    for (Connection connection : CONNECTIONS) {
      connection.close();
    }
    postgres.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "concat('中 \"x\" \\ ', chr(10), chr(1)) | text | STRING",
        "'' | varchar | STRING",
        "'{\"a\": [1, null]}' | text | OBJECT",
        "jsonb '{\"a\": \"中\"}' | jsonb | OBJECT",
        "jsonb '{\"a\": \"中\"}' | jsonb | STRING",
        "'ab'::char(5) | bpchar | STRING",
        "'6ecf6b54-eb07-4111-8222-333344445555'::uuid | uuid | STRING",
        "(-32768)::int2 | int2 | INTEGER",
        "0::int4 | int4 | INTEGER",
        "9223372036854775807::int8 | int8 | INTEGER",
        "12840.50000::numeric(19,5) | numeric | NUMBER",
        "(-0.000000001)::numeric | numeric | NUMBER",
        "1e30::numeric | numeric | NUMBER",
        "1.5::float8 | float8 | NUMBER",
        "'NaN'::float8 | float8 | NUMBER",
        "true | bool | BOOLEAN",
        "date '2024-02-29' | date | DATE",
        "date '12024-02-28' | date | DATE",
        "date '0044-03-15 BC' | date | DATE",
        "timestamptz '2024-01-11T16:00:00Z' | timestamptz | DATE_TIME",
        "timestamptz '2024-01-11T16:00:00.120Z' | timestamptz | DATE_TIME",
        "timestamptz '2024-01-11T16:00:00.123456Z' | timestamptz | DATE_TIME",
        "timestamptz '1988-07-01T00:00:00Z' | timestamptz | DATE_TIME",
        "timestamptz '1890-07-01T00:00:00Z' | timestamptz | DATE_TIME",
        "timestamptz '12024-07-01T00:00:00Z' | timestamptz | DATE_TIME",
        "timestamp '2024-01-11 16:00:00.5' | timestamp | DATE_TIME",
        "timestamp '2024-01-11 16:00:00' | timestamp | DATE_TIME",
        "array[1, null]::int4[] | int4[] | OBJECT"
      })
  void aColumnIsWrittenAsItsValueIs(String expression, String sqlType, FieldType type)
      throws SQLException {
    for (String asked : List.of(expression, "nullif(" + expression + ", " + expression + ")")) {
      for (Connection connection : CONNECTIONS) {
        try (PreparedStatement statement = connection.prepareStatement("select " + asked);
            ResultSet row = statement.executeQuery()) {
          row.next();
          ColumnJson column = new ColumnJson(1, field(sqlType, type));
          Utf8Json fromBytes = new Utf8Json(0);
          column.write(row, fromBytes);
          Utf8Json fromValue = new Utf8Json(0);
          ColumnJson.write(column.value(row), type, fromValue);

          assertThat(new String(fromBytes.toBytes(), StandardCharsets.UTF_8))
              .as(asked)
              .isEqualTo(new String(fromValue.toBytes(), StandardCharsets.UTF_8));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void aDecimalThatIsNoNumberIsRefusedAsItsValueIs(String text) throws SQLException {
    for (Connection connection : CONNECTIONS) {
      try (PreparedStatement statement =
              connection.prepareStatement("select '" + text + "'::numeric");
          ResultSet row = statement.executeQuery()) {
        row.next();
        ColumnJson column = new ColumnJson(1, field("numeric", FieldType.NUMBER));
        assertThatThrownBy(() -> column.write(row, new Utf8Json(0)))
            .isInstanceOf(SQLException.class);
      }
    }
  }

  private static PlannedField field(String sqlType, FieldType type) {
    return new PlannedField(
        "value",
        type,
        sqlType,
        true,
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        new PlannedLabel(Optional.empty(), List.of(), List.of()),
        new TreeMap<>(),
        new PlannedMask(MaskSpec.NONE, Optional.empty(), List.of()));
  }
}
