package io.tidegate.engine.crypto;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Format-preserving encryption: the FF1 construction of NIST SP 800-38G with SM4 (GB/T 32907) for
 * its block cipher. Texts of symbols go in and texts of as many symbols come out, a permutation for
 * each key and tweak. Safe for use by several threads.
 */
public final class Ff1Sm4 {
  /** Length of a key, in bytes. */
  public static final int KEY_LENGTH = 16;

  private static final int BYTE_RADIX = 256;

  private final byte[] key;
  private final byte[] tweak;
  private final Map<Integer, FPEParameters> parameters = new ConcurrentHashMap<>();

  /**
   * @param key 16 bytes
   * @param tweak not secret; permutations with different tweaks are unrelated
   */
  public Ff1Sm4(byte[] key, byte[] tweak) {
    if (key.length != KEY_LENGTH) {
      throw new IllegalArgumentException("a key of SM4 has " + KEY_LENGTH + " bytes");
    }
    this.key = key.clone();
    this.tweak = tweak.clone();
  }

  /**
   * The text in another's place.
   *
   * @param radix how many symbols there are, from 2 to 65536
   * @param symbols numbers from 0 to below the radix; there must be a million texts of that length
   * @throws IllegalArgumentException when there are fewer texts, or a symbol is out of the radix
   */
  public int[] encipher(int radix, int[] symbols) {
    return permute(true, radix, symbols);
  }

  /** The text that {@link #encipher} made these symbols of. */
  public int[] decipher(int radix, int[] symbols) {
    return permute(false, radix, symbols);
  }

  private int[] permute(boolean forwards, int radix, int[] symbols) {
    boolean wide = radix > BYTE_RADIX;
    byte[] in = new byte[wide ? 2 * symbols.length : symbols.length];
    for (int i = 0; i < symbols.length; i++) {
      if (symbols[i] < 0 || symbols[i] >= radix) {
        throw new IllegalArgumentException("a symbol lies between 0 and the radix");
      }
      if (wide) {
        in[2 * i] = (byte) (symbols[i] >> 8);
        in[2 * i + 1] = (byte) symbols[i];
      } else {
        in[i] = (byte) symbols[i];
      }
    }
    FPEFF1Engine engine = new FPEFF1Engine(new SM4Engine());
    engine.init(
        forwards,
        parameters.computeIfAbsent(radix, r -> new FPEParameters(new KeyParameter(key), r, tweak)));
    byte[] out = new byte[in.length];
    engine.processBlock(in, 0, in.length, out, 0);
    int[] permuted = new int[symbols.length];
    for (int i = 0; i < permuted.length; i++) {
      permuted[i] = wide ? (out[2 * i] & 0xFF) << 8 | out[2 * i + 1] & 0xFF : out[i] & 0xFF;
    }
    return permuted;
  }
}
