package io.tidegate.engine.signature;

import java.util.Objects;

/**
 * What a signed request claims, read but not believed.
 *
 * @param application the id of the application that says it calls
 * @param keyId the id of the key it says it signed with
 * @param timestamp when it says it signed, in milliseconds since 1970-01-01T00:00Z
 * @param nonce what it says it never used before
 * @param text the bytes that are signed, in UTF-8
 * @param signature 32 bytes of an authentication code, or a signature of SM2 in DER
 * @param address the address of the socket the request came by
 */
public record SignedCall(
    SignatureScheme scheme,
    String application,
    String keyId,
    long timestamp,
    String nonce,
    byte[] text,
    byte[] signature,
    String address) {
  public SignedCall {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(nonce, "nonce");
    text = text.clone();
    signature = signature.clone();
    Objects.requireNonNull(address, "address");
  }

  @Override
  public byte[] text() {
    return text.clone();
  }

  @Override
  public byte[] signature() {
    return signature.clone();
  }

  @Override
  public String toString() {
    return "call of " + application + " signed by " + scheme.written() + " with " + keyId;
  }
}
