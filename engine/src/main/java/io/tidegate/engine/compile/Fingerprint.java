package io.tidegate.engine.compile;

import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.plan.GovernedPlan;
import java.util.HexFormat;

/** Names a plan by what it says: SM3 of its canonical text, in lower-case hexadecimal. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(GovernedPlan plan) {
    return of(CanonicalText.of(plan));
  }

  static String of(String text) {
    return HexFormat.of().formatHex(Sm3.digest(text));
  }
}
