package io.tidegate.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.store.AccessStore.Application;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.Enterprise;
import io.tidegate.engine.store.AccessStore.NewCredential;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenStoreIT {
  private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
  private static final String KEY = "abcDEF012345";

  @TempDir private static Path folder;
  private static PlatformDatabase database;

  @BeforeAll
  static void open() {
    database = StoreFixture.migrated(folder);
    AccessStore access = new AccessStore(database.dataSource());
    access.save(new Enterprise("91350299MAT0000182", "a trader"));
    access.save(new Application("app", "91350299MAT0000182", "an app", ApplicationState.ACTIVE));
    access.add(new NewCredential(KEY, "app", new byte[32], NOW, NOW.plusSeconds(1000)));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static TokenStore at(Instant now) {
    return new TokenStore(database.dataSource(), Clock.fixed(now, ZoneOffset.UTC));
  }

  private static String id(char digit) {
    return Character.toString(digit).repeat(32);
  }

  private static long number(String query) throws Exception {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void aRevokedTokenIsKeptUntilItWouldHaveEnded() throws Exception {
    Instant ends = NOW.plus(Duration.ofMinutes(10));
    assertThat(at(NOW).revoke(id('a'), KEY, ends, Optional.of("app"), "app")).isTrue();
    assertThat(at(NOW).revoke(id('a'), KEY, ends, Optional.empty(), "operator"))
        .as("again")
        .isTrue();

    assertThat(at(NOW).revoked()).contains(id('a'));
    assertThat(number("select count(*) from audit_entry where act = 'token.revoke'")).isEqualTo(1);
    assertThat(at(ends).revoked()).doesNotContain(id('a'));

    assertThat(at(ends).revoke(id('b'), KEY, ends.plusSeconds(9), Optional.empty(), "operator"))
        .isTrue();
    assertThat(number("select count(*) from revoked_token where id = '" + id('a') + "'"))
        .as("what is over is forgotten")
        .isZero();
  }

  @Test
  void whoseTokenItIsNotDoesNotEndIt() {
    assertThat(at(NOW).revoke(id('c'), KEY, NOW.plusSeconds(9), Optional.of("other"), "other"))
        .isFalse();
    assertThat(at(NOW).revoke(id('c'), "nobodysKey12", NOW.plusSeconds(9), Optional.empty(), "x"))
        .isFalse();
    assertThat(at(NOW).revoked()).doesNotContain(id('c'));
  }

  /** What every node looks at four times a second. */
  @Test
  void allNodesSeeThatSomethingChanged() throws Exception {
    long before = number("select version from access_version");
    at(NOW).revoke(id('d'), KEY, NOW.plusSeconds(9), Optional.empty(), "operator");

    assertThat(number("select version from access_version")).isGreaterThan(before);
  }
}
