package io.tidegate.engine.draft;

import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.governance.Governance.ServiceChange;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.governance.GovernanceException.Kind;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.ReleaseStore.Release;
import io.tidegate.engine.store.ServiceLifeStore;
import io.tidegate.engine.store.ServiceLifeStore.Deprecation;
import io.tidegate.engine.store.ServiceLifeStore.LifeState;
import io.tidegate.engine.store.ServiceLifeStore.ServiceEvent;
import io.tidegate.engine.store.ServiceLifeStore.ServiceLife;
import io.tidegate.route.data.ChinaTime;
import io.tidegate.route.text.Bilingual;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** How services end: announced with a last day, and taken out of force on all nodes. */
public final class ServiceEnds {
  private final ServiceLifeStore lives;
  private final ReleaseStore releases;
  private final LiveEndpoints live;
  private final Supplier<Governance> governance;
  private final Clock clock;

  /**
   * @param governance asked when somebody acts, for it needs what is there only after the start
   */
  public ServiceEnds(
      ServiceLifeStore lives,
      ReleaseStore releases,
      LiveEndpoints live,
      Supplier<Governance> governance,
      Clock clock) {
    this.lives = Objects.requireNonNull(lives, "lives");
    this.releases = Objects.requireNonNull(releases, "releases");
    this.live = Objects.requireNonNull(live, "live");
    this.governance = Objects.requireNonNull(governance, "governance");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Announces the last day of a service. Its callers are told with every answer.
   *
   * @param major which major version; may be left out where one alone is live
   * @param notice why, for its callers
   * @param successor the id of what is to be called instead; empty for nothing
   */
  public ServiceEvent deprecate(
      String service,
      OptionalInt major,
      LocalDate sunset,
      Bilingual notice,
      String successor,
      String actor)
      throws GovernanceException {
    GovernedPlan plan = plan(service, major);
    if (!sunset.isAfter(today())) {
      throw new GovernanceException(
          Kind.INVALID, "停用日期须晚于今天", "the last day has to be later than today");
    }
    if (!successor.isEmpty()
        && (successor.equals(plan.service()) && live(successor).size() < 2
            || live(successor).isEmpty())) {
      throw new GovernanceException(
          Kind.INVALID,
          "没有可替代的服务 " + successor,
          "there is no other service " + successor + " to call instead");
    }
    return lives.deprecate(
        plan.version().major(),
        release(plan),
        new Deprecation(clock.instant(), sunset, notice, successor),
        actor);
  }

  /**
   * Takes a service out of force: after its last day, or before it with a reason. One that another
   * service calls stays.
   */
  public ServiceEvent retire(String service, OptionalInt major, String reason, String actor)
      throws GovernanceException {
    GovernedPlan plan = plan(service, major);
    Optional<Deprecation> announced =
        lives
            .life(service, plan.version().major())
            .filter(life -> life.state() == LifeState.DEPRECATED)
            .flatMap(ServiceLife::deprecation);
    boolean over = announced.filter(a -> a.sunset().isBefore(today())).isPresent();
    String why = ServiceDrafts.bounded(reason, false);
    if (!over && why.isEmpty()) {
      throw new GovernanceException(
          Kind.STATE,
          announced.isEmpty() ? "请先公告停用日期，或说明立即下线的理由" : "停用日期未到；提前下线须说明理由",
          announced.isEmpty()
              ? "announce its last day first, or say why it has to go at once"
              : "its last day has not passed; say why it has to go before");
    }
    List<String> callers =
        live.current().endpoints().stream()
            .filter(e -> e.plan().calls().stream().anyMatch(call -> isOf(call, plan)))
            .map(e -> e.plan().service())
            .sorted()
            .toList();
    if (!callers.isEmpty()) {
      throw new GovernanceException(
          Kind.STATE,
          "仍被这些服务调用：" + String.join("、", callers),
          "these services still call it: " + String.join(", ", callers));
    }
    Release release = release(plan);
    return governance
        .get()
        .change(
            ServiceChange.leaving(plan.key()),
            actor,
            (epoch, arrived) -> lives.retire(plan.version().major(), release, epoch, why, actor));
  }

  private static boolean isOf(PlannedCall call, GovernedPlan plan) {
    return call.service().equals(plan.service())
        && call.version().major() == plan.version().major();
  }

  private List<LiveEndpoint> live(String service) {
    return live.current().endpoints().stream()
        .filter(endpoint -> endpoint.plan().service().equals(service))
        .toList();
  }

  private GovernedPlan plan(String service, OptionalInt major) throws GovernanceException {
    List<GovernedPlan> plans =
        live(service).stream()
            .map(LiveEndpoint::plan)
            .filter(plan -> major.isEmpty() || plan.version().major() == major.getAsInt())
            .toList();
    if (plans.isEmpty()) {
      throw new GovernanceException(
          Kind.UNKNOWN, "没有生效的服务 " + service, "there is no live service " + service);
    }
    if (plans.size() > 1) {
      throw new GovernanceException(
          Kind.INVALID,
          "服务有多个主版本，请指明 major",
          "several major versions are live; say which one by major");
    }
    return plans.getFirst();
  }

  private Release release(GovernedPlan plan) throws GovernanceException {
    String fingerprint =
        live(plan.service()).stream()
            .filter(endpoint -> endpoint.plan().key().equals(plan.key()))
            .map(endpoint -> endpoint.certificate().fingerprint())
            .findFirst()
            .orElse("");
    return releases.withFingerprints(List.of(fingerprint)).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new GovernanceException(
                    Kind.STATE,
                    "服务 " + plan.service() + " 的文档未保存",
                    "the document of " + plan.service() + " is not stored"));
  }

  private LocalDate today() {
    return ChinaTime.of(clock.instant()).toLocalDate();
  }
}
