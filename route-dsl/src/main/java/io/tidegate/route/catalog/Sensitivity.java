package io.tidegate.route.catalog;

/** How sensitive a field is, in rising order. */
public enum Sensitivity {
  /** Public. */
  S0,
  /** Operational. */
  S1,
  /** Trade secret. */
  S2,
  /** Personal information. */
  S3,
  /** Sensitive personal information in the sense of GB/T 35273. */
  S4;

  public Sensitivity strictest(Sensitivity other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
