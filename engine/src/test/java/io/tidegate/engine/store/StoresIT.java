package io.tidegate.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.store.AccessStore.Application;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.Enterprise;
import io.tidegate.engine.store.AccessStore.Grant;
import io.tidegate.engine.store.AccessStore.HeldGrant;
import io.tidegate.engine.store.AccessStore.NewCredential;
import io.tidegate.engine.store.AccessStore.State;
import io.tidegate.engine.store.AccountStore.Account;
import io.tidegate.engine.store.AccountStore.MemberRole;
import io.tidegate.engine.store.AccountStore.Membership;
import io.tidegate.engine.store.AccountStore.Role;
import io.tidegate.engine.store.ReleaseStore.Release;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresIT {
  private static final Instant NOON = Instant.parse("2026-01-02T04:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(3600);
  private static final String USCI = "91350299MAT0000182";

  @TempDir static Path folder;
  private static PlatformDatabase database;
  private static AccessStore access;
  private static AccountStore accounts;
  private static ReleaseStore releases;

  @BeforeAll
  static void prepare() {
    database = TestDatabases.open(folder);
    Migrations.run(database.dataSource());
    access = new AccessStore(database.dataSource());
    accounts = StoreFixture.accounts(database);
    releases = new ReleaseStore(database.dataSource());
    access.save(new Enterprise(USCI, "潮汐示例国际贸易"));
    access.save(new Application("trader", USCI, "trading", ApplicationState.ACTIVE));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void aKeyIsReadBackWithWhoseItIs() {
    byte[] hash = new byte[32];
    hash[31] = 7;
    access.add(new NewCredential("AAAAAAAAAAAA", "trader", hash, NOON, LATER));

    assertThat(access.credentials())
        .filteredOn(credential -> credential.keyId().equals("AAAAAAAAAAAA"))
        .singleElement()
        .satisfies(
            credential -> {
              assertThat(credential.secretHash()).isEqualTo(hash);
              assertThat(credential.state()).isEqualTo(State.ACTIVE);
              assertThat(credential.expiresAt()).isEqualTo(LATER);
              assertThat(credential.applicationId()).isEqualTo("trader");
              assertThat(credential.applicationState()).isEqualTo(ApplicationState.ACTIVE);
              assertThat(credential.usci()).isEqualTo(USCI);
              assertThat(credential.enterprise()).isEqualTo("潮汐示例国际贸易");
            });
  }

  @Test
  void aKeyIsRevokedOnceAndForGood() {
    access.add(new NewCredential("BBBBBBBBBBBB", "trader", new byte[32], NOON, LATER));

    assertThat(access.revoke("BBBBBBBBBBBB")).isTrue();
    assertThat(access.revoke("BBBBBBBBBBBB")).isFalse();
    assertThat(access.credentials())
        .filteredOn(credential -> credential.keyId().equals("BBBBBBBBBBBB"))
        .singleElement()
        .satisfies(credential -> assertThat(credential.state()).isEqualTo(State.REVOKED));
    assertThatThrownBy(
            () ->
                access.add(new NewCredential("BBBBBBBBBBBB", "trader", new byte[32], NOON, LATER)))
        .hasMessageContaining("credential_pkey");
  }

  @Test
  void theLastUseOfAKeyNeverGoesBack() {
    access.add(new NewCredential("CCCCCCCCCCCC", "trader", new byte[32], NOON, LATER));
    assertThat(access.lastUse("CCCCCCCCCCCC")).isEmpty();

    access.recordUse(Map.of("CCCCCCCCCCCC", LATER));
    access.recordUse(Map.of("CCCCCCCCCCCC", NOON));

    assertThat(access.lastUse("CCCCCCCCCCCC")).contains(LATER);
  }

  /**
   * What terms and stand-ins are looked up by comes back, and a name given anew rates nobody anew.
   */
  @Test
  void keepsWhatAGrantIsForAndHowFarItsHolderIsTrusted() {
    access.save(new Enterprise(USCI, "潮汐示例国际贸易"));
    access.save(new Application("trader", USCI, "trader", ApplicationState.ACTIVE));
    Grant grant =
        new Grant(
            "trader",
            "vessel-calls",
            NOON,
            LATER,
            State.ACTIVE,
            Purpose.FINANCE,
            Optional.of("A-2026-1"));
    access.save(grant);

    assertThat(access.heldGrants()).contains(new HeldGrant(grant, USCI, OrganisationLevel.UNRATED));
    assertThat(access.rate(USCI, OrganisationLevel.CERTIFIED)).isTrue();
    access.save(new Enterprise(USCI, "潮汐示例国际贸易"));
    assertThat(access.heldGrants())
        .contains(new HeldGrant(grant, USCI, OrganisationLevel.CERTIFIED));
    assertThat(access.rate("91350299MAT000026W", OrganisationLevel.CERTIFIED)).isFalse();
    assertThatThrownBy(() -> access.rate(USCI, OrganisationLevel.ANONYMOUS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aGrantIsReplacedByOneWithTheSameBeginning() {
    access.save(new Grant("trader", "entry-detail", NOON, LATER, State.ACTIVE));
    access.save(new Grant("trader", "entry-detail", NOON, LATER, State.REVOKED));

    assertThat(access.grants())
        .filteredOn(grant -> grant.service().equals("entry-detail"))
        .containsExactly(new Grant("trader", "entry-detail", NOON, LATER, State.REVOKED));
  }

  @Test
  void aGrantThatEndsBeforeItBeginsIsRefused() {
    assertThatThrownBy(
            () -> access.save(new Grant("trader", "backwards", LATER, NOON, State.ACTIVE)))
        .hasMessageContaining("grant__check");
  }

  @Test
  void anAccountIsReadBackAsItWasStored() {
    Account consumer =
        Account.active(
            "trader",
            "pbkdf2-sm3$…",
            Role.CONSUMER,
            Optional.of(
                new Membership(
                    USCI, "潮汐示例国际贸易", OrganisationStore.State.VERIFIED, MemberRole.MEMBER, "甲")),
            Optional.empty(),
            NOON);

    assertThat(accounts.add(consumer, "test")).isEmpty();
    assertThat(accounts.add(consumer, "test")).contains(AccountStore.Conflict.LOGIN_TAKEN);
    assertThat(accounts.account("trader")).contains(consumer);
    assertThat(accounts.account("nobody")).isEmpty();
  }

  @Test
  void ofAServiceTheRepublishedReleaseIsTheLatest() {
    Release first = release("1.0.0", "a", NOON);
    Release second = release("1.1.0", "b", NOON.plusSeconds(60));
    releases.save(List.of(first, second));
    assertThat(releases.latest()).isEqualTo(List.of(second));

    Release again = release("1.0.0", "a", LATER);
    releases.save(again);
    assertThat(releases.latest()).isEqualTo(List.of(again));
  }

  @Test
  void releasesOfOnePublicationAreStoredTogetherOrNotAtAll() {
    List<Release> before = releases.latest();
    Release sound = release("2.0.0", "c", LATER.plusSeconds(60));
    // PostgreSQL stores no zero character
    Release unsound = release("2.0.1", "\0", LATER.plusSeconds(61));

    assertThatThrownBy(() -> releases.save(List.of(sound, unsound))).isNotNull();
    releases.save(List.of());

    assertThat(releases.latest()).isEqualTo(before);
  }

  private static Release release(String version, String digit, Instant at) {
    return new Release(
        "entry-detail",
        version,
        digit.repeat(64),
        "service: entry-detail\n",
        "{\"a\":1}",
        "signed",
        "00",
        at);
  }
}
