package io.tidegate.rules.mask;

/** Whether a permutation hides a text or restores it. */
enum Direction {
  HIDE {
    @Override
    int[] permute(MaskKey key, String domain, int radix, int[] symbols) {
      return key.encipher(domain, radix, symbols);
    }
  },
  RESTORE {
    @Override
    int[] permute(MaskKey key, String domain, int radix, int[] symbols) {
      return key.decipher(domain, radix, symbols);
    }
  };

  abstract int[] permute(MaskKey key, String domain, int radix, int[] symbols);
}
