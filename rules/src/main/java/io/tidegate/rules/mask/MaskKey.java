package io.tidegate.rules.mask;

/**
 * The key that surrogates depend on, held by whoever runs a mask: that of the receiver. Two
 * receivers with different keys see different surrogates of one value.
 */
@FunctionalInterface
public interface MaskKey {
  /** Fewest bytes a digest must have. */
  int MIN_BYTES = 16;

  /** Fewest texts there must be to permute them; with fewer one could be found by trying. */
  int FEWEST_TEXTS = 1_000_000;

  /** Greatest radix of a permutation. */
  int MOST_RADIX = 0x10000;

  /**
   * A keyed digest.
   *
   * @param purpose what it is for; digests for different purposes are unrelated
   * @param input what is digested
   * @return at least {@value #MIN_BYTES} bytes, always the same for the same purpose and input
   */
  byte[] mac(String purpose, byte[] input);

  /**
   * The key for masks of a scope. A key that is told of nothing but one scope is the key of all.
   */
  default MaskKey within(Scope scope) {
    return this;
  }

  /**
   * A keyed permutation of all texts of so many symbols (format-preserving encryption). A key that
   * is made of a digest alone has none and refuses.
   *
   * @param domain what is permuted; permutations of different domains are unrelated
   * @param radix how many symbols there are, from 2 to {@value #MOST_RADIX}
   * @param symbols at least two numbers from 0 to below the radix; there must be {@value
   *     #FEWEST_TEXTS} texts of that length or more
   * @return as many symbols, another text for each text
   * @throws UnsupportedOperationException when the key permutes nothing
   */
  default int[] encipher(String domain, int radix, int[] symbols) {
    throw new UnsupportedOperationException("this key permutes nothing");
  }

  /** The text that {@link #encipher} made these symbols of. */
  default int[] decipher(String domain, int radix, int[] symbols) {
    throw new UnsupportedOperationException("this key permutes nothing");
  }
}
