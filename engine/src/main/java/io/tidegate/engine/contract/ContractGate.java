package io.tidegate.engine.contract;

import io.tidegate.catalog.registry.BrokenPromise;
import io.tidegate.catalog.registry.Contract;
import io.tidegate.catalog.registry.RegistryException;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.release.ReleaseGate;
import io.tidegate.engine.store.ContractStore;
import io.tidegate.engine.store.ContractStore.KeptContract;
import io.tidegate.engine.store.GrantStore;
import io.tidegate.engine.store.GrantStore.HeldGrant;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.ReleaseStore.Release;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Lets no document into force that takes back what its major version has promised. The registry
 * decides; what it says is told by the name of the field and by whom it would break. A change of
 * the rules or of the catalog is no change of a document and passes: what has to be hidden is
 * hidden, whether the registry answers or not.
 */
public final class ContractGate implements ReleaseGate {
  private static final Logger LOG = Logger.getLogger(ContractGate.class);

  /** More names would not be read. */
  private static final int MOST_NAMED = 10;

  private final ContractStore store;
  private final RegistryLink link;
  private final ContractKeeper keeper;
  private final LiveEndpoints live;
  private final ReleaseStore releases;
  private final GrantStore grants;
  private final Clock clock;
  private final Map<Coming, List<Promise>> admitted =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /** A contract that comes into force with its plan. */
  private record Promise(Contract contract, String fingerprint) {}

  public ContractGate(
      ContractStore store,
      RegistryLink link,
      ContractKeeper keeper,
      LiveEndpoints live,
      ReleaseStore releases,
      GrantStore grants,
      Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.link = Objects.requireNonNull(link, "link");
    this.keeper = Objects.requireNonNull(keeper, "keeper");
    this.live = Objects.requireNonNull(live, "live");
    this.releases = Objects.requireNonNull(releases, "releases");
    this.grants = Objects.requireNonNull(grants, "grants");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public List<Diagnostic> admit(Coming coming) {
    Diagnostics refused = new Diagnostics();
    List<Promise> promises = new ArrayList<>();
    for (Arrival arrival : coming.arrivals()) {
      if (isAnotherDocument(arrival)) {
        GovernedPlan plan = arrival.checked().plan();
        String fingerprint = arrival.checked().fingerprint();
        Contract contract = PlannedContract.of(plan, fingerprint, arrival.document().text());
        judge(arrival.document(), plan, contract, refused);
        promises.add(new Promise(contract, fingerprint));
      }
    }
    if (!refused.hasErrors()) {
      admitted.put(coming, promises);
    }
    return refused.list();
  }

  private boolean isAnotherDocument(Arrival arrival) {
    Optional<String> before =
        live.current().endpoints().stream()
            .filter(e -> e.plan().key().equals(arrival.checked().plan().key()))
            .map(LiveEndpoint::certificate)
            .findFirst()
            .flatMap(
                certificate ->
                    releases.withFingerprints(List.of(certificate.fingerprint())).stream()
                        .findFirst())
            .map(Release::document);
    return !before.equals(Optional.of(arrival.document().text()));
  }

  private void judge(
      SourceText document, GovernedPlan plan, Contract contract, Diagnostics refused) {
    Span place = versionOf(document);
    Optional<String> behind = keeper.caughtUp(contract.key());
    if (behind.isPresent()) {
      waits(place, behind.get(), refused);
      return;
    }
    try {
      link.ask(
          registry -> {
            registry.judge(contract);
            return true;
          });
    } catch (RegistryException e) {
      switch (e.kind()) {
        case UNREACHABLE, UNFIT -> waits(place, e.getMessage(), refused);
        case TAKEN ->
            refused.error(
                ContractCode.VERSION,
                place,
                e.getMessage() + " / 版本 " + contract.version() + " 曾以另一份文档发布");
        case RULE -> rule(place, plan, contract, e, refused);
      }
    }
  }

  private static void waits(Span place, String why, Diagnostics refused) {
    refused.error(
        ContractCode.WAITS,
        place,
        "the contract registry cannot be asked (" + why + ") / 无法询问契约登记处，发布等待其恢复");
  }

  private void rule(
      Span place,
      GovernedPlan plan,
      Contract contract,
      RegistryException said,
      Diagnostics refused) {
    Optional<KeptContract> before = store.lastStored(contract.service(), contract.major());
    if (before.isEmpty()) {
      refused.error(ContractCode.UNSOUND, place, said.getMessage() + told(said) + " / 契约登记处不接受该契约");
      return;
    }
    List<BrokenPromise> broken = BrokenPromise.between(before.get().contract(), contract);
    for (BrokenPromise promise : broken) {
      String way = grantedWay(plan, promise);
      String consumers =
          consumers(contract, promise.place() == BrokenPromise.Place.ANSWER ? way : "");
      refused.error(
          ContractCode.BREAKING,
          place,
          english(promise, way)
              + " since "
              + before.get().contract().version()
              + "; it would break "
              + (consumers.isEmpty() ? "no application that has a grant" : consumers)
              + " / "
              + chinese(promise, way)
              + "；受影响的应用："
              + (consumers.isEmpty() ? "无" : consumers));
    }
    if (broken.isEmpty()) {
      String consumers = consumers(contract, "");
      refused.error(
          ContractCode.BREAKING,
          place,
          "the registry finds that calls which were good are not any more"
              + told(said)
              + "; it would break "
              + (consumers.isEmpty() ? "no application that has a grant" : consumers)
              + " / 登记处判定与先前的契约不兼容；受影响的应用："
              + (consumers.isEmpty() ? "无" : consumers));
    }
  }

  /** A list is answered as rows, which nobody is granted by name. */
  private static String grantedWay(GovernedPlan plan, BrokenPromise promise) {
    return plan.answer().list()
            && promise.place() == BrokenPromise.Place.ANSWER
            && promise.way().startsWith("rows.")
        ? promise.way().substring("rows.".length())
        : promise.way();
  }

  private static String english(BrokenPromise promise, String way) {
    boolean answer = promise.place() == BrokenPromise.Place.ANSWER;
    return (answer ? "member `" : "parameter `")
        + way
        + switch (promise.kind()) {
          case REMOVED -> answer ? "` of the answer is gone" : "` is not taken any more";
          case CHANGED -> answer ? "` of the answer is of another type" : "` takes less";
          case REQUIRED -> "` has to be given";
        };
  }

  private static String chinese(BrokenPromise promise, String way) {
    boolean answer = promise.place() == BrokenPromise.Place.ANSWER;
    return (answer ? "应答字段 " : "参数 ")
        + way
        + switch (promise.kind()) {
          case REMOVED -> " 被去掉";
          case CHANGED -> answer ? " 的类型改变" : " 的取值变窄";
          case REQUIRED -> " 变为必填";
        };
  }

  /**
   * The applications that may call the major version now.
   *
   * @param way of the member they must have been granted, or of a record around it; empty for any
   */
  private String consumers(Contract contract, String way) {
    TreeSet<String> names =
        grants.heldGrants().stream()
            .filter(held -> held.grant().isLive(clock.instant()))
            .filter(held -> held.grant().service().equals(contract.service()))
            .filter(held -> held.grant().major() == contract.major())
            .filter(held -> way.isEmpty() || has(held, way))
            .map(held -> held.grant().applicationId() + " (" + held.usci() + ")")
            .collect(Collectors.toCollection(TreeSet::new));
    String told = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return names.size() > MOST_NAMED ? told + " … (" + names.size() + ")" : told;
  }

  private static boolean has(HeldGrant held, String way) {
    return held.grant().fields().stream()
        .anyMatch(field -> field.equals(way) || field.startsWith(way + "."));
  }

  static String told(RegistryException said) {
    return said.causes().stream()
        .limit(MOST_NAMED)
        .map(cause -> cause.description() + " at " + cause.place())
        .collect(Collectors.joining("; ", said.causes().isEmpty() ? "" : ": ", ""));
  }

  /** Where the mend is: the line of the version. */
  private static Span versionOf(SourceText document) {
    int at = ("\n" + document.text()).indexOf("\nversion:");
    if (at < 0) {
      return document.all();
    }
    int end = document.text().indexOf('\n', at);
    return document.span(at, end < 0 ? document.text().length() : end);
  }

  @Override
  public void settled(Coming coming, boolean inForce) {
    List<Promise> promises = admitted.remove(coming);
    if (promises == null || !inForce) {
      return;
    }
    try {
      promises.forEach(promise -> store.add(promise.contract(), promise.fingerprint()));
    } catch (RuntimeException e) {
      // it is found among what is live, so that it is kept later
      LOG.warnf("a contract that is in force is kept later: %s", e.getMessage());
    }
    keeper.nudge();
  }
}
