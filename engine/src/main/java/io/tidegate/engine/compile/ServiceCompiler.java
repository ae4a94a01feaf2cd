package io.tidegate.engine.compile;

import io.tidegate.engine.check.CheckResult;
import io.tidegate.engine.check.PlanChecker;
import io.tidegate.engine.check.Violation;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlanInputs;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.parse.ServiceParser;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.route.resolve.ResolvedService.Asked;
import io.tidegate.route.resolve.ResolvedService.Read;
import io.tidegate.route.resolve.ResolvedService.Statement;
import io.tidegate.route.resolve.ServiceResolver;
import io.tidegate.route.sql.ColumnUse;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.sql.SqlAnalyzer;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlReader;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.decide.Verdict;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.ServiceFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiles one service document at a time against one catalog snapshot and one rule pack: parse,
 * resolve, decide, plan, check. Safe for use by several threads; the same inputs give the same
 * fingerprint everywhere.
 */
public final class ServiceCompiler {
  private final PgGrammar grammar;
  private final Catalog catalog;
  private final Decider decider;
  private final ServiceResolver resolver;
  private final PlanChecker checker;
  private final ServiceLibrary library;

  /** What became of services that were called, by the fingerprint of their documents. */
  private final Map<String, Outcome<CheckedPlan>> called = new ConcurrentHashMap<>();

  /** For services that call no others. */
  public ServiceCompiler(PgGrammar grammar, Catalog catalog, Decider decider) {
    this.grammar = Objects.requireNonNull(grammar, "grammar");
    this.catalog = Objects.requireNonNull(catalog, "catalog");
    this.decider = Objects.requireNonNull(decider, "decider");
    this.resolver = new ServiceResolver(new SqlAnalyzer(grammar));
    this.checker = new PlanChecker(grammar);
    this.library = ServiceLibrary.EMPTY;
  }

  private ServiceCompiler(ServiceCompiler other, ServiceLibrary library) {
    this.grammar = other.grammar;
    this.catalog = other.catalog;
    this.decider = other.decider;
    this.resolver = other.resolver;
    this.checker = other.checker;
    this.library = Objects.requireNonNull(library, "library");
  }

  /** The same compiler, for services that may call those of a library. */
  public ServiceCompiler among(ServiceLibrary services) {
    return new ServiceCompiler(this, services);
  }

  /** Compiles a file, whatever its bytes are. */
  public Outcome<CheckedPlan> compile(String name, byte[] bytes) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<SourceText> text = YamlReader.decode(name, bytes, diagnostics);
    return text.isPresent() ? compile(text.get()) : Outcome.refused(diagnostics);
  }

  /**
   * Compiles a document. It never throws: where the compiler itself fails, the document is refused
   * as {@link PlanCode#FAULT}, and others can still be compiled.
   */
  public Outcome<CheckedPlan> compile(SourceText source) {
    return compile(source, List.of());
  }

  /**
   * @param callers the services this one is compiled for, the first caller first
   */
  private Outcome<CheckedPlan> compile(SourceText source, List<String> callers) {
    try {
      return compiled(source, callers);
    } catch (RuntimeException | StackOverflowError e) {
      Diagnostics found = new Diagnostics();
      found.error(PlanCode.FAULT, source.span(0, 0), "the compiler failed at " + place(e));
      return Outcome.refused(found);
    }
  }

  /** Where it was thrown: what a report needs, and nothing of the document. */
  private static String place(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return thrown.getClass().getSimpleName() + (trace.length == 0 ? "" : " in " + trace[0]);
  }

  private Outcome<CheckedPlan> compiled(SourceText source, List<String> callers) {
    Diagnostics found = new Diagnostics();
    Optional<ServiceDefinition> definition = keep(ServiceParser.parse(source), found);
    Optional<CalledPlans> calls =
        definition.map(d -> new CalledPlans(library, callers, d.service().value(), this::called));
    Optional<ResolvedService> resolved =
        definition.flatMap(d -> keep(resolver.resolve(d, catalog, calls.orElseThrow()), found));
    Optional<Decisions> decisions = resolved.flatMap(r -> decide(r, found));
    Optional<GovernedPlan> plan =
        decisions.flatMap(
            d ->
                keep(
                    Planner.plan(
                        resolved.orElseThrow(),
                        catalog,
                        d,
                        calls.orElseThrow().planned(resolved.orElseThrow().route()),
                        inputs(source, d)),
                    found));
    plan.ifPresent(p -> calls.orElseThrow().compare(p, definition.orElseThrow(), found));
    Optional<CheckedPlan> checked =
        found.hasErrors()
            ? Optional.empty()
            : plan.flatMap(p -> check(p, decisions.orElseThrow(), resolved.orElseThrow(), found));
    return checked.isPresent() ? Outcome.of(checked.get(), found) : Outcome.refused(found);
  }

  private Outcome<CheckedPlan> called(SourceText source, List<String> callers) {
    String fingerprint = Fingerprint.of(source.text());
    Outcome<CheckedPlan> known = called.get(fingerprint);
    if (known == null) {
      known = compile(source, callers);
      called.put(fingerprint, known);
    }
    return known;
  }

  private static <T> Optional<T> keep(Outcome<T> outcome, Diagnostics found) {
    found.addAll(outcome.diagnostics());
    return outcome.value();
  }

  private Optional<Decisions> decide(ResolvedService service, Diagnostics found) {
    ServiceDefinition definition = service.definition();
    Map<ColumnId, FieldFact> facts = new TreeMap<>();
    for (Read read : service.reads()) {
      for (ColumnUse use : Columns.of(read)) {
        Resource resource = Columns.tables(read).get(use.table()).resource();
        resource
            .field(use.column().column())
            .ifPresent(f -> facts.put(use.column(), FieldFact.of(resource, f)));
      }
    }
    Verdict verdict =
        decider.decide(
            new ServiceFact(
                definition.service().value(),
                definition.area().value().word(),
                definition.openness()),
            new ArrayList<>(facts.values()));
    return switch (verdict) {
      case Verdict.Decided decided -> Optional.of(decided.decisions());
      case Verdict.Refused refused -> {
        Span place = definition.service().span();
        for (Diagnostic d : refused.diagnostics()) {
          found.add(
              new Diagnostic(
                  d.code(), d.severity(), d.message(), place, d.help(), d.suggestion(), d.rule()));
        }
        yield Optional.empty();
      }
    };
  }

  private PlanInputs inputs(SourceText source, Decisions decisions) {
    return new PlanInputs(
        Fingerprint.of(source.text()),
        catalog.fingerprint(),
        decisions.packId(),
        decisions.packVersion(),
        decisions.packFingerprint(),
        grammar.fingerprint());
  }

  /**
   * A violation is a fault of ours and not of the author, but the service is refused all the same,
   * at its name.
   */
  private Optional<CheckedPlan> check(
      GovernedPlan plan, Decisions decisions, ResolvedService service, Diagnostics found) {
    String fingerprint = Fingerprint.of(plan);
    return switch (checker.check(plan, fingerprint, catalog, decisions)) {
      case CheckResult.Certified certified ->
          Optional.of(new CheckedPlan(plan, fingerprint, certified.certificate(), lines(service)));
      case CheckResult.Rejected rejected -> {
        for (Violation violation : rejected.violations()) {
          found.error(violation.code(), service.definition().service().span(), violation.message());
        }
        yield Optional.empty();
      }
    };
  }

  private static SortedMap<String, Integer> lines(ResolvedService service) {
    SortedMap<String, Integer> lines = new TreeMap<>();
    for (Read read : service.reads()) {
      switch (read.access()) {
        case Statement statement ->
            statement
                .query()
                .outputs()
                .forEach(o -> lines.put(read.id() + "." + o.name(), o.span().line()));
        case Asked asked ->
            asked
                .resource()
                .fields()
                .forEach(f -> lines.put(read.id() + "." + f.name(), read.span().line()));
      }
    }
    return lines;
  }
}
