package io.tidegate.engine.demo;

import java.util.Objects;

/**
 * A key a cast member signs calls with.
 *
 * @param application its id, for {@code X-TG-App-Key}
 * @param algorithm as {@code X-TG-Algorithm} has it
 * @param secret of HMAC the text whose bytes are the key; of SM2 the private key, 64 hexadecimal
 *     digits
 */
public record DemoSignatureKey(
    String member, String application, String algorithm, String keyId, String secret) {
  public DemoSignatureKey {
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(algorithm, "algorithm");
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(secret, "secret");
  }

  @Override
  public String toString() {
    return algorithm + " key " + keyId + " of " + application + " (secret)";
  }
}
