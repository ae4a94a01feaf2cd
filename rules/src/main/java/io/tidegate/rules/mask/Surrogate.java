package io.tidegate.rules.mask;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Numbers drawn from the key for a value, always the same for the same value. */
final class Surrogate {
  private Surrogate() {}

  /**
   * A number from 0 to below the bound. The digest is far wider than any bound used here, so the
   * remainder is as good as even.
   *
   * @param turn distinguishes several draws for one value
   */
  static BigInteger draw(MaskKey key, String purpose, int turn, String value, BigInteger bound) {
    byte[] digest = key.mac(purpose + "/" + turn, value.getBytes(StandardCharsets.UTF_8));
    if (digest.length < MaskKey.MIN_BYTES) {
      throw new IllegalStateException(
          "a mask key must give at least " + MaskKey.MIN_BYTES + " bytes");
    }
    return new BigInteger(1, digest).mod(bound);
  }

  /** A drawn number written in an alphabet, as many symbols as asked for, the least first. */
  static String symbols(BigInteger drawn, String alphabet, int length) {
    BigInteger radix = BigInteger.valueOf(alphabet.length());
    StringBuilder symbols = new StringBuilder(length);
    for (int place = 0; place < length; place++) {
      BigInteger[] parts = drawn.divideAndRemainder(radix);
      symbols.append(alphabet.charAt(parts[1].intValue()));
      drawn = parts[0];
    }
    return symbols.toString();
  }
}
