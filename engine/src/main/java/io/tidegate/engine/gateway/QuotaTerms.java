package io.tidegate.engine.gateway;

import io.tidegate.engine.quota.Charge;
import io.tidegate.rules.fact.LimitClass;
import java.util.List;
import java.util.Optional;

/**
 * What a call is counted in: by the class of limits that was decided for the caller, and by what an
 * agreement says. Called on the event loop: answers from memory and never blocks.
 */
@FunctionalInterface
public interface QuotaTerms {
  /**
   * The accounts of a call, and their limits.
   *
   * @param limit of the terms the caller is served on
   * @param caller empty for an anonymous caller
   * @param owner the enterprise it calls for; empty when it calls for itself
   * @return at most two, in a fixed order; empty when nothing is counted
   */
  List<Charge> charges(
      String service, LimitClass limit, Optional<Identity> caller, Optional<String> owner);
}
