package io.tidegate.engine.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.State;
import io.tidegate.engine.store.AccessStore.StoredCredential;
import io.tidegate.rules.fact.OrganisationLevel;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallersTest {
  private static final Instant NOW = Instant.parse("2026-01-02T04:00:00Z");
  private static final String HERE = "192.0.2.1";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ApiKey key = ApiKey.generate(RANDOM);
  private final List<StoredCredential> stored = new ArrayList<>();
  private final Callers callers =
      new Callers(() -> List.copyOf(stored), Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void storeTheKey() {
    stored.add(credential(key, State.ACTIVE, ApplicationState.ACTIVE, NOW.plusSeconds(1)));
    callers.refresh();
  }

  @Test
  void aGoodKeyTellsWhoIsCalling() {
    assertThat(callers.authenticate(key.presented(), HERE))
        .contains(
            new Caller(
                "trader", "91350299MAT0000182", "潮汐示例国际贸易", key.id(), OrganisationLevel.CERTIFIED));
  }

  @Test
  void nobodyIsKnownBeforeTheFirstRefresh() {
    Callers fresh = new Callers(() -> List.copyOf(stored), Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(fresh.authenticate(key.presented(), HERE)).isEmpty();
  }

  @Test
  void anotherSecretUnderAKnownIdIsRefused() {
    ApiKey forged = new ApiKey(key.id(), ApiKey.generate(RANDOM).secret());
    assertThat(callers.authenticate(forged.presented(), HERE)).isEmpty();
  }

  @Test
  void anUnknownIdIsRefused() {
    assertThat(callers.authenticate(ApiKey.generate(RANDOM).presented(), HERE)).isEmpty();
  }

  @Test
  void whatIsNoKeyIsRefused() {
    for (String presented : List.of("", "tgk_", "Bearer " + key.presented(), key.id())) {
      assertThat(callers.authenticate(presented, HERE)).as(presented).isEmpty();
    }
  }

  @Test
  void aRevokedKeyIsRefusedFromTheNextRefreshOn() {
    stored.set(0, credential(key, State.REVOKED, ApplicationState.ACTIVE, NOW.plusSeconds(1)));
    assertThat(callers.authenticate(key.presented(), HERE)).isPresent();

    callers.refresh();

    assertThat(callers.authenticate(key.presented(), HERE)).isEmpty();
  }

  @Test
  void aKeyIsRefusedFromTheVeryMomentItExpires() {
    stored.set(0, credential(key, State.ACTIVE, ApplicationState.ACTIVE, NOW));
    callers.refresh();
    assertThat(callers.authenticate(key.presented(), HERE)).isEmpty();
  }

  @Test
  void theKeysOfASuspendedApplicationAreRefused() {
    stored.set(0, credential(key, State.ACTIVE, ApplicationState.SUSPENDED, NOW.plusSeconds(1)));
    callers.refresh();
    assertThat(callers.authenticate(key.presented(), HERE)).isEmpty();
  }

  @Test
  void aRefreshThatFailsKeepsTheKeysThatAreKnown() {
    List<StoredCredential> good = List.copyOf(stored);
    List<RuntimeException> outage = new ArrayList<>();
    Callers fragile =
        new Callers(
            () -> {
              outage.forEach(
                  e -> {
                    throw e;
                  });
              return good;
            },
            Clock.fixed(NOW, ZoneOffset.UTC));
    fragile.refresh();
    outage.add(new IllegalStateException("the store is out of reach"));

    assertThatThrownBy(fragile::refresh).hasMessage("the store is out of reach");

    assertThat(fragile.authenticate(key.presented(), HERE)).isPresent();
  }

  @Test
  void aKeySentFromElsewhereIsRefused() {
    stored.set(0, credential(key, List.of("198.51.100.0/24", "192.0.2.1/32")));
    callers.refresh();
    assertThat(callers.authenticate(key.presented(), HERE)).isPresent();
    assertThat(callers.authenticate(key.presented(), "192.0.2.2")).isEmpty();
    assertThat(callers.authenticate(key.presented(), "2001:db8::1")).isEmpty();
  }

  @Test
  void aKeyWhoseNetworksCannotBeReadIsRefusedAndTheOthersAreNot() {
    ApiKey other = ApiKey.generate(RANDOM);
    stored.add(credential(other, List.of("nowhere")));
    callers.refresh();
    assertThat(callers.authenticate(other.presented(), HERE)).isEmpty();
    assertThat(callers.authenticate(key.presented(), HERE)).isPresent();
  }

  private static StoredCredential credential(ApiKey key, List<String> networks) {
    return credential(key, State.ACTIVE, ApplicationState.ACTIVE, NOW.plusSeconds(1), networks);
  }

  private static StoredCredential credential(
      ApiKey key, State state, ApplicationState application, Instant expires) {
    return credential(key, state, application, expires, List.of());
  }

  private static StoredCredential credential(
      ApiKey key,
      State state,
      ApplicationState application,
      Instant expires,
      List<String> networks) {
    return new StoredCredential(
        key.id(),
        key.hash(),
        state,
        expires,
        "trader",
        application,
        networks,
        "91350299MAT0000182",
        "潮汐示例国际贸易",
        OrganisationLevel.CERTIFIED);
  }
}
