package io.tidegate.engine.access;

import io.tidegate.engine.crypto.ConstantTime;
import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.crypto.VerifyingKey;
import io.tidegate.engine.network.Networks;
import io.tidegate.engine.signature.SignatureScheme;
import io.tidegate.engine.signature.SignedCall;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.State;
import io.tidegate.engine.store.SignatureKeyStore.StoredKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Tells callers by their signatures, with keys from an index in memory that is swapped as a whole
 * when it is refreshed. Safe for any number of threads.
 *
 * <p>Whatever is wrong, unknown, revoked, expired, from elsewhere or another text, the answer is
 * the same and costs the same: one computation of the scheme that was asked for. The nonce is asked
 * last, so that only who has a key can fill the memory of them.
 */
public final class SignedCallers {
  /** How far the clocks of a caller and of the platform may be apart. */
  public static final Duration SKEW = Duration.ofSeconds(300);

  /** Length of a secret of HMAC as it is made, in bytes. */
  public static final int SECRET_LENGTH = 32;

  private static final Logger LOG = Logger.getLogger(SignedCallers.class);

  private final Supplier<List<StoredKey>> store;
  private final Sm4Gcm seal;
  private final Nonces nonces;
  private final Clock clock;
  private final Map<SignatureScheme, Check> nobodys;
  private volatile Map<String, Known> index = Map.of();

  /** Whether a signature fits a text. */
  @FunctionalInterface
  private interface Check {
    boolean fits(byte[] text, byte[] signature);
  }

  private record Known(StoredKey key, Check check, Optional<Networks> networks) {}

  /**
   * Knows nobody until {@link #refresh()}.
   *
   * @param store gives all keys, good or not
   * @param seal opens the secrets of HMAC keys
   */
  public SignedCallers(Supplier<List<StoredKey>> store, Sm4Gcm seal, Nonces nonces, Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.seal = Objects.requireNonNull(seal, "seal");
    this.nonces = Objects.requireNonNull(nonces, "nonces");
    this.clock = Objects.requireNonNull(clock, "clock");
    SecureRandom random = new SecureRandom();
    byte[] secret = new byte[SECRET_LENGTH];
    random.nextBytes(secret);
    this.nobodys =
        Map.of(
            SignatureScheme.HMAC_SM3,
            hmac(secret),
            SignatureScheme.SM2_SM3,
            SigningKey.generate(random).verifyingKey()::verifies);
  }

  /** Reads all keys anew; a revocation is in force from here on. Keeps the old on failure. */
  public void refresh() {
    Map<String, Known> before = index;
    Map<String, Known> next = new HashMap<>();
    for (StoredKey key : store.get()) {
      Known same = before.get(key.keyId());
      known(key, same).ifPresent(known -> next.put(key.keyId(), known));
    }
    index = next;
  }

  private Optional<Known> known(StoredKey key, Known before) {
    try {
      // what a key is made of never changes, and decoding a point costs more than all else here
      Check check = before == null ? check(key) : before.check();
      return Optional.of(new Known(key, check, CallerNetworks.of(key.networks())));
    } catch (IllegalArgumentException e) {
      LOG.errorf("%s is not usable and is refused: %s", key, e.getMessage());
      return Optional.empty();
    }
  }

  private Check check(StoredKey key) {
    return switch (key.scheme()) {
      case SM2_SM3 -> VerifyingKey.of(key.material())::verifies;
      case HMAC_SM3 ->
          hmac(
              seal.open(key.material(), key.keyId().getBytes(StandardCharsets.UTF_8))
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "its secret was not sealed under the key of this platform")));
    };
  }

  private static Check hmac(byte[] secret) {
    return (text, signature) -> ConstantTime.equal(HmacSm3.code(secret, text), signature);
  }

  /** Whether a call was signed at a time that is near enough to now. */
  public boolean isTimely(SignedCall call) {
    return Math.abs(clock.millis() - call.timestamp()) <= SKEW.toMillis();
  }

  /**
   * The caller a signature proves, when the key is good now and the nonce is new.
   *
   * @throws Nonces.NoncesUnavailableException when it cannot be told whether the nonce is new
   */
  public Optional<Caller> authenticate(SignedCall call) {
    Known known = index.get(call.keyId());
    boolean named =
        known != null
            && known.key().scheme() == call.scheme()
            && known.key().applicationId().equals(call.application());
    Check check = named ? known.check() : nobodys.get(call.scheme());
    boolean fits = check.fits(call.text(), call.signature());
    if (!named
        || !fits
        || !isTimely(call)
        || !isGood(known.key())
        || !CallerNetworks.permit(known.networks(), call.address())) {
      return Optional.empty();
    }
    Instant signedAt = Instant.ofEpochMilli(call.timestamp());
    return nonces.firstUse(
            call.application(), call.nonce(), signedAt, signedAt.plus(SKEW).plus(SKEW))
        ? Optional.of(caller(known.key()))
        : Optional.empty();
  }

  /**
   * The caller of a key that was proved before, when the key is good now and its application calls
   * from there.
   */
  public Optional<Caller> ofKey(String keyId, String address) {
    return Optional.ofNullable(index.get(keyId))
        .filter(known -> isGood(known.key()))
        .filter(known -> CallerNetworks.permit(known.networks(), address))
        .map(known -> caller(known.key()));
  }

  /** Whether there is a key of this id that is good now. */
  public boolean isGood(String keyId) {
    Known known = index.get(keyId);
    return known != null && isGood(known.key());
  }

  private boolean isGood(StoredKey key) {
    return key.state() == State.ACTIVE
        && key.applicationState() == ApplicationState.ACTIVE
        && clock.instant().isBefore(key.expiresAt());
  }

  private static Caller caller(StoredKey key) {
    return new Caller(key.applicationId(), key.usci(), key.enterprise(), key.keyId(), key.level());
  }
}
