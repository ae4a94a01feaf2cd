package io.tidegate.engine.start;

import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.compile.ServiceCompiler;
import io.tidegate.engine.compile.ServiceLibrary;
import io.tidegate.engine.explain.DiagnosticText;
import io.tidegate.engine.governance.Governance;
import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.release.ReleaseSeal;
import io.tidegate.engine.store.EpochStore.Epoch;
import io.tidegate.engine.store.EpochStore.Served;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.store.ReleaseStore.Release;
import io.tidegate.engine.store.ServiceLifeStore;
import io.tidegate.engine.store.ServiceLifeStore.LifeState;
import io.tidegate.engine.store.ServiceLifeStore.ServiceLife;
import io.tidegate.engine.workspace.DocumentFile;
import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.parse.ServiceParser;
import io.tidegate.route.text.SourceText;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Compiles the service documents against the catalog in force and publishes those that pass. A
 * document that is refused is told in the log and keeps no other from being served.
 */
@Singleton
final class ServicePublication implements Publication {
  private static final Logger LOG = Logger.getLogger(ServicePublication.class);
  private static final int TOLD_EVERY = 1000;

  private final ServicesConfig services;
  private final RulesConfig rules;
  private final EngineConfig engine;
  private final DemoConfig demo;
  private final CatalogStore catalogs;
  private final ReleaseStore releases;
  private final ServiceLifeStore lives;
  private final Governance governance;
  private final Publisher publisher;
  private final ReleaseSeal seal;
  private final StartingNode node;
  private final Clock clock;

  @Inject
  ServicePublication(
      ServicesConfig services,
      RulesConfig rules,
      EngineConfig engine,
      DemoConfig demo,
      CatalogStore catalogs,
      ReleaseStore releases,
      ServiceLifeStore lives,
      Governance governance,
      Publisher publisher,
      ReleaseSeal seal,
      StartingNode node,
      Clock clock) {
    this.services = services;
    this.rules = rules;
    this.engine = engine;
    this.demo = demo;
    this.catalogs = catalogs;
    this.releases = releases;
    this.lives = lives;
    this.governance = governance;
    this.publisher = publisher;
    this.seal = seal;
    this.node = Objects.requireNonNull(node, "node");
    this.clock = clock;
  }

  /**
   * What is to be compiled.
   *
   * @param release what it was signed as when it is loaded again; empty for a document of a folder
   */
  private record Candidate(SourceText document, Optional<Release> release) {}

  @Override
  public void publish() {
    if (node.othersServe()) {
      join();
      return;
    }
    try {
      publishOwn();
    } catch (OthersFirstException e) {
      join();
    }
  }

  /** Serves what the others do, and nothing before it is counted among them. */
  private void join() {
    if (services.folders().isPresent()) {
      LOG.info("other nodes serve already, so that their services count and not the folders");
    }
    try {
      while (true) {
        Epoch epoch =
            node.inForce()
                .orElseThrow(
                    () -> new IllegalStateException("nodes serve, and no epoch is stored"));
        governance.prepare(epoch.served()).putInForce(epoch.number());
        if (node.enter(epoch.number())) {
          node.serves(epoch.number());
          LOG.infof("this node serves epoch %d, as the others do", epoch.number());
          return;
        }
        if (node.inForce().map(Epoch::number).equals(Optional.of(epoch.number()))) {
          throw new StartRefusedException("the lease of this node ended before it was ready");
        }
      }
    } catch (GovernanceException e) {
      throw new StartRefusedException(
          "this node cannot serve what the others do: " + e.getMessage());
    }
  }

  /** Another node came to serve while this one was getting ready to be the first. */
  private static final class OthersFirstException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void publishOwn() {
    List<Candidate> documents = documents();
    Path pack = rules.folder().orElseGet(() -> samples().rules());
    if (documents.isEmpty() && (catalogs.current().isEmpty() || !Files.isDirectory(pack))) {
      LOG.info("there is nothing to publish, so nothing is served");
      return;
    }
    CatalogSnapshot catalog =
        catalogs
            .current()
            .orElseThrow(
                () ->
                    new StartRefusedException("there is no catalog; set tidegate.catalog.folders"));
    // in a demonstration whoever edits the files is everybody who could be asked
    Outcome<Governance.Opened> opened =
        governance.open(catalog, pack, demo.enabled() && rules.folder().isEmpty());
    if (opened.isRefused()) {
      throw new StartRefusedException(
          opened.diagnostics().stream()
              .map(DiagnosticText::of)
              .collect(Collectors.joining("", "the rule pack in " + pack + " is refused\n", "")));
    }
    if (opened.value().orElseThrow().folderDiffers()) {
      LOG.warnf(
          "the rule pack in %s is not the one in force, which counts; bring it in by a draft",
          pack);
    }
    publish(documents, opened.value().orElseThrow().compiler(), catalog);
  }

  private void publish(List<Candidate> documents, ServiceCompiler rules, CatalogSnapshot catalog) {
    List<CheckedPlan> checked = new ArrayList<>();
    Map<String, String> documentOf = new HashMap<>();
    ServiceCompiler compiler =
        rules.among(ServiceLibrary.of(documents.stream().map(Candidate::document).toList()));
    List<Outcome<CheckedPlan>> outcomes =
        all(documents, "compiled", candidate -> compiler.compile(candidate.document()));
    for (int i = 0; i < documents.size(); i++) {
      Candidate candidate = documents.get(i);
      Outcome<CheckedPlan> outcome = outcomes.get(i);
      for (Diagnostic diagnostic : outcome.diagnostics()) {
        LOG.log(
            diagnostic.isError() ? Logger.Level.ERROR : Logger.Level.WARN,
            DiagnosticText.of(diagnostic));
      }
      outcome
          .value()
          .filter(plan -> isAsSigned(candidate, plan))
          .ifPresent(
              plan -> {
                checked.add(plan);
                if (candidate.release().isEmpty()) {
                  documentOf.put(plan.plan().key(), candidate.document().text());
                }
              });
    }
    Map<String, CheckedPlan> byKey = new HashMap<>();
    checked.forEach(c -> byKey.put(c.plan().key(), c));
    for (Publisher.Publication publication :
        publisher.publish(
            checked,
            so -> tell("started", so, checked.size()),
            next -> epoch(next, byKey, documentOf, catalog))) {
      switch (publication) {
        case Publisher.Publication.Live live ->
            LOG.infof("%s is live at %s", live.service(), live.path());
        case Publisher.Publication.Unchanged unchanged ->
            LOG.infof("%s is live as before", unchanged.service());
        case Publisher.Publication.Failed failed ->
            LOG.errorf("%s is not live: %s", failed.service(), failed.reason());
      }
    }
    node.serves(publisher.epoch());
  }

  /** Stores what is about to be served, and says as which epoch. */
  private long epoch(
      List<LiveEndpoint> next,
      Map<String, CheckedPlan> byKey,
      Map<String, String> documentOf,
      CatalogSnapshot catalog) {
    List<CheckedPlan> released =
        next.stream()
            .map(endpoint -> endpoint.plan().key())
            .filter(documentOf::containsKey)
            .map(byKey::get)
            .toList();
    releases.save(
        all(
            released,
            "signed",
            c -> seal.seal(c, documentOf.get(c.plan().key()), clock.instant())));
    try {
      Served served =
          new Served(
              catalog.fingerprint(),
              governance.inForce().number(),
              next.stream().map(e -> e.certificate().fingerprint()).toList());
      return node.found(served, publisher.epoch()).orElseThrow(OthersFirstException::new).number();
    } catch (GovernanceException e) {
      throw new IllegalStateException("a pack was opened and is not in force", e);
    }
  }

  /**
   * The results for a list, in its order, worked out by all processors: with ten thousand services
   * a start must not take longer than it has to. Tells how far it is every thousand.
   *
   * @param done what was done to an element, for the log
   */
  private static <T, R> List<R> all(List<T> list, String done, Function<T, R> work) {
    AtomicInteger count = new AtomicInteger();
    List<R> results = new ArrayList<>(list.size());
    try (ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<R>> futures = new ArrayList<>(list.size());
      for (T element : list) {
        futures.add(
            workers.submit(
                () -> {
                  R result = work.apply(element);
                  tell(done, count.incrementAndGet(), list.size());
                  return result;
                }));
      }
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the start was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a service cannot be " + done, e.getCause());
    }
  }

  private static void tell(String done, int so, int of) {
    if (so > 0 && so % TOLD_EVERY == 0) {
      LOG.infof("%s %d of %d services", done, so, of);
    }
  }

  /** A release is served as what it was signed as, or not at all. */
  private boolean isAsSigned(Candidate candidate, CheckedPlan plan) {
    Optional<String> change = candidate.release().flatMap(r -> seal.changed(r, plan));
    change.ifPresent(what -> notServed(candidate.release().orElseThrow(), what));
    return change.isEmpty();
  }

  private static void notServed(Release release, String reason) {
    LOG.errorf(
        "%s %s is not served: %s; publish it anew", release.service(), release.version(), reason);
  }

  /**
   * The release of each major version of a service that is in force; of one that is not, the
   * latest. A release that was prepared and never came into force is later than the one that did.
   */
  private List<Release> latest() {
    Map<String, Release> byKey = new TreeMap<>();
    releases.latest().forEach(release -> byKey.put(release.key(), release));
    node.inForce()
        .ifPresent(
            epoch ->
                releases
                    .withFingerprints(epoch.served().services())
                    .forEach(release -> byKey.put(release.key(), release)));
    return List.copyOf(byKey.values());
  }

  private List<Candidate> signed(List<Release> latest) {
    List<Optional<String>> reasons = all(latest, "verified", seal::tampered);
    List<Candidate> signed = new ArrayList<>();
    for (int i = 0; i < latest.size(); i++) {
      Release release = latest.get(i);
      if (reasons.get(i).isPresent()) {
        notServed(release, reasons.get(i).get());
      } else {
        signed.add(
            new Candidate(
                new SourceText(release.service() + ".yaml", release.document()),
                Optional.of(release)));
      }
    }
    return signed;
  }

  private List<Candidate> documents() {
    try {
      if (services.folders().isPresent() || demo.enabled()) {
        List<Path> files = new ArrayList<>();
        if (services.folders().isPresent()) {
          for (Path folder : services.folders().get()) {
            files.addAll(SampleFolders.documents(folder));
          }
        } else {
          files.addAll(samples().services());
        }
        List<Candidate> texts = new ArrayList<>();
        for (Path file : files) {
          Outcome<SourceText> text = new DocumentFile(file).read();
          text.value().ifPresent(t -> texts.add(new Candidate(t, Optional.empty())));
          text.diagnostics().forEach(diagnostic -> LOG.error(DiagnosticText.of(diagnostic)));
        }
        return among(texts);
      }
      return signed(withoutRetired(latest()));
    } catch (IOException e) {
      throw new UncheckedIOException("the service documents cannot be read", e);
    }
  }

  private List<Release> withoutRetired(List<Release> found) {
    Set<String> retired = new HashSet<>();
    lives.lives().stream()
        .filter(life -> life.state() == LifeState.RETIRED)
        .forEach(life -> retired.add(life.key()));
    return found.stream().filter(release -> !retired.contains(release.key())).toList();
  }

  /** What was published on the running platform goes before a file; what was retired stays away. */
  private List<Candidate> among(List<Candidate> files) {
    Map<String, ServiceLife> lifeOf = new TreeMap<>();
    lives.lives().forEach(life -> lifeOf.put(life.key(), life));
    List<Candidate> all = new ArrayList<>();
    for (Candidate file : files) {
      Optional<ServiceLife> life = key(file.document()).map(lifeOf::get);
      if (life.filter(l -> l.state() == LifeState.RETIRED).isPresent()) {
        LOG.infof("%s was retired and is not served", life.get().key());
      } else if (life.flatMap(ServiceLife::document).isPresent()) {
        LOG.infof("%s is served as it was published, and not from its file", life.get().key());
      } else {
        all.add(file);
      }
    }
    Map<String, Release> inForce = new HashMap<>();
    latest().forEach(release -> inForce.put(release.key(), release));
    List<Release> published = new ArrayList<>();
    for (ServiceLife life : lifeOf.values()) {
      if (life.state() != LifeState.RETIRED && life.document().isPresent()) {
        String document = life.document().get();
        Optional.ofNullable(inForce.get(life.key()))
            .filter(release -> release.document().equals(document))
            .or(() -> releases.latest(life.service(), document))
            .ifPresent(published::add);
      }
    }
    all.addAll(signed(published));
    return all;
  }

  private static Optional<String> key(SourceText document) {
    return ServiceParser.parse(document)
        .value()
        .map(d -> d.service().value() + "/" + d.version().value().major());
  }

  private SampleFolders samples() {
    return new SampleFolders(engine.home().resolve("samples"));
  }
}
