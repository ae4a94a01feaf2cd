package io.tidegate.rules.mask;

import java.nio.ByteBuffer;

/**
 * Stands for the engine's keys, which are not known here: a digest and a permutation of the same
 * build (two halves, each moved by a digest of the other). It mixes well and fast, for many cases,
 * and hides nothing.
 */
record TestKey(String name) implements MaskKey {
  private static final int ROUNDS = 4;
  private static final int LONGS = 4;

  @Override
  public byte[] mac(String purpose, byte[] input) {
    ByteBuffer digest = ByteBuffer.allocate(LONGS * Long.BYTES);
    for (int part = 0; part < LONGS; part++) {
      long state = start(purpose, part);
      for (byte b : input) {
        state = mixed(state ^ b);
      }
      digest.putLong(mixed(state ^ input.length));
    }
    return digest.array();
  }

  @Override
  public int[] encipher(String domain, int radix, int[] symbols) {
    int[] permuted = symbols.clone();
    for (int round = 0; round < ROUNDS; round++) {
      move(domain, radix, permuted, round, 1);
    }
    return permuted;
  }

  @Override
  public int[] decipher(String domain, int radix, int[] symbols) {
    int[] permuted = symbols.clone();
    for (int round = ROUNDS - 1; round >= 0; round--) {
      move(domain, radix, permuted, round, -1);
    }
    return permuted;
  }

  /** Adds to each symbol of one half, or subtracts, what the other half says. */
  private void move(String domain, int radix, int[] symbols, int round, int sign) {
    if (Math.pow(radix, symbols.length) < FEWEST_TEXTS) {
      throw new IllegalArgumentException("there are too few texts to permute");
    }
    int half = symbols.length / 2;
    int from = round % 2 == 0 ? 0 : half;
    int to = round % 2 == 0 ? half : symbols.length;
    long state = start(domain, round) ^ mixed(radix);
    for (int i = 0; i < symbols.length; i++) {
      if (i < from || i >= to) {
        state = mixed(state ^ symbols[i]);
      }
    }
    for (int i = from; i < to; i++) {
      state = mixed(state + 1);
      symbols[i] =
          (int) Math.floorMod(symbols[i] + sign * Math.floorMod(state, (long) radix), (long) radix);
    }
  }

  private long start(String purpose, int part) {
    return mixed(mixed(name.hashCode() * 31L + part) ^ purpose.hashCode());
  }

  /** The finalizer of SplitMix64. */
  private static long mixed(long state) {
    long z = state + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
