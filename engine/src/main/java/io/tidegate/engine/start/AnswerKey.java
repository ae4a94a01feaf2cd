package io.tidegate.engine.start;

import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.gateway.AnswerSigner;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The key answers are signed with: every node derives the same. */
final class AnswerKey implements AnswerSigner {
  /**
   * What stands before a point in a public key (RFC 5280, SubjectPublicKeyInfo): an elliptic curve,
   * and that it is the one of SM2.
   */
  private static final String BEFORE_POINT = "3059301306072a8648ce3d020106082a811ccf5501822d034200";

  private static final int ID_LENGTH = 8;

  private final SigningKey key;
  private final String keyId;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param secret 32 bytes that are used for nothing else
   */
  AnswerKey(byte[] secret) {
    this.key = SigningKey.derived(secret);
    this.keyId = HexFormat.of().formatHex(Sm3.digest(key.verifyingKey().hex()), 0, ID_LENGTH);
  }

  @Override
  public String keyId() {
    return keyId;
  }

  @Override
  public byte[] sign(byte[] text) {
    return key.sign(text, random);
  }

  @Override
  public String publicKey() {
    byte[] encoded = HexFormat.of().parseHex(BEFORE_POINT + key.verifyingKey().hex());
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END PUBLIC KEY-----\n";
  }
}
