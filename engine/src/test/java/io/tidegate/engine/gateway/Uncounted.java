package io.tidegate.engine.gateway;

import io.tidegate.engine.quota.QuotaFixture;
import java.util.List;
import java.util.Map;

/** Metering for tests that are about something else: nothing is counted. */
final class Uncounted {
  private static final QuotaFixture QUOTA = new QuotaFixture();
  private static final QuotaTerms TERMS = (service, limit, caller, owner) -> List.of();
  static final Metering METERING =
      new Metering(QUOTA.quota(), TERMS, (application, accounts) -> Map.of());

  private Uncounted() {}

  static QuotaStep step() {
    return new QuotaStep(METERING.quota(), TERMS);
  }

  static Work ownQuota() {
    return new OwnQuotaWork(
        new ApplicationQuota(
            METERING.own(), TERMS, new TermsFinder((application, service) -> List.of())));
  }
}
