package io.tidegate.engine.check;

import io.tidegate.engine.plan.Certificate;
import java.util.List;

/** What came of checking a plan. */
public sealed interface CheckResult {
  /**
   * The plan leaks nothing.
   *
   * @param variants the certificate of each variant of it, in their order
   */
  record Certified(Certificate certificate, List<Certificate> variants) implements CheckResult {
    public Certified {
      variants = List.copyOf(variants);
    }
  }

  /** The plan must not be run. */
  record Rejected(List<Violation> violations) implements CheckResult {
    public Rejected {
      violations = List.copyOf(violations);
      if (violations.isEmpty()) {
        throw new IllegalArgumentException("a rejection needs a violation");
      }
    }
  }
}
