package io.tidegate.rules.mask;

import java.math.BigDecimal;
import java.util.List;

/**
 * Whether one mask hides more than another, as far as that is sure. {@link MaskKind#rank()} says
 * which of two masks is taken where both are asked for; it does not say that the stricter one shows
 * nothing the other hid: {@code keep} with no characters at all ranks below {@code family-name},
 * which shows one. So nothing is called stricter here but what can be computed from what the other
 * shows.
 */
public enum MaskComparison {
  /** Both show the same. */
  SAME,
  /** The second shows nothing that the first does not tell. */
  STRICTER,
  /** The first shows nothing that the second does not tell, and the second shows more. */
  LOOSER,
  /** Each may show something the other hides. */
  INCOMPARABLE;

  /** How the second of two masks compares with the first. */
  public static MaskComparison of(MaskSpec first, MaskSpec second) {
    if (first.sameEffect(second)) {
      return SAME;
    }
    if (follows(first, second)) {
      return STRICTER;
    }
    return follows(second, first) ? LOOSER : INCOMPARABLE;
  }

  /** Whether what a mask shows follows from what another one shows. */
  private static boolean follows(MaskSpec from, MaskSpec shown) {
    if (from.kind() == MaskKind.NONE || shown.kind() == MaskKind.DROP) {
      return true;
    }
    if (from.kind() == MaskKind.DROP) {
      return false;
    }
    // every mask lets null be null, and that is all a cover tells
    if (shown.kind() == MaskKind.COVER) {
      return true;
    }
    return from.kind() == MaskKind.BAND
        && shown.kind() == MaskKind.BAND
        && bands(from).containsAll(bands(shown));
  }

  private static List<BigDecimal> bands(MaskSpec band) {
    return MaskParameter.thresholds(band.parameters().get("thresholds"));
  }
}
