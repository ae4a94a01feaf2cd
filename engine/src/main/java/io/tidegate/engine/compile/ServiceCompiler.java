package io.tidegate.engine.compile;

import io.tidegate.engine.check.CheckResult;
import io.tidegate.engine.check.PlanChecker;
import io.tidegate.engine.check.Violation;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlanInputs;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.parse.ServiceParser;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.route.resolve.ResolvedService.Asked;
import io.tidegate.route.resolve.ResolvedService.Read;
import io.tidegate.route.resolve.ResolvedService.Statement;
import io.tidegate.route.resolve.ServiceResolver;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.sql.SqlAnalyzer;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlReader;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.decide.Verdict;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

  public ServiceCompiler(PgGrammar grammar, Catalog catalog, Decider decider) {
    this.grammar = Objects.requireNonNull(grammar, "grammar");
    this.catalog = Objects.requireNonNull(catalog, "catalog");
    this.decider = Objects.requireNonNull(decider, "decider");
    this.resolver = new ServiceResolver(new SqlAnalyzer(grammar));
    this.checker = new PlanChecker(grammar);
  }

  private ServiceCompiler(ServiceCompiler other, Decider decider) {
    this.grammar = other.grammar;
    this.catalog = other.catalog;
    this.decider = Objects.requireNonNull(decider, "decider");
    this.resolver = other.resolver;
    this.checker = other.checker;
  }

  /** One that compiles against the same catalog and judges by other rules. */
  public ServiceCompiler judgingBy(Decider rules) {
    return new ServiceCompiler(this, rules);
  }

  /** The rules it judges by. */
  public Decider decider() {
    return decider;
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
    try {
      return compiled(source);
    } catch (RuntimeException | StackOverflowError e) {
      return fault(source.span(0, 0), e);
    }
  }

  /** Where it was thrown: what a report needs, and nothing of the document. */
  private static String place(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return thrown.getClass().getSimpleName() + (trace.length == 0 ? "" : " in " + trace[0]);
  }

  private Outcome<CheckedPlan> compiled(SourceText source) {
    Diagnostics found = new Diagnostics();
    Optional<ResolvedService> resolved = resolved(source, found);
    Optional<Decisions> decisions =
        resolved.flatMap(r -> decisions(r, decide(ServiceFacts.of(r)), found));
    Optional<GovernedPlan> plan = decisions.flatMap(d -> planned(resolved.orElseThrow(), d, found));
    Optional<CheckedPlan> checked =
        plan.flatMap(p -> check(p, decisions.orElseThrow(), resolved.orElseThrow(), found));
    return checked.isPresent() ? Outcome.of(checked.get(), found) : Outcome.refused(found);
  }

  /**
   * Parses and resolves a document, which needs no rules: what comes out can be planned by the
   * rules of any pack.
   */
  public Outcome<ResolvedService> resolve(SourceText source) {
    try {
      Diagnostics found = new Diagnostics();
      Optional<ResolvedService> resolved = resolved(source, found);
      return resolved.isPresent() ? Outcome.of(resolved.get(), found) : Outcome.refused(found);
    } catch (RuntimeException | StackOverflowError e) {
      return fault(source.span(0, 0), e);
    }
  }

  /** What the rules decide about a service. */
  public Verdict decide(ServiceFacts facts) {
    return decider.decide(facts.service(), facts.fields());
  }

  /**
   * What would be planned for a service, by what {@link #decide} came to. It is not checked, so it
   * cannot be published.
   */
  public Outcome<GovernedPlan> plan(ResolvedService resolved, Verdict verdict) {
    try {
      Diagnostics found = new Diagnostics();
      Optional<GovernedPlan> plan =
          decisions(resolved, verdict, found).flatMap(d -> planned(resolved, d, found));
      return plan.isPresent() ? Outcome.of(plan.get(), found) : Outcome.refused(found);
    } catch (RuntimeException | StackOverflowError e) {
      return fault(resolved.definition().service().span(), e);
    }
  }

  private static <T> Outcome<T> fault(Span place, Throwable thrown) {
    Diagnostics found = new Diagnostics();
    found.error(PlanCode.FAULT, place, "the compiler failed at " + place(thrown));
    return Outcome.refused(found);
  }

  private Optional<ResolvedService> resolved(SourceText source, Diagnostics found) {
    return keep(ServiceParser.parse(source), found)
        .flatMap(definition -> keep(resolver.resolve(definition, catalog), found));
  }

  private Optional<GovernedPlan> planned(
      ResolvedService resolved, Decisions decisions, Diagnostics found) {
    SourceText source = resolved.definition().service().span().source();
    return keep(Planner.plan(resolved, catalog, decisions, inputs(source, decisions)), found);
  }

  private static <T> Optional<T> keep(Outcome<T> outcome, Diagnostics found) {
    found.addAll(outcome.diagnostics());
    return outcome.value();
  }

  private static Optional<Decisions> decisions(
      ResolvedService service, Verdict verdict, Diagnostics found) {
    return switch (verdict) {
      case Verdict.Decided decided -> Optional.of(decided.decisions());
      case Verdict.Refused refused -> {
        Span place = service.definition().service().span();
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
