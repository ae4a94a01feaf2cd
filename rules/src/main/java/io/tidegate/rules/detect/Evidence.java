package io.tidegate.rules.detect;

import io.tidegate.route.text.Bilingual;
import java.util.Objects;

/**
 * What shape and check digit alone say of a value.
 *
 * @param strength from 0 to 1, before the context is looked at
 */
record Evidence(double strength, Bilingual reason) {
  /** Enough against a field that is called otherwise. */
  static final double CONVINCING = 0.95;

  /** Enough where nothing is said. */
  static final double LIKELY = 0.7;

  /** Enough with a neighbour that makes it likely, or with many rows alike. */
  static final double POSSIBLE = 0.4;

  /** Enough only where the field is called so. */
  static final double FAINT = 0.25;

  Evidence {
    Objects.requireNonNull(reason, "reason");
  }

  static Evidence of(double strength, String zh, String en) {
    return new Evidence(strength, new Bilingual(zh, en));
  }
}
