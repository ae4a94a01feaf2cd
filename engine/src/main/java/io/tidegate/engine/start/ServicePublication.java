package io.tidegate.engine.start;

import io.tidegate.catalog.files.CatalogSnapshot;
import io.tidegate.catalog.store.CatalogStore;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.explain.CheckReport;
import io.tidegate.engine.explain.DiagnosticText;
import io.tidegate.engine.publish.Publisher;
import io.tidegate.engine.store.ReleaseStore;
import io.tidegate.engine.workspace.DocumentFile;
import io.tidegate.engine.workspace.SampleFolders;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.text.SourceText;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Compiles the service documents against the catalog in force and publishes those that pass. A
 * document that is refused is told in the log and keeps no other from being served.
 */
@Singleton
final class ServicePublication implements Publication {
  private static final Logger LOG = Logger.getLogger(ServicePublication.class);

  private final ServicesConfig services;
  private final RulesConfig rules;
  private final EngineConfig engine;
  private final DemoConfig demo;
  private final CatalogStore catalogs;
  private final ReleaseStore releases;
  private final PgGrammar grammar;
  private final Publisher publisher;
  private final Clock clock;

  @Inject
  ServicePublication(
      ServicesConfig services,
      RulesConfig rules,
      EngineConfig engine,
      DemoConfig demo,
      CatalogStore catalogs,
      ReleaseStore releases,
      PgGrammar grammar,
      Publisher publisher,
      Clock clock) {
    this.services = services;
    this.rules = rules;
    this.engine = engine;
    this.demo = demo;
    this.catalogs = catalogs;
    this.releases = releases;
    this.grammar = grammar;
    this.publisher = publisher;
    this.clock = clock;
  }

  @Override
  public void publish() {
    List<SourceText> documents = documents();
    if (documents.isEmpty()) {
      LOG.info("nothing was published yet, so nothing is served");
      return;
    }
    CatalogSnapshot catalog =
        catalogs
            .current()
            .orElseThrow(
                () ->
                    new StartRefusedException("there is no catalog; set tidegate.catalog.folders"));
    Path pack = rules.folder().orElseGet(() -> samples().rules());
    Outcome<Workspace> workspace = Workspace.open(catalog, pack, grammar);
    if (workspace.isRefused()) {
      throw new StartRefusedException(
          workspace.diagnostics().stream()
              .map(DiagnosticText::of)
              .collect(Collectors.joining("", "the rule pack in " + pack + " is refused\n", "")));
    }
    publish(documents, workspace.value().orElseThrow());
  }

  private void publish(List<SourceText> documents, Workspace workspace) {
    List<CheckedPlan> checked = new ArrayList<>();
    Map<String, String> documentOf = new HashMap<>();
    for (SourceText document : documents) {
      Outcome<CheckedPlan> outcome = workspace.compiler().compile(document);
      for (Diagnostic diagnostic : outcome.diagnostics()) {
        LOG.log(
            diagnostic.isError() ? Logger.Level.ERROR : Logger.Level.WARN,
            DiagnosticText.of(diagnostic));
      }
      outcome
          .value()
          .ifPresent(
              plan -> {
                checked.add(plan);
                documentOf.put(plan.plan().service(), document.text());
              });
    }
    Map<String, CheckedPlan> byService = new HashMap<>();
    checked.forEach(c -> byService.put(c.plan().service(), c));
    for (Publisher.Publication publication : publisher.publish(checked)) {
      switch (publication) {
        case Publisher.Publication.Live live -> {
          LOG.infof("%s is live at %s", live.service(), live.path());
          record(byService.get(live.service()), documentOf.get(live.service()));
        }
        case Publisher.Publication.Unchanged unchanged ->
            LOG.infof("%s is live as before", unchanged.service());
        case Publisher.Publication.Failed failed ->
            LOG.errorf("%s is not live: %s", failed.service(), failed.reason());
      }
    }
  }

  private void record(CheckedPlan checked, String document) {
    releases.save(
        new ReleaseStore.Release(
            checked.plan().service(),
            checked.plan().version().toString(),
            checked.fingerprint(),
            document,
            CheckReport.certificate(checked.certificate()),
            clock.instant()));
  }

  private List<SourceText> documents() {
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
        List<SourceText> texts = new ArrayList<>();
        for (Path file : files) {
          Outcome<SourceText> text = new DocumentFile(file).read();
          text.value().ifPresent(texts::add);
          text.diagnostics().forEach(diagnostic -> LOG.error(DiagnosticText.of(diagnostic)));
        }
        return texts;
      }
      return releases.latest().stream()
          .map(r -> new SourceText(r.service() + ".yaml", r.document()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the service documents cannot be read", e);
    }
  }

  private SampleFolders samples() {
    return new SampleFolders(engine.home().resolve("samples"));
  }
}
