package io.tidegate.engine.impact;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.decide.FieldDecision;
import io.tidegate.rules.decide.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges one candidate by what it does to services. Every service is decided about by both packs,
 * from the facts that are kept of it; only one that is decided otherwise is planned, and the plan
 * compared with the one in force; so is one that puts records together where the packs ask another
 * number of parties. Nothing is parsed or resolved again, but for services that call others: these
 * are compiled whole by both.
 *
 * <p>Runs once. Progress can be asked for and the run be cancelled by any thread.
 */
public final class ImpactRun {
  /** How many services a thread takes at a time. */
  private static final int SHARE = 64;

  private final ServiceCompiler before;
  private final ServiceCompiler after;
  private final List<Standing> services;
  private final boolean otherLeast;
  private final Map<String, List<StandingGrant>> grants;
  private final AtomicInteger looked = new AtomicInteger();
  private final AtomicInteger planned = new AtomicInteger();
  private final Map<Pair, Boolean> compared = new ConcurrentHashMap<>();
  private volatile boolean cancelled;

  /**
   * @param inForce compiles by the pack that is compared with
   * @param candidate compiles by the candidate, against the same catalog
   * @param grants those that are live
   */
  public ImpactRun(
      ServiceCompiler inForce,
      ServiceCompiler candidate,
      List<Standing> services,
      List<StandingGrant> grants) {
    this.grants = grants.stream().collect(Collectors.groupingBy(StandingGrant::service));
    this.before = inForce.judgingBy(inForce.decider().remembering());
    this.after = candidate.judgingBy(candidate.decider().remembering());
    this.services = List.copyOf(services);
    this.otherLeast =
        !inForce.decider().pack().leastParties().equals(candidate.decider().pack().leastParties());
  }

  /** Where nobody holds a grant yet. */
  public ImpactRun(ServiceCompiler inForce, ServiceCompiler candidate, List<Standing> services) {
    this(inForce, candidate, services, List.of());
  }

  /** How many services there are to look at. */
  public int total() {
    return services.size();
  }

  /** How many were looked at. */
  public int looked() {
    return looked.get();
  }

  /** Ends the run as soon as may be. */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Looks at every service, with all processors.
   *
   * @throws CancellationException when it was cancelled or its thread interrupted
   */
  public Impact run() {
    return run(() -> {});
  }

  /**
   * Looks at every service, with all processors.
   *
   * @param looking runs before each service, by any thread; what it throws ends the run
   * @throws CancellationException when it was cancelled or its thread interrupted
   */
  public Impact run(Runnable looking) {
    List<ServiceImpact> found = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            task -> Thread.ofPlatform().name("impact").daemon().unstarted(task))) {
      List<Future<List<ServiceImpact>>> shares = new ArrayList<>();
      for (int from = 0; from < services.size(); from += SHARE) {
        List<Standing> share = services.subList(from, Math.min(from + SHARE, services.size()));
        shares.add(threads.submit(() -> judge(share, looking)));
      }
      for (Future<List<ServiceImpact>> share : shares) {
        found.addAll(share.get());
      }
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
      throw stopped();
    } catch (ExecutionException e) {
      cancel();
      throw e.getCause() instanceof CancellationException cancellation
          ? cancellation
          : new IllegalStateException("a service could not be judged", e.getCause());
    }
    return new Impact(
        after.decider().pack().fingerprint(),
        before.decider().pack().fingerprint(),
        looked.get(),
        planned.get(),
        found);
  }

  private List<ServiceImpact> judge(List<Standing> share, Runnable looking) {
    List<ServiceImpact> found = new ArrayList<>();
    for (Standing service : share) {
      if (cancelled) {
        throw stopped();
      }
      looking.run();
      judge(service).ifPresent(found::add);
      looked.incrementAndGet();
    }
    return found;
  }

  private static CancellationException stopped() {
    return new CancellationException("the run was cancelled");
  }

  private static Outcome<GovernedPlan> compiled(ServiceCompiler compiler, Standing service) {
    Outcome<CheckedPlan> outcome = compiler.compile(service.document());
    Diagnostics found = new Diagnostics();
    found.addAll(outcome.diagnostics());
    return outcome
        .value()
        .map(checked -> Outcome.of(checked.plan(), found))
        .orElseGet(() -> Outcome.refused(found));
  }

  /** What changes of a service; empty when nothing does. */
  private Optional<ServiceImpact> judge(Standing service) {
    Outcome<GovernedPlan> planBefore;
    Outcome<GovernedPlan> planAfter;
    if (service.calls()) {
      // what it may do depends on what the services it calls come to by either pack
      planBefore = compiled(before, service);
      planAfter = compiled(after, service);
    } else {
      Verdict was = before.decide(service.facts());
      Verdict is = after.decide(service.facts());
      if (same(was, is) && !(otherLeast && folds(service))) {
        return Optional.empty();
      }
      planAfter = after.plan(service.resolved(), is);
      planBefore =
          planAfter
              .value()
              .flatMap(next -> inForce(service, next))
              .map(plan -> Outcome.of(plan, new Diagnostics()))
              .orElseGet(() -> before.plan(service.resolved(), was));
    }
    planned.incrementAndGet();
    if (planBefore.isRefused() && planAfter.isRefused()) {
      return Optional.empty();
    }
    if (planAfter.isRefused()) {
      return Optional.of(turned(service, ServiceImpact.Fate.NEWLY_REFUSED, planAfter));
    }
    if (planBefore.isRefused()) {
      return Optional.of(turned(service, ServiceImpact.Fate.NEWLY_ACCEPTED, planBefore));
    }
    GovernedPlan old = planBefore.value().orElseThrow();
    GovernedPlan next = planAfter.value().orElseThrow();
    PlanDifference difference = PlanDifference.of(old, next);
    return ServiceImpact.kept(
        service.service(),
        service.version(),
        difference,
        Stream.concat(
                ExampleRows.of(old, next, difference.openings()).stream(),
                difference.seen().stream()
                    .flatMap(s -> ExampleRows.of(s.before(), s.after(), s.openings()).stream()))
            .distinct()
            .toList(),
        grants(service));
  }

  /** The plan in force, where it was made of the same as the next and by the pack compared with. */
  private Optional<GovernedPlan> inForce(Standing service, GovernedPlan next) {
    return service
        .live()
        .filter(
            plan ->
                plan.inputs().source().equals(next.inputs().source())
                    && plan.inputs().rulePack().equals(before.decider().pack().fingerprint())
                    && plan.inputs().catalog().equals(next.inputs().catalog()));
  }

  private List<StandingGrant> grants(Standing service) {
    return grants.getOrDefault(service.service(), List.of());
  }

  private ServiceImpact turned(
      Standing service, ServiceImpact.Fate fate, Outcome<GovernedPlan> refused) {
    return new ServiceImpact(
        service.service(),
        service.version(),
        fate,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        fate == ServiceImpact.Fate.NEWLY_REFUSED ? grants(service) : List.of(),
        refused.diagnostics().stream().filter(d -> d.isError()).toList());
  }

  /**
   * Whether the service puts records together, which the packs may ask more or fewer parties of.
   */
  private static boolean folds(Standing service) {
    return service.resolved().reads().stream()
        .anyMatch(
            read ->
                read.access() instanceof ResolvedService.Statement statement
                    && !statement.query().folds().isEmpty());
  }

  /** Whether both packs decide alike; which pack it was makes no difference to anybody. */
  private boolean same(Verdict was, Verdict is) {
    return switch (was) {
      case Verdict.Refused ignored -> is instanceof Verdict.Refused;
      case Verdict.Decided decided ->
          is instanceof Verdict.Decided other && same(decided.decisions(), other.decisions());
    };
  }

  private boolean same(Decisions was, Decisions is) {
    return was.service().equals(is.service())
        && was.terms().equals(is.terms())
        && was.fields().keySet().equals(is.fields().keySet())
        && was.fields().entrySet().stream()
            .allMatch(field -> same(field.getValue(), is.fields().get(field.getKey())));
  }

  /** Both packs remember what they decided of a field, so that few pairs are ever compared. */
  private boolean same(FieldDecision was, FieldDecision is) {
    return compared.computeIfAbsent(new Pair(was, is), pair -> pair.was.equals(pair.is));
  }

  /** Two decisions, told from others by which objects they are. */
  private record Pair(FieldDecision was, FieldDecision is) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Pair pair && was == pair.was && is == pair.is;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(was) + System.identityHashCode(is);
    }
  }
}
