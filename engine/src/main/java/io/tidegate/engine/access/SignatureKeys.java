package io.tidegate.engine.access;

import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.crypto.VerifyingKey;
import io.tidegate.engine.signature.SignatureScheme;
import io.tidegate.engine.store.SignatureKeyStore;
import io.tidegate.engine.store.SignatureKeyStore.NewKey;
import io.tidegate.engine.store.SignatureKeyStore.StoredKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Gives applications the keys their calls are signed with. */
public final class SignatureKeys {
  private final SignatureKeyStore store;
  private final Sm4Gcm seal;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * Gives keys.
   *
   * @param seal under which secrets are kept
   */
  public SignatureKeys(SignatureKeyStore store, Sm4Gcm seal, Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.seal = Objects.requireNonNull(seal, "seal");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * A new secret of both sides, to be shown once.
   *
   * @param secret the key of the HMAC, as text: its bytes are those of the text
   */
  public record Issued(String keyId, String secret) {
    @Override
    public String toString() {
      return "key " + keyId + " (secret)";
    }
  }

  /**
   * Issues a secret for {@code TG1-HMAC-SM3}: 43 letters and digits, a little over 256 bits.
   *
   * @return empty when the application has two good keys already; revoke one first
   */
  public Optional<Issued> issue(String applicationId, Duration life) {
    ApiKey drawn = ApiKey.generate(random);
    byte[] sealed =
        seal.seal(
            drawn.secret().getBytes(StandardCharsets.UTF_8),
            drawn.id().getBytes(StandardCharsets.UTF_8),
            random);
    return add(drawn.id(), applicationId, SignatureScheme.HMAC_SM3, sealed, life)
        ? Optional.of(new Issued(drawn.id(), drawn.secret()))
        : Optional.empty();
  }

  /**
   * Takes the public part of an application's own key for {@code TG1-SM2-SM3}.
   *
   * @return the id of the key; empty when the application has two good keys already
   */
  public Optional<String> enrol(String applicationId, VerifyingKey key, Duration life) {
    String keyId = ApiKey.generate(random).id();
    return add(keyId, applicationId, SignatureScheme.SM2_SM3, key.encoded(), life)
        ? Optional.of(keyId)
        : Optional.empty();
  }

  private boolean add(
      String keyId, String applicationId, SignatureScheme scheme, byte[] material, Duration life) {
    Instant now = clock.instant();
    return store.add(new NewKey(keyId, applicationId, scheme, material, now, now.plus(life)));
  }

  /** Revokes a key for good; whether there was one to revoke. */
  public boolean revoke(String keyId) {
    return store.revoke(keyId);
  }

  /** All keys, good or not. */
  public List<StoredKey> keys() {
    return store.keys();
  }
}
