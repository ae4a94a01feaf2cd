package io.tidegate.engine.contract;

import io.tidegate.catalog.registry.ContractRegistry;
import io.tidegate.catalog.registry.RegistryAddress;
import io.tidegate.catalog.registry.RegistryException;
import io.tidegate.catalog.registry.RegistryException.Kind;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.ContractStore;
import io.tidegate.engine.store.ContractStore.KeptContract;
import io.tidegate.engine.store.ContractStore.State;
import io.tidegate.engine.store.ContractStore.Waiting;
import io.tidegate.engine.store.ContractStore.Work;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.ReleaseStore.Release;
import io.tidegate.engine.store.StoreException;
import io.tidegate.route.text.Bilingual;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Gives the registry what came into force, and takes up what waited for it. What is to be done
 * stands in the platform's database, so that nothing is lost by an end at any moment: of what is in
 * force the contract is kept sooner or later, and of what is not there is nothing to keep.
 */
public final class ContractKeeper implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ContractKeeper.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** As long as a person waits for a publication. */
  private static final int ATTEMPTS = 50;

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(200);

  private final ContractStore store;
  private final RegistryLink link;
  private final LiveEndpoints live;
  private final ReleaseStore releases;
  private final AuditStore audit;
  private final Publishing publishing;
  private final Semaphore nudges = new Semaphore(0);
  private final Thread worker;
  private volatile long seen = -1;
  private volatile boolean closed;

  /** Publishes an approved draft. */
  @FunctionalInterface
  public interface Publishing {
    void publish(long draft, long revision, String actor) throws GovernanceException;
  }

  /**
   * @param publishing of drafts that waited
   */
  public ContractKeeper(
      ContractStore store,
      RegistryLink link,
      LiveEndpoints live,
      ReleaseStore releases,
      AuditStore audit,
      Publishing publishing) {
    this.store = Objects.requireNonNull(store, "store");
    this.link = Objects.requireNonNull(link, "link");
    this.live = Objects.requireNonNull(live, "live");
    this.releases = Objects.requireNonNull(releases, "releases");
    this.audit = Objects.requireNonNull(audit, "audit");
    this.publishing = Objects.requireNonNull(publishing, "publishing");
    this.worker = Thread.ofPlatform().daemon().name("contract-keeper").unstarted(this::work);
  }

  /** Begins to work beside everything else. */
  public void start() {
    worker.start();
  }

  /** There is something to do. */
  void nudge() {
    nudges.release();
  }

  private void work() {
    while (!closed) {
      try {
        keepLive();
        give(kept -> true);
        takeUp();
      } catch (StoreException | IllegalStateException e) {
        LOG.warnf("contracts cannot be kept now: %s", e.getMessage());
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.warnf(e, "contracts cannot be kept now");
        }
      }
      try {
        if (nudges.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          nudges.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  // ---- keeping

  /** Keeps the contracts of what is live and of which none is kept. */
  private void keepLive() {
    long epoch = live.current().epoch();
    if (epoch == seen) {
      return;
    }
    Set<String> known = new HashSet<>(store.versions());
    List<LiveEndpoint> missing =
        live.current().endpoints().stream()
            .filter(e -> !known.contains(e.plan().service() + " " + e.plan().version()))
            .toList();
    Map<String, String> documents = new HashMap<>();
    for (Release release :
        releases.withFingerprints(
            missing.stream().map(e -> e.certificate().fingerprint()).toList())) {
      documents.put(release.fingerprint(), release.document());
    }
    for (LiveEndpoint endpoint : missing) {
      String fingerprint = endpoint.certificate().fingerprint();
      String document = documents.get(fingerprint);
      if (document != null) {
        store.add(PlannedContract.of(endpoint.plan(), fingerprint, document), fingerprint);
      }
    }
    seen = epoch;
  }

  /**
   * Gives the registry what it has not, in order.
   *
   * @return why it could not; empty when it has all of it
   */
  private Optional<String> give(Predicate<KeptContract> which) {
    for (KeptContract kept : store.pending()) {
      if (closed) {
        return Optional.of("the engine ends");
      }
      if (which.test(kept)) {
        Optional<Optional<String>> given = store.alone(Work.WRITING, () -> give(kept));
        if (given.isEmpty()) {
          return Optional.of("another node writes to it, or the contracts are being moved");
        }
        if (given.get().isPresent()) {
          return given.get();
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> give(KeptContract kept) {
    try {
      link.ask(
          registry -> {
            registry.store(kept.contract());
            return true;
          });
      store.told(kept.number(), State.STORED, "");
      return Optional.empty();
    } catch (RegistryException e) {
      if (e.kind() == Kind.RULE || e.kind() == Kind.TAKEN) {
        String trouble = e.getMessage() + ContractGate.told(e);
        LOG.warnf("a contract is in force and not in the registry: %s", trouble);
        store.told(kept.number(), State.REFUSED, trouble);
        return Optional.empty();
      }
      if (!e.getMessage().equals(kept.trouble())) {
        store.told(kept.number(), State.PENDING, e.getMessage());
      }
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Sees to it that the registry has what a major version of a service has promised so far, so that
   * what comes is compared with it.
   *
   * @return why it has not; empty when it has
   */
  Optional<String> caughtUp(String key) {
    Optional<String> trouble = Optional.of("nobody asked");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      keepLive();
      trouble = give(kept -> kept.contract().key().equals(key));
      boolean behind = store.pending().stream().anyMatch(kept -> kept.contract().key().equals(key));
      if (!behind) {
        return Optional.empty();
      }
      if (link.status().trouble().isEmpty()) {
        pause();
      } else {
        return trouble;
      }
    }
    return trouble;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_ATTEMPTS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- what waited

  private void takeUp() {
    if (store.waiting().isEmpty() || !link.status().trouble().isEmpty()) {
      return;
    }
    store.alone(
        Work.TAKING_UP,
        () -> {
          store.waiting().forEach(this::takeUp);
          return true;
        });
  }

  private void takeUp(Waiting waiting) {
    String subject = "draft " + waiting.draft();
    try {
      publishing.publish(waiting.draft(), waiting.revision(), waiting.actor());
      LOG.infof("%s waited for the contract registry and is in force now", subject);
    } catch (GovernanceException e) {
      boolean still = e.diagnostics().stream().anyMatch(d -> d.code() == ContractCode.WAITS);
      if (!still) {
        store.waitsNoMore(waiting.draft());
        audit.add(waiting.actor(), "service-draft.publish.refused", subject, e.reason().en());
        LOG.warnf("%s waited for the contract registry and is refused: %s", subject, e.reason());
      }
    }
  }

  // ---- moving

  /**
   * Moves all contracts to another registry, which is asked from then on, by all nodes. What was
   * broken off can be begun again; until it is done, nothing changes.
   *
   * @return how many versions are there
   * @throws GovernanceException when they stay where they are
   */
  public int move(RegistryAddress to, String actor) throws GovernanceException {
    keepLive();
    Optional<String> behind = give(kept -> true);
    if (behind.isPresent()) {
      throw stays(behind.get());
    }
    Optional<Outcome> outcome = store.alone(Work.WRITING, () -> copy(to, actor));
    Outcome done =
        outcome.orElseThrow(() -> stays("another node writes to it, or moves them; try again"));
    if (!done.trouble().isEmpty()) {
      throw stays(done.trouble());
    }
    link.moved();
    return done.versions();
  }

  private record Outcome(int versions, String trouble) {}

  private Outcome copy(RegistryAddress to, String actor) {
    try (ContractRegistry target = new ContractRegistry(to)) {
      target.prepare();
      int versions = link.ask(registry -> registry.copyTo(target));
      store.moved(link.sealed(to), versions, actor);
      return new Outcome(versions, "");
    } catch (RegistryException e) {
      return new Outcome(0, e.getMessage());
    }
  }

  private static GovernanceException stays(String why) {
    return new GovernanceException(
        GovernanceException.Kind.STATE,
        new Bilingual("契约未搬迁，原登记处继续使用：" + why, "the contracts stay where they are: " + why),
        List.of());
  }

  @Override
  public void close() {
    closed = true;
    if (!worker.isAlive()) {
      return;
    }
    worker.interrupt();
    try {
      worker.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
