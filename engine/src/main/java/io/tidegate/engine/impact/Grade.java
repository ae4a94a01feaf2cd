package io.tidegate.engine.impact;

import java.util.Locale;

/** How far a candidate goes, which decides who has to agree before it is released. */
public enum Grade {
  /** Nothing that leaves the platform changes. */
  NONE,
  /** Things are hidden that were shown, and nothing else. */
  TIGHTENING,
  /** Services that are live would be refused; besides that nothing is shown that was hidden. */
  REFUSING,
  /** Something may be shown that was hidden. */
  LOOSENING;

  /** Whether another administrator than its author has to approve the release. */
  public boolean needsApproval() {
    return this == LOOSENING;
  }

  /** The word for it in answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Grade atLeast(Grade other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
