package io.tidegate.engine.agreement;

import java.time.Instant;
import java.util.Objects;

/**
 * A signature of SM2 under an agreement.
 *
 * @param signer the login that asked for it
 * @param key the public key, uncompressed, in hexadecimal
 * @param value the signature in DER, in hexadecimal
 */
public record Signature(String signer, String key, String value, Instant at) {
  public Signature {
    Objects.requireNonNull(signer, "signer");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(at, "at");
  }
}
