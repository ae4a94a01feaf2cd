package io.tidegate.engine.gateway;

import io.tidegate.engine.gateway.HeldGrant.Covered;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedTerms;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
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
   * @param table in which the services are that this one calls
   * @param caller empty for an anonymous caller
   * @param owner the enterprise whose records alone are asked for; empty when the caller calls for
   *     itself
   * @throws CallProblem when it is not served
   */
  public ServedTerms find(
      GovernedPlan plan, EndpointTable table, Optional<Identity> caller, Optional<String> owner)
      throws CallProblem {
    List<Served> served =
        served(caller, owner, plan.service(), plan.version().major(), plan::terms);
    Optional<String> agreement = served.getFirst().grant().flatMap(HeldGrant::agreement);
    Optional<SortedSet<String>> fields = fields(plan, served);
    // what another service asks of its callers is not passed by on the way through this one
    for (PlannedCall call : plan.calls()) {
      List<Served> through =
          served(
              caller,
              Optional.empty(),
              call.service(),
              call.version().major(),
              (purpose, level) -> own(call, purpose, level));
      for (Served each : through) {
        if (each.needsGrant()) {
          coversWhole(each.grant(), call, table);
        }
      }
      served.addAll(through);
    }
    return new ServedTerms(
        served.size() == 1
            ? served.getFirst().terms()
            : together(served.stream().map(Served::terms).distinct().toList()),
        agreement,
        fields,
        variant(plan, caller, served));
  }

  /**
   * What it sees: what is shown for each of the purposes it calls for, and the strictest where
   * these differ or nobody knows who it is.
   */
  private static int variant(GovernedPlan plan, Optional<Identity> caller, List<Served> served) {
    if (caller.isEmpty() || plan.variants().isEmpty()) {
      return GovernedPlan.STRICTEST;
    }
    int[] seen =
        served.stream()
            .map(each -> each.grant().map(HeldGrant::purpose).orElse(Purpose.UNSTATED))
            .mapToInt(purpose -> plan.seenBy(purpose, caller.get().level()))
            .distinct()
            .toArray();
    return seen.length == 1 ? seen[0] : GovernedPlan.STRICTEST;
  }

  /**
   * What all grants give, which may be more than the plan has; all of the plan without a grant that
   * says which.
   */
  private static Optional<SortedSet<String>> fields(GovernedPlan plan, List<Served> served)
      throws CallProblem {
    SortedSet<String> fields = null;
    for (Served each : served) {
      Covered covered = each.grant().flatMap(HeldGrant::covered).orElse(null);
      if (covered == null) {
        continue;
      }
      // a rule that was loosened opens nothing that nobody has agreed to
      if (plan.openness().compareTo(covered.rows()) < 0) {
        throw new CallProblem(ProblemCode.GRANT_FIELD);
      }
      fields = fields == null ? covered.fields() : both(fields, covered.fields());
    }
    if (fields != null && !plan.answer().hasAny(fields)) {
      throw new CallProblem(ProblemCode.GRANT_FIELD);
    }
    return Optional.ofNullable(fields);
  }

  private static SortedSet<String> both(SortedSet<String> some, SortedSet<String> others) {
    SortedSet<String> both = new TreeSet<>(some);
    both.retainAll(others);
    return both;
  }

  /**
   * A service that is part of another gives its values away inside of it, where nobody can tell any
   * more which of them were agreed: the grant has to be for all.
   */
  private static void coversWhole(Optional<HeldGrant> grant, PlannedCall call, EndpointTable table)
      throws CallProblem {
    Optional<Covered> covered = grant.flatMap(HeldGrant::covered);
    if (covered.isEmpty()) {
      return;
    }
    boolean whole =
        table.endpoints().stream()
            .map(LiveEndpoint::plan)
            .filter(plan -> plan.service().equals(call.service()))
            .filter(plan -> plan.version().major() == call.version().major())
            .anyMatch(
                plan ->
                    covered.get().fields().containsAll(plan.answer().ways())
                        && plan.openness().compareTo(covered.get().rows()) >= 0);
    if (!whole) {
      String service = call.service();
      throw new CallProblem(
          ProblemCode.GRANT_FIELD,
          new Bilingual(
              "本服务包含 " + service + "，其协议须覆盖该服务的全部数据项",
              "the service includes "
                  + service
                  + ", of which an agreement has to cover all fields"));
    }
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
  private record Served(Optional<HeldGrant> grant, PlannedTerms terms) {
    boolean needsGrant() {
      return terms.approval().filter(TermsFinder::needsGrant).isPresent();
    }
  }

  /** At least one; in the order of the grants. */
  private List<Served> served(
      Optional<Identity> caller,
      Optional<String> owner,
      String service,
      int major,
      BiFunction<Purpose, OrganisationLevel, PlannedTerms> terms)
      throws CallProblem {
    OrganisationLevel level = caller.map(Identity::level).orElse(OrganisationLevel.ANONYMOUS);
    // nobody holds a grant anonymously
    List<HeldGrant> held =
        caller.isPresent() ? grants.live(caller.get().application(), service) : List.of();
    List<Served> served = new ArrayList<>(held.size() + 1);
    boolean holds = false;
    for (HeldGrant grant : held) {
      // what one enterprise lets others have is no permission for the records of another
      if (!grant.owner().equals(owner)
          || grant.covered().isPresent() && grant.covered().get().major() != major) {
        continue;
      }
      holds = true;
      add(served, Optional.of(grant), terms.apply(grant.purpose(), level));
    }
    if (!holds && owner.isPresent()) {
      throw new CallProblem(ProblemCode.GRANT_OWNER);
    }
    if (!holds) {
      add(served, Optional.empty(), terms.apply(Purpose.UNSTATED, level));
    }
    if (served.isEmpty()) {
      throw new CallProblem(ProblemCode.GRANT_AUDIENCE);
    }
    if (!holds && served.getFirst().needsGrant()) {
      throw new CallProblem(ProblemCode.GRANT_REQUIRED);
    }
    return served;
  }

  private static void add(List<Served> served, Optional<HeldGrant> grant, PlannedTerms terms) {
    if (terms.served()) {
      served.add(new Served(grant, terms));
    }
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
