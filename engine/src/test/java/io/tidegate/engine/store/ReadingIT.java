package io.tidegate.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.text.Bilingual;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How sources are read: with which settings, and what the role may not do. */
class ReadingIT {
  private static final Bilingual TITLE = new Bilingual("样例", "Sample");

  @TempDir static Path folder;
  private static PlatformDatabase database;
  private static DatabaseAddress reader;
  private static ConnectionPools pools;

  @BeforeAll
  static void prepare() throws SQLException {
    database = TestDatabases.open(folder);
    DatabaseAddress samples = database.samples().orElseThrow();
    TestDatabases.run(
        samples,
        "create schema dec",
        "create table dec.head (entry_id text)",
        "insert into dec.head values ('379120241000000001')",
        "create table dec.secret (line text)",
        "create table dec.earlier (line text)");
    ReaderRole.prepare(samples, List.of(resource("head"), resource("earlier")));
    reader = ReaderRole.prepare(samples, List.of(resource("head")));
    pools = ConnectionPools.open(Map.of("customs", reader), 2, Duration.ofSeconds(1));
  }

  @AfterAll
  static void close() {
    pools.close();
    database.close();
  }

  @Test
  void aSessionBeginsWithTheSettingsOfAReader() throws SQLException {
    try (Connection connection = customs()) {
      assertThat(TestDatabases.ask(connection, "show search_path")).isEqualTo("pg_catalog");
      assertThat(TestDatabases.ask(connection, "show default_transaction_read_only"))
          .isEqualTo("on");
      assertThat(TestDatabases.ask(connection, "show statement_timeout")).isEqualTo("1s");
      assertThat(TestDatabases.ask(connection, "show plan_cache_mode"))
          .isEqualTo("force_custom_plan");
      assertThat(TestDatabases.ask(connection, "show timezone")).isEqualTo("Asia/Shanghai");
      assertThat(TestDatabases.ask(connection, "select current_user")).isEqualTo(ReaderRole.NAME);
    }
  }

  @Test
  void aCataloguedTableCanBeRead() throws SQLException {
    try (Connection connection = customs()) {
      assertThat(TestDatabases.ask(connection, "select entry_id from dec.head"))
          .isEqualTo("379120241000000001");
    }
  }

  @Test
  void aTableOutsideTheCatalogCannotBeRead() throws SQLException {
    try (Connection connection = customs()) {
      assertThatThrownBy(() -> TestDatabases.ask(connection, "select line from dec.secret"))
          .hasMessageContaining("permission denied for table secret");
    }
  }

  @Test
  void aTableThatLeftTheCatalogCannotBeReadAnyMore() throws SQLException {
    try (Connection connection = customs()) {
      assertThatThrownBy(() -> TestDatabases.ask(connection, "select line from dec.earlier"))
          .hasMessageContaining("permission denied for table earlier");
    }
  }

  @Test
  void nothingCanBeWrittenEvenWhenTheSessionAsksForIt() throws SQLException {
    try (Connection connection = customs()) {
      connection.createStatement().execute("set default_transaction_read_only = off");
      for (String statement :
          List.of(
              "insert into dec.head values ('x')",
              "delete from dec.head",
              "create table dec.mine (line text)",
              "create table public.mine (line text)",
              "create schema mine",
              "create role mine")) {
        assertThatThrownBy(() -> connection.createStatement().execute(statement))
            .as(statement)
            .hasMessageContaining("permission denied");
      }
    }
  }

  @Test
  void aSettingThatOneUserMadeIsGoneForTheNext() throws SQLException {
    for (int user = 0; user < 4; user++) {
      try (Connection connection = customs()) {
        assertThat(TestDatabases.ask(connection, "show statement_timeout")).isEqualTo("1s");
        assertThat(TestDatabases.ask(connection, "show timezone")).isEqualTo("Asia/Shanghai");
        TestDatabases.ask(
            connection, "select pg_catalog.set_config('statement_timeout', '0', false)");
        TestDatabases.ask(connection, "select pg_catalog.set_config('timezone', 'UTC', false)");
      }
    }
  }

  @Test
  void aSessionThatWasLeftAsItWasIsGivenBackWithoutARoundTrip() throws SQLException {
    try (ConnectionPools single =
            ConnectionPools.open(Map.of("customs", reader), 1, Duration.ofSeconds(1));
        Connection administrator = TestDatabases.connect(database.samples().orElseThrow())) {
      String server;
      try (Connection connection = single.source("customs").orElseThrow().getConnection()) {
        server = TestDatabases.ask(connection, "select pg_backend_pid()");
      }
      String last = "select query from pg_stat_activity where pid = " + server;
      assertThat(TestDatabases.ask(administrator, last)).isEqualTo("select pg_backend_pid()");

      try (Connection connection = single.source("customs").orElseThrow().getConnection()) {
        TestDatabases.ask(connection, "select pg_catalog.set_config('search_path', 'dec', false)");
      }
      assertThat(TestDatabases.ask(administrator, last)).contains("set time zone");
    }
  }

  @Test
  void aConnectionThatTheServerEndedIsReplaced() throws SQLException {
    try (ConnectionPools single =
            ConnectionPools.open(Map.of("customs", reader), 1, Duration.ofSeconds(1));
        Connection administrator = TestDatabases.connect(database.samples().orElseThrow())) {
      DataSource customs = single.source("customs").orElseThrow();
      String server;
      try (Connection connection = customs.getConnection()) {
        server = TestDatabases.ask(connection, "select pg_backend_pid()");
      }
      TestDatabases.ask(administrator, "select pg_terminate_backend(" + server + ", 5000)");
      try (Connection connection = customs.getConnection()) {
        assertThatThrownBy(() -> TestDatabases.ask(connection, "select 1"))
            .isInstanceOf(SQLException.class);
      }
      try (Connection connection = customs.getConnection()) {
        assertThat(TestDatabases.ask(connection, "select 1")).isEqualTo("1");
      }
    }
  }

  @Test
  void theDatabaseItselfEndsAStatementThatRunsTooLong() throws SQLException {
    try (Connection connection = customs()) {
      assertThatThrownBy(() -> TestDatabases.ask(connection, "select pg_sleep(20)"))
          .hasMessageContaining("statement timeout");
    }
  }

  @Test
  void aSourceThatNobodyPlacedHasNoPool() {
    assertThat(pools.source("elsewhere")).isEmpty();
  }

  @Test
  void aTableTheCatalogDescribesMustExist() {
    assertThatThrownBy(
            () ->
                ReaderRole.prepare(
                    database.samples().orElseThrow(), List.of(resource("head"), resource("gone"))))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("dec.gone");
  }

  private static Connection customs() throws SQLException {
    return pools.source("customs").orElseThrow().getConnection();
  }

  private static Resource resource(String table) {
    return new Resource(
        "dec_" + table,
        "customs",
        "dec",
        table,
        TITLE,
        TITLE,
        "declaration",
        "department",
        "theme",
        "daily",
        List.of(),
        Openness.CLOSED,
        Optional.empty(),
        List.of(),
        List.of());
  }
}
