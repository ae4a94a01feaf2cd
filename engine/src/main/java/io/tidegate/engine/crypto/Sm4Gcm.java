package io.tidegate.engine.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Seals bytes by SM4 (GB/T 32907-2016) in Galois/Counter mode (NIST SP 800-38D, as RFC 8998 uses
 * it): a nonce of 12 random bytes, the ciphertext, a tag of 16 bytes. Safe for several threads.
 */
public final class Sm4Gcm {
  private static final int KEY_LENGTH = 16;
  private static final int NONCE_LENGTH = 12;
  private static final int TAG_BITS = 128;

  private final byte[] key;

  /**
   * Seals under a key.
   *
   * @param key at least 16 bytes, of which the first 16 are used
   */
  public Sm4Gcm(byte[] key) {
    if (key.length < KEY_LENGTH) {
      throw new IllegalArgumentException("a key of SM4 has 16 bytes");
    }
    this.key = Arrays.copyOf(key, KEY_LENGTH);
  }

  /**
   * Seals a secret.
   *
   * @param bound what must be the same when it is opened; it is not part of the result
   */
  public byte[] seal(byte[] secret, byte[] bound, SecureRandom random) {
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    GCMModeCipher cipher = cipher(true, nonce, bound);
    byte[] out = Arrays.copyOf(nonce, NONCE_LENGTH + cipher.getOutputSize(secret.length));
    int written = cipher.processBytes(secret, 0, secret.length, out, NONCE_LENGTH);
    try {
      cipher.doFinal(out, NONCE_LENGTH + written);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("a secret cannot be sealed", e);
    }
    return out;
  }

  /** What was sealed; empty when it was changed, bound to something else, or under another key. */
  public Optional<byte[]> open(byte[] sealed, byte[] bound) {
    if (sealed.length < NONCE_LENGTH + TAG_BITS / 8) {
      return Optional.empty();
    }
    GCMModeCipher cipher = cipher(false, Arrays.copyOf(sealed, NONCE_LENGTH), bound);
    int length = sealed.length - NONCE_LENGTH;
    byte[] out = new byte[cipher.getOutputSize(length)];
    int written = cipher.processBytes(sealed, NONCE_LENGTH, length, out, 0);
    try {
      cipher.doFinal(out, written);
      return Optional.of(out);
    } catch (InvalidCipherTextException e) {
      return Optional.empty();
    }
  }

  private GCMModeCipher cipher(boolean sealing, byte[] nonce, byte[] bound) {
    GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
    cipher.init(sealing, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, bound));
    return cipher;
  }
}
