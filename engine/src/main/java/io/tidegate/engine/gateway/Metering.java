package io.tidegate.engine.gateway;

import io.tidegate.engine.quota.Quota;
import java.util.Objects;

/**
 * How calls are counted.
 *
 * @param quota decides
 * @param terms says what a call is counted in
 * @param own tells a caller what is left
 */
public record Metering(Quota quota, QuotaTerms terms, OwnQuota own) {
  public Metering {
    Objects.requireNonNull(quota, "quota");
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(own, "own");
  }
}
