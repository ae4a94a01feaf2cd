package io.tidegate.engine.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** HKDF (RFC 5869) over SM3: keys for several purposes from one. */
public final class HkdfSm3 {
  private HkdfSm3() {}

  /**
   * Derives a key.
   *
   * @param secret the key it is derived from
   * @param salt not secret; may be empty
   * @param purpose what the key is for; keys for different purposes are unrelated
   * @param length in bytes, at most 8160
   */
  public static byte[] derive(byte[] secret, byte[] salt, String purpose, int length) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SM3Digest());
    generator.init(new HKDFParameters(secret, salt, purpose.getBytes(StandardCharsets.UTF_8)));
    byte[] key = new byte[length];
    generator.generateBytes(key, 0, length);
    return key;
  }
}
