package io.tidegate.engine.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SM3Digest;

/** The SM3 digest of GB/T 32905-2016: 32 bytes of any message. */
public final class Sm3 {
  /** Length of a digest, in bytes. */
  public static final int LENGTH = 32;

  private Sm3() {}

  public static byte[] digest(byte[] message) {
    SM3Digest digest = new SM3Digest();
    digest.update(message, 0, message.length);
    byte[] out = new byte[LENGTH];
    digest.doFinal(out, 0);
    return out;
  }

  /** The digest of a text in UTF-8. */
  public static byte[] digest(String message) {
    return digest(message.getBytes(StandardCharsets.UTF_8));
  }
}
