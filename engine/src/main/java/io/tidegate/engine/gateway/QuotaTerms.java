package io.tidegate.engine.gateway;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.quota.Charge;
import java.util.List;
import java.util.Optional;

/**
 * What a call is counted in: the class of the service, and what an agreement says. Called on the
 * event loop: answers from memory and never blocks.
 */
@FunctionalInterface
public interface QuotaTerms {
  /**
   * The accounts of a call, and their limits.
   *
   * @param caller empty for an anonymous caller
   * @return at most two, in a fixed order; empty when nothing is counted
   */
  List<Charge> charges(GovernedPlan plan, Optional<Identity> caller);
}
