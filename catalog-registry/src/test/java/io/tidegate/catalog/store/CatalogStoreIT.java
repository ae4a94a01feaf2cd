package io.tidegate.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.catalog.files.CatalogFiles;
import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.catalog.files.TestCatalog;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogStoreIT {
  private static EmbeddedPostgres server;
  private static DataSource database;
  private CatalogStore store;

  @BeforeAll
  static void start() throws IOException {
    server = EmbeddedPostgres.start();
    database = server.getPostgresDatabase();
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration/platform")
        .load()
        .migrate();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    run("truncate catalog_snapshot cascade");
    store = new CatalogStore(database);
  }

  @Test
  void thereIsNoCatalogBeforeTheFirstIsSaved() {
    assertThat(store.current()).isEmpty();
    assertThat(store.load("0".repeat(64))).isEmpty();
  }

  @Test
  void whatIsLoadedEqualsWhatWasSaved() {
    CatalogSnapshot saved = TestCatalog.snapshot();
    store.save(saved);
    assertThat(store.current()).contains(saved);
    assertThat(store.load(saved.fingerprint())).contains(saved);
  }

  @Test
  void operationsAreKeptWithAllThatIsInThem() {
    CatalogSnapshot saved = CatalogFiles.parse(TestCatalog.withOperations()).value().orElseThrow();
    store.save(saved);
    assertThat(store.current()).contains(saved);
  }

  @Test
  void whatASourceSaysOfItsReliabilityIsKept() throws SQLException {
    CatalogSnapshot saved =
        CatalogFiles.parse(
                TestCatalog.files(
                    TestCatalog.CUSTOMS
                        + "breaker: { failureRate: 30, slow: 2s, open: 45s }\n"
                        + "retry: { attempts: 3 }\n"))
            .value()
            .orElseThrow();
    store.save(saved);
    assertThat(store.current()).contains(saved);

    run("update catalog_source set attempts = 2");
    assertThatThrownBy(store::current)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was changed since it was saved");
  }

  @Test
  void viewsAreKeptWithTheirQueries() throws SQLException {
    CatalogSnapshot saved =
        CatalogFiles.parse(
                TestCatalog.files(
                    TestCatalog.CUSTOMS, TestCatalog.HEAD, TestCatalog.ITEM, TestCatalog.VIEW))
            .value()
            .orElseThrow();
    store.save(saved);
    assertThat(store.current()).contains(saved);

    run(
        "update catalog_resource set view_statement = view_statement || ' limit 1' where id ="
            + " 'dec_open'");
    assertThatThrownBy(store::current)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was changed since it was saved");
  }

  @Test
  void anOperationThatWasChangedInTheDatabaseIsRefused() throws SQLException {
    store.save(CatalogFiles.parse(TestCatalog.withOperations()).value().orElseThrow());
    run("update catalog_operation set value = 'false' where key = 'signed'");
    assertThatThrownBy(store::current)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was changed since it was saved");

    run("delete from catalog_operation where key = 'path'");
    assertThatThrownBy(store::current)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was changed since it was saved");
  }

  @Test
  void anEarlierCatalogStaysAndCanBeInForceAgain() {
    CatalogSnapshot first = TestCatalog.snapshot();
    CatalogSnapshot second =
        CatalogFiles.parse(TestCatalog.files(TestCatalog.CUSTOMS)).value().orElseThrow();
    store.save(first);
    store.save(second);
    assertThat(store.current()).contains(second);
    assertThat(store.load(first.fingerprint())).contains(first);

    store.save(first);
    assertThat(store.current()).contains(first);
  }

  @Test
  void aCatalogThatWasChangedInTheDatabaseIsRefused() throws SQLException {
    store.save(TestCatalog.snapshot());
    run("update catalog_field set sensitivity = 'S0' where name = 'trade_usci'");

    assertThatThrownBy(store::current)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was changed since it was saved");
  }

  /** What was confirmed decides, so that it cannot be taken back behind the fingerprint. */
  @Test
  void aConfirmedDetectionThatWasTakenBackInTheDatabaseIsRefused() throws SQLException {
    store.save(TestCatalog.snapshot());
    run("update catalog_field set detected = '{}' where name = 'entry_id'");

    assertThatThrownBy(store::current)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was changed since it was saved");
  }

  @Test
  void aSaveThatFailsLeavesTheCatalogInForceAsItWas() throws SQLException {
    CatalogSnapshot first = TestCatalog.snapshot();
    store.save(first);
    CatalogSnapshot second =
        CatalogFiles.parse(TestCatalog.files(TestCatalog.CUSTOMS, TestCatalog.HEAD))
            .value()
            .orElseThrow();
    run("alter table catalog_field add constraint broken check (name <> 'entry_id') not valid");
    try {
      assertThatThrownBy(() -> store.save(second)).hasMessageContaining("broken");
    } finally {
      run("alter table catalog_field drop constraint broken");
    }
    assertThat(store.current()).contains(first);
    assertThat(store.load(second.fingerprint())).isEmpty();
  }

  private static void run(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
