package io.tidegate.engine.compile;

import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCall;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plan with its certificate. Only the compiler makes one, and only after the checker agreed;
 * nothing else can be published.
 */
public final class CheckedPlan {
  private final GovernedPlan plan;
  private final String fingerprint;
  private final Certificate certificate;
  private final List<Certificate> variants;
  private final SortedMap<String, Integer> lines;

  CheckedPlan(
      GovernedPlan plan,
      String fingerprint,
      Certificate certificate,
      List<Certificate> variants,
      SortedMap<String, Integer> lines) {
    this.plan = Objects.requireNonNull(plan, "plan");
    this.fingerprint = Objects.requireNonNull(fingerprint, "fingerprint");
    this.certificate = Objects.requireNonNull(certificate, "certificate");
    this.variants = List.copyOf(variants);
    this.lines = Collections.unmodifiableSortedMap(new TreeMap<>(lines));
    if (!certificate.fingerprint().equals(fingerprint)) {
      throw new IllegalArgumentException("the certificate is of another plan");
    }
    if (variants.size() != plan.variants().size()) {
      throw new IllegalArgumentException("each variant has a certificate");
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

  /** The certificates of the plan's variants, in their order. */
  public List<Certificate> variants() {
    return variants;
  }

  /**
   * Whether another plan says the same, but for the snapshot of the catalog it was made from and
   * the fingerprints of the plans it calls, which name that snapshot too.
   */
  public boolean differsByCatalogOnly(GovernedPlan other) {
    return withoutCatalog(plan).equals(withoutCatalog(other));
  }

  private static String withoutCatalog(GovernedPlan plan) {
    String text = CanonicalText.of(plan).replace(plan.inputs().catalog(), "");
    for (PlannedCall call : plan.calls()) {
      text = text.replace(call.fingerprint(), "");
    }
    return text;
  }

  /**
   * The line of the document each output was written at, by {@code read.output}; lines are counted
   * from 1.
   */
  public SortedMap<String, Integer> lines() {
    return lines;
  }
}
