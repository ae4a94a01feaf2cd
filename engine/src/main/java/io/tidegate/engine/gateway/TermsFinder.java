package io.tidegate.engine.gateway;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedTerms;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Finds the terms a caller is served on, by its organisation and by what its grants are for, and
 * asks for a grant where somebody has to approve. The terms are in the plan; no rule is asked.
 */
public final class TermsFinder {
  private final Grants grants;

  public TermsFinder(Grants grants) {
    this.grants = Objects.requireNonNull(grants, "grants");
  }

  /**
   * The terms of a caller for a service.
   *
   * @param caller empty for an anonymous caller
   * @throws CallProblem when it is not served
   */
  public ServedTerms find(GovernedPlan plan, Optional<Identity> caller) throws CallProblem {
    List<Served> served = served(caller, plan.service(), plan::terms);
    // what another service asks of its callers is not passed by on the way through this one
    for (PlannedCall call : plan.calls()) {
      served(caller, call.service(), (purpose, level) -> own(call, purpose, level));
    }
    return new ServedTerms(
        together(served.stream().map(Served::terms).distinct().toList()),
        served.getFirst().grant().flatMap(HeldGrant::agreement));
  }

  /** A number that is another one whenever the grants of an application are others. */
  long version(String application) {
    return grants.version(application);
  }

  private static PlannedTerms own(PlannedCall call, Purpose purpose, OrganisationLevel level) {
    return call.terms(purpose, level)
        .orElseThrow(() -> new IllegalStateException("a checked plan has terms for everybody"));
  }

  /** Terms with the grant they are for, if it takes one. */
  private record Served(Optional<HeldGrant> grant, PlannedTerms terms) {}

  /** At least one; in the order of the grants. */
  private List<Served> served(
      Optional<Identity> caller,
      String service,
      BiFunction<Purpose, OrganisationLevel, PlannedTerms> terms)
      throws CallProblem {
    OrganisationLevel level = caller.map(Identity::level).orElse(OrganisationLevel.ANONYMOUS);
    // nobody holds a grant anonymously
    List<HeldGrant> held = caller.map(c -> grants.live(c.application(), service)).orElse(List.of());
    List<Served> served = new ArrayList<>();
    for (HeldGrant grant : held) {
      served.add(new Served(Optional.of(grant), terms.apply(grant.purpose(), level)));
    }
    if (held.isEmpty()) {
      served.add(new Served(Optional.empty(), terms.apply(Purpose.UNSTATED, level)));
    }
    served.removeIf(each -> !each.terms().served());
    if (served.isEmpty()) {
      throw new CallProblem(ProblemCode.GRANT_AUDIENCE);
    }
    if (held.isEmpty()
        && served.getFirst().terms().approval().filter(TermsFinder::needsGrant).isPresent()) {
      throw new CallProblem(ProblemCode.GRANT_REQUIRED);
    }
    return served;
  }

  /** Of several grants with purposes that are served, what they allow is what all of them allow. */
  private static PlannedTerms together(List<PlannedTerms> served) {
    PlannedTerms first = served.getFirst();
    if (served.size() == 1) {
      return first;
    }
    List<String> rules = new ArrayList<>();
    served.forEach(each -> rules.addAll(each.rules()));
    return new PlannedTerms(
        first.audience(),
        true,
        first.approval(),
        LimitClass.strictest(served.stream().map(PlannedTerms::limit).toList()),
        rules);
  }

  private static boolean needsGrant(Approval approval) {
    return switch (approval) {
      case AUTO -> false;
      case REVIEW, OWNER -> true;
    };
  }
}
