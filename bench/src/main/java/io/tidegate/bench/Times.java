package io.tidegate.bench;

import java.util.Arrays;
import java.util.Locale;

/** Durations of one kind of work, in milliseconds, of which quantiles are told. */
public final class Times {
  private final double[] sorted;

  /**
   * @param nanos at least one duration, in nanoseconds
   */
  public Times(long[] nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("there is nothing to measure");
    }
    this.sorted = Arrays.stream(nanos).mapToDouble(n -> n / 1e6).sorted().toArray();
  }

  /** Half of all took longer. */
  public double median() {
    return quantile(0.5);
  }

  /** The smallest duration that this share of all is not longer than (nearest rank). */
  public double quantile(double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "median %7.1f   p90 %7.1f   p99 %7.1f   max %7.1f ms   (%d)",
        median(),
        quantile(0.9),
        quantile(0.99),
        sorted[sorted.length - 1],
        sorted.length);
  }
}
