package io.tidegate.engine.impact;

import io.tidegate.engine.compile.ServiceFacts;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.route.text.SourceText;
import java.util.Objects;
import java.util.Optional;

/**
 * A service that candidates are judged by, kept as far as rules have no say in it: parsed,
 * resolved, with what rules are told about it. Some 40 KB each.
 *
 * @param live the plan that is in force; absent where none is at hand
 */
public record Standing(ResolvedService resolved, ServiceFacts facts, Optional<GovernedPlan> live) {
  public Standing {
    Objects.requireNonNull(resolved, "resolved");
    Objects.requireNonNull(facts, "facts");
    Objects.requireNonNull(live, "live");
  }

  public static Standing of(ResolvedService resolved) {
    return new Standing(resolved, ServiceFacts.of(resolved), Optional.empty());
  }

  /** The same with the plan that is in force. */
  public Standing with(Optional<GovernedPlan> plan) {
    return new Standing(resolved, facts, plan);
  }

  /** Whether it calls other services. */
  public boolean calls() {
    return !resolved.route().serviceCalls().isEmpty();
  }

  /** What it was read from. */
  SourceText document() {
    return resolved.definition().service().span().source();
  }

  /** Its id. */
  public String service() {
    return resolved.definition().service().value();
  }

  /** The key its plan is in force by. */
  public String key() {
    return service() + "/" + resolved.definition().version().value().major();
  }

  public String version() {
    return resolved.definition().version().value().toString();
  }
}
