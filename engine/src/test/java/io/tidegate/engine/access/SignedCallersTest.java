package io.tidegate.engine.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.signature.SignatureScheme;
import io.tidegate.engine.signature.SignedCall;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.State;
import io.tidegate.engine.store.SignatureKeyStore.StoredKey;
import io.tidegate.rules.fact.OrganisationLevel;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignedCallersTest {
  private static final Instant NOW = Instant.parse("2026-01-02T04:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] SECRET = "a secret of both sides".getBytes(UTF_8);
  private static final byte[] TEXT = "what is signed".getBytes(UTF_8);
  private static final String NONCE = "5f0c9f1a-6a55-4b0e";

  private final Sm4Gcm seal =
      new Sm4Gcm(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6});
  private final SigningKey own = SigningKey.generate(RANDOM);
  private final List<StoredKey> stored = new ArrayList<>();
  private final SignedCallers callers =
      new SignedCallers(() -> List.copyOf(stored), seal, new NodeNonces(CLOCK, 2), CLOCK);

  @BeforeEach
  void storeTheKeys() {
    stored.add(key(SignatureScheme.HMAC_SM3, State.ACTIVE, ApplicationState.ACTIVE, List.of()));
    stored.add(key(SignatureScheme.SM2_SM3, State.ACTIVE, ApplicationState.ACTIVE, List.of()));
    callers.refresh();
  }

  private StoredKey key(
      SignatureScheme scheme, State state, ApplicationState application, List<String> networks) {
    String keyId = keyId(scheme);
    byte[] material =
        switch (scheme) {
          case HMAC_SM3 -> seal.seal(SECRET, keyId.getBytes(UTF_8), RANDOM);
          case SM2_SM3 -> own.verifyingKey().encoded();
        };
    return new StoredKey(
        keyId,
        scheme,
        material,
        state,
        NOW.plusSeconds(60),
        "trader",
        application,
        networks,
        "91350299MAT0000182",
        "潮汐示例国际贸易",
        OrganisationLevel.CERTIFIED);
  }

  private static String keyId(SignatureScheme scheme) {
    return scheme == SignatureScheme.HMAC_SM3 ? "hmacKey00001" : "sm2Key000001";
  }

  private byte[] signature(SignatureScheme scheme, byte[] text) {
    return switch (scheme) {
      case HMAC_SM3 -> HmacSm3.code(SECRET, text);
      case SM2_SM3 -> own.sign(text, RANDOM);
    };
  }

  private SignedCall call(SignatureScheme scheme) {
    return call(scheme, "trader", keyId(scheme), NOW.toEpochMilli(), NONCE, TEXT);
  }

  private SignedCall call(
      SignatureScheme scheme,
      String application,
      String keyId,
      long timestamp,
      String nonce,
      byte[] signed) {
    return new SignedCall(
        scheme, application, keyId, timestamp, nonce, TEXT, signature(scheme, signed), "192.0.2.1");
  }

  private Optional<Caller> afterChangeTo(
      SignatureScheme scheme, State state, ApplicationState application, List<String> networks) {
    stored.replaceAll(
        known -> known.scheme() == scheme ? key(scheme, state, application, networks) : known);
    callers.refresh();
    return callers.authenticate(call(scheme));
  }

  @ParameterizedTest
  @EnumSource
  void aGoodSignatureTellsWhoIsCalling(SignatureScheme scheme) {
    assertThat(callers.authenticate(call(scheme)))
        .contains(
            new Caller(
                "trader",
                "91350299MAT0000182",
                "潮汐示例国际贸易",
                keyId(scheme),
                OrganisationLevel.CERTIFIED));
  }

  @ParameterizedTest
  @EnumSource
  void theSameCallIsRefusedTheSecondTime(SignatureScheme scheme) {
    SignedCall call = call(scheme);
    assertThat(callers.authenticate(call)).isPresent();
    assertThat(callers.authenticate(call)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aSignatureOfAnotherTextIsRefusedAndLeavesTheNonceUnused(SignatureScheme scheme) {
    byte[] other = "what is Signed".getBytes(UTF_8);
    assertThat(
            callers.authenticate(
                call(scheme, "trader", keyId(scheme), NOW.toEpochMilli(), NONCE, other)))
        .isEmpty();
    assertThat(callers.authenticate(call(scheme))).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void aKeyOfAnotherApplicationOrAnUnknownOneIsRefused(SignatureScheme scheme) {
    long now = NOW.toEpochMilli();
    assertThat(callers.authenticate(call(scheme, "other", keyId(scheme), now, NONCE, TEXT)))
        .isEmpty();
    assertThat(callers.authenticate(call(scheme, "trader", "unknownKey01", now, NONCE, TEXT)))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aKeyIsGoodForItsOwnSchemeOnly(SignatureScheme scheme) {
    SignatureScheme other =
        scheme == SignatureScheme.HMAC_SM3 ? SignatureScheme.SM2_SM3 : SignatureScheme.HMAC_SM3;
    assertThat(
            callers.authenticate(
                call(scheme, "trader", keyId(other), NOW.toEpochMilli(), NONCE, TEXT)))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aRevokedKeyASuspendedApplicationAndAnotherNetworkAreRefused(SignatureScheme scheme) {
    assertThat(afterChangeTo(scheme, State.REVOKED, ApplicationState.ACTIVE, List.of())).isEmpty();
    assertThat(afterChangeTo(scheme, State.ACTIVE, ApplicationState.SUSPENDED, List.of()))
        .isEmpty();
    assertThat(
            afterChangeTo(
                scheme, State.ACTIVE, ApplicationState.ACTIVE, List.of("198.51.100.0/24")))
        .isEmpty();
    assertThat(
            afterChangeTo(scheme, State.ACTIVE, ApplicationState.ACTIVE, List.of("192.0.2.0/24")))
        .isPresent();
  }

  @Test
  void aCallIsTimelyForFiveMinutesToBothSides() {
    for (long late : new long[] {-300_000, 0, 300_000}) {
      assertThat(callers.isTimely(at(late))).as("%s ms", late).isTrue();
    }
    for (long late : new long[] {-300_001, 300_001}) {
      assertThat(callers.isTimely(at(late))).as("%s ms", late).isFalse();
      assertThat(callers.authenticate(at(late))).as("%s ms", late).isEmpty();
    }
  }

  private SignedCall at(long offset) {
    SignatureScheme scheme = SignatureScheme.HMAC_SM3;
    return call(scheme, "trader", keyId(scheme), NOW.toEpochMilli() + offset, NONCE, TEXT);
  }

  @Test
  void whenNoMoreNoncesCanBeRememberedNothingIsAccepted() {
    SignatureScheme scheme = SignatureScheme.HMAC_SM3;
    for (String nonce : List.of("first-nonce-00001", "first-nonce-00002")) {
      assertThat(
              callers.authenticate(
                  call(scheme, "trader", keyId(scheme), NOW.toEpochMilli(), nonce, TEXT)))
          .isPresent();
    }
    assertThatThrownBy(() -> callers.authenticate(call(scheme)))
        .isInstanceOf(Nonces.NoncesUnavailableException.class);
  }

  @Test
  void aSecretUnderAnotherKeyOfThePlatformIsNotUsed() {
    StoredKey hmac = stored.getFirst();
    byte[] elsewhere = new Sm4Gcm(new byte[16]).seal(SECRET, hmac.keyId().getBytes(UTF_8), RANDOM);
    stored.set(
        0,
        new StoredKey(
            "hmacKey00002",
            hmac.scheme(),
            elsewhere,
            hmac.state(),
            hmac.expiresAt(),
            hmac.applicationId(),
            hmac.applicationState(),
            hmac.networks(),
            hmac.usci(),
            hmac.enterprise(),
            hmac.level()));
    callers.refresh();
    assertThat(
            callers.authenticate(
                call(
                    SignatureScheme.HMAC_SM3,
                    "trader",
                    "hmacKey00002",
                    NOW.toEpochMilli(),
                    NONCE,
                    TEXT)))
        .isEmpty();
    assertThat(callers.authenticate(call(SignatureScheme.SM2_SM3))).isPresent();
  }
}
