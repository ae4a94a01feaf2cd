package io.tidegate.engine.compile;

import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.GovernedPlan;
import java.util.Objects;

/** A plan with its certificate. Only the compiler makes one, and only after the checker agreed; nothing else can be published. */
public final class CheckedPlan {
  private final GovernedPlan plan;
  private final String fingerprint;
  private final Certificate certificate;

  CheckedPlan(GovernedPlan plan, String fingerprint, Certificate certificate) {
    this.plan = Objects.requireNonNull(plan, "plan");
    this.fingerprint = Objects.requireNonNull(fingerprint, "fingerprint");
    this.certificate = Objects.requireNonNull(certificate, "certificate");
    if (!certificate.fingerprint().equals(fingerprint)) {
      throw new IllegalArgumentException("the certificate is of another plan");
    }
  }

  public GovernedPlan plan() {
    return plan;
  }

  /** SM3 of the plan's canonical text, in hexadecimal. */
  public String fingerprint() {
    return fingerprint;
  }

  public Certificate certificate() {
    return certificate;
  }
}
