package io.tidegate.rules.detect;

import io.tidegate.route.text.Bilingual;
import java.util.Objects;

/**
 * What a value, or a column of values, was found to be.
 *
 * @param confidence from 0 to 1; a hit is reported from {@link #THRESHOLD} on
 * @param reason why, in words and without the value
 */
public record DetectorHit(Detector detector, double confidence, Bilingual reason) {
  /** From here on a value counts as found. */
  public static final double THRESHOLD = 0.5;

  public DetectorHit {
    Objects.requireNonNull(detector, "detector");
    Objects.requireNonNull(reason, "reason");
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("a confidence is from 0 to 1");
    }
  }

  /** Whether it is more than a suspicion. */
  public boolean counts() {
    return confidence >= THRESHOLD;
  }
}
