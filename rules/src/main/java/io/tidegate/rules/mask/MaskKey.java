package io.tidegate.rules.mask;

/**
 * The key that surrogates depend on, held by whoever runs a mask. Two receivers with different keys
 * see different surrogates of one value.
 */
@FunctionalInterface
public interface MaskKey {
  /** Fewest bytes a digest must have. */
  int MIN_BYTES = 16;

  /**
   * A keyed digest.
   *
   * @param purpose what it is for; digests for different purposes are unrelated
   * @param input what is digested
   * @return at least {@value #MIN_BYTES} bytes, always the same for the same purpose and input
   */
  byte[] mac(String purpose, byte[] input);
}
