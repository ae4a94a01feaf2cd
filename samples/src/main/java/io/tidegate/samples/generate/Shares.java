package io.tidegate.samples.generate;

import java.util.Arrays;

/** Picks a place by its share: place {@code i} is picked as often as its weight says. */
final class Shares {
  private final double[] upTo;

  private Shares(double[] upTo) {
    this.upTo = upTo;
  }

  static Shares of(double... weights) {
    double[] upTo = weights.clone();
    for (int i = 1; i < upTo.length; i++) {
      upTo[i] += upTo[i - 1];
    }
    return new Shares(upTo);
  }

  /** Weights that fall with the rank: the k-th of n has weight {@code 1 / k^exponent} (Zipf). */
  static Shares zipf(int n, double exponent) {
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = StrictMath.pow(i + 1, -exponent);
    }
    return of(weights);
  }

  /** The place at a point between 0 inclusive and 1 exclusive of the whole. */
  int at(double point) {
    double upToPoint = point * upTo[upTo.length - 1];
    int found = Arrays.binarySearch(upTo, upToPoint);
    int place = found < 0 ? -found - 1 : found;
    // A place of no weight ends where the one before it ends and is never picked.
    while (place < upTo.length - 1 && upTo[place] <= upToPoint) {
      place++;
    }
    return Math.min(place, upTo.length - 1);
  }
}
