package io.tidegate.rules.mask;

import java.util.Optional;

/**
 * A keyed permutation of the whole numbers from 0 to below a size that no power of a radix need be:
 * a number that leaves the range is permuted again until it is back (cycle walking), which keeps
 * the permutation one.
 *
 * @param domain what is permuted
 * @param size how many numbers there are
 * @param radix of the symbols a number is written in
 * @param length how many symbols that are
 */
record Permutation(String domain, long size, int radix, int length) {
  /** Were the radix ten times too wide, so many turns would still be met once in 10^45 numbers. */
  private static final int MOST_TURNS = 1_000;

  Permutation {
    if (size < 1 || Math.pow(radix, length) < size) {
      throw new IllegalArgumentException(size + " numbers do not fit in " + length + " symbols");
    }
  }

  /** Of decimal digits, as many as the greatest number has. */
  static Permutation decimal(String domain, long size) {
    return new Permutation(domain, size, 10, Long.toString(size - 1).length());
  }

  /**
   * Of the fewest symbols in the least radix, so that hardly a number leaves the range. The number
   * of symbols is even, for both halves of what FF1 mixes should be equally wide.
   */
  static Permutation tight(String domain, long size) {
    int length = 2;
    long radix = root(size, length);
    while (radix > MaskKey.MOST_RADIX) {
      length += 2;
      radix = root(size, length);
    }
    return new Permutation(domain, size, (int) radix, length);
  }

  /** The least radix in which that many symbols are enough. */
  private static long root(long size, int length) {
    long radix = Math.max(2, (long) Math.pow(size, 1.0 / length) - 1);
    while (Math.pow(radix, length) < size) {
      radix++;
    }
    return radix;
  }

  /** The number in the other's place; empty when the number is none of the range. */
  Optional<Long> apply(long number, MaskKey key, Direction direction) {
    if (number < 0 || number >= size) {
      return Optional.empty();
    }
    int[] symbols = new int[length];
    for (int i = length - 1; i >= 0; i--) {
      symbols[i] = (int) (number % radix);
      number /= radix;
    }
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      symbols = direction.permute(key, domain, radix, symbols);
      long permuted = 0;
      for (int symbol : symbols) {
        permuted = permuted * radix + symbol;
      }
      if (permuted < size) {
        return Optional.of(permuted);
      }
    }
    return Optional.empty();
  }
}
