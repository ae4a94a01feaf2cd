package io.tidegate.engine.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.access.Accounts;
import io.tidegate.engine.access.ApiKey;
import io.tidegate.engine.access.Caller;
import io.tidegate.engine.access.Callers;
import io.tidegate.engine.access.GrantIndex;
import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AccessStore.Grant;
import io.tidegate.engine.store.AccessStore.State;
import io.tidegate.engine.store.AccountStore;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.MemberRole;
import io.tidegate.engine.store.DataFolder;
import io.tidegate.engine.store.PlatformDatabase;
import io.tidegate.engine.store.SignatureKeyStore;
import io.tidegate.engine.store.SignatureKeyStore.StoredKey;
import io.tidegate.engine.store.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoAccessIT {
  private static final String BASE_URL = "http://127.0.0.1:8080";

  private static final String HERE = "127.0.0.1";
  private static final Sm4Gcm SEAL = new Sm4Gcm(new byte[16]);

  @TempDir Path folder;
  private PlatformDatabase database;
  private AccessStore access;
  private AccountStore accounts;
  private DemoFile file;

  @BeforeEach
  void open() {
    database = StoreFixture.migrated(folder);
    access = new AccessStore(database.dataSource());
    accounts = StoreFixture.accounts(database);
    file = new DemoFile(new DataFolder(folder));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyMemberOfTheCastGetsAKeyThatWorksAndEveryRoleALogin() {
    DemoSecrets secrets = prepare(Clock.systemUTC());

    Callers callers = new Callers(access::credentials, Clock.systemUTC());
    callers.refresh();
    for (CastMember member : CastMember.values()) {
      assertThat(callers.authenticate(secrets.keys().get(member.word()), HERE).map(Caller::usci))
          .as(member.word())
          .contains(member.usci());
    }
    Accounts people = new Accounts(accounts::account);
    assertThat(secrets.logins())
        .containsOnlyKeys(
            "provider",
            "administrator",
            "consumer",
            "operator",
            "auditor",
            "approver",
            "principal",
            "agent",
            "forwarder",
            "terminal",
            "express",
            "bank",
            "other");
    for (CastMember member : CastMember.values()) {
      assertThat(accounts.account(member.word()).flatMap(Account::membership))
          .hasValueSatisfying(
              membership -> {
                assertThat(membership.organisation()).isEqualTo(member.enterprise());
                assertThat(membership.role()).isEqualTo(MemberRole.ADMINISTRATOR);
              });
    }
    assertThat(people.signIn("provider", secrets.logins().get("provider").toCharArray()))
        .isPresent();
  }

  @Test
  void laterStartsKeepTheSecretsOfTheFirst() {
    DemoSecrets first = prepare(Clock.systemUTC());
    assertThat(prepare(Clock.systemUTC())).isEqualTo(first);
  }

  @Test
  void aKeyThatNearsItsEndOrWasRevokedIsReplaced() {
    DemoSecrets first = prepare(Clock.systemUTC());
    String agent = first.keys().get("agent");
    access.revoke(ApiKey.parse(agent).orElseThrow().id());
    DemoSecrets second = prepare(Clock.systemUTC());
    assertThat(second.keys().get("agent")).isNotEqualTo(agent);
    assertThat(second.keys().get("principal")).isEqualTo(first.keys().get("principal"));

    DemoSecrets third = prepare(Clock.offset(Clock.systemUTC(), Duration.ofDays(360)));
    assertThat(third.keys().get("principal")).isNotEqualTo(second.keys().get("principal"));
  }

  @Test
  void theForwarderMayReadTheCallsOfShipsUntilThatIsRevoked() {
    prepare(Clock.systemUTC());
    prepare(Clock.systemUTC());
    String application = DemoAccess.applicationOf(CastMember.FORWARDER);
    assertThat(access.grants())
        .allSatisfy(grant -> assertThat(grant.applicationId()).isEqualTo(application))
        .extracting(Grant::service)
        .containsExactlyInAnyOrder("vessel-calls", "vessel-position");
    assertThat(holds(application, Clock.systemUTC())).isTrue();
    assertThat(holds(DemoAccess.applicationOf(CastMember.PRINCIPAL), Clock.systemUTC())).isFalse();

    Clock nearTheEnd = Clock.offset(Clock.systemUTC(), Duration.ofDays(360));
    prepare(nearTheEnd);
    assertThat(holds(application, Clock.offset(nearTheEnd, Duration.ofDays(30)))).isTrue();

    for (Grant grant : access.grants()) {
      access.save(
          new Grant(
              application, grant.service(), grant.validFrom(), grant.validTo(), State.REVOKED));
    }
    prepare(nearTheEnd);
    assertThat(holds(application, nearTheEnd)).isFalse();
  }

  private boolean holds(String application, Clock clock) {
    GrantIndex grants = new GrantIndex(access::grants, clock);
    grants.refresh();
    return !grants.live(application, "vessel-calls").isEmpty();
  }

  @Test
  void thePrincipalCanSignInBothWaysAndALostFileEndsTheseKeysToo() throws IOException {
    DemoSecrets first = prepare(Clock.systemUTC());
    assertThat(prepare(Clock.systemUTC()).signatureKeys()).isEqualTo(first.signatureKeys());
    assertThat(first.signatureKeys())
        .extracting(DemoSignatureKey::algorithm)
        .containsExactly("TG1-HMAC-SM3", "TG1-SM2-SM3");
    Files.delete(file.path());

    DemoSecrets second = prepare(Clock.systemUTC());

    assertThat(
            signatureKeys(Clock.systemUTC()).keys().stream()
                .filter(key -> key.state() == State.ACTIVE)
                .map(StoredKey::keyId))
        .containsExactlyInAnyOrderElementsOf(
            second.signatureKeys().stream().map(DemoSignatureKey::keyId).toList());
  }

  @Test
  void aLostFileMeansNewSecretsAndTheOldKeysEnd() throws IOException {
    DemoSecrets first = prepare(Clock.systemUTC());
    Files.delete(file.path());

    DemoSecrets second = prepare(Clock.systemUTC());

    Callers callers = new Callers(access::credentials, Clock.systemUTC());
    callers.refresh();
    assertThat(callers.authenticate(first.keys().get("principal"), HERE)).isEmpty();
    assertThat(callers.authenticate(second.keys().get("principal"), HERE)).isPresent();
  }

  @Test
  void theSecretsStandInAFileOfItsOwnerAndNowhereInTheDatabase() throws Exception {
    DemoSecrets secrets = prepare(Clock.systemUTC());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(file.read()).contains(secrets);
    String key = secrets.keys().get("principal");
    try (var connection = database.dataSource().getConnection();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "select c::text from credential c union all select a::text from account a"
                        + " union all select encode(material, 'escape') from signature_key"
                        + " union all select encode(material, 'hex') from signature_key")) {
      while (rows.next()) {
        assertThat(rows.getString(1))
            .doesNotContain(key.substring(key.length() - 43))
            .doesNotContain(secrets.logins().get("provider"))
            .doesNotContain(secrets.signatureKeys().getFirst().secret())
            .doesNotContain(secrets.signatureKeys().getLast().secret());
      }
    }
  }

  private DemoSecrets prepare(Clock clock) {
    return new DemoAccess(access, accounts, signatureKeys(clock), file, clock).prepare(BASE_URL);
  }

  private SignatureKeys signatureKeys(Clock clock) {
    return new SignatureKeys(new SignatureKeyStore(database.dataSource()), SEAL, clock);
  }
}
