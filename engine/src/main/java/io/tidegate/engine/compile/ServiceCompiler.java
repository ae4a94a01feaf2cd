package io.tidegate.engine.compile;

import io.tidegate.engine.check.CheckResult;
import io.tidegate.engine.check.PlanChecker;
import io.tidegate.engine.check.Violation;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlanInputs;
import io.tidegate.engine.plan.PlanVariant;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedMask;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.resolve.ResolvedService;
import io.tidegate.route.resolve.ResolvedService.Asked;
import io.tidegate.route.resolve.ResolvedService.Read;
import io.tidegate.route.resolve.ResolvedService.Statement;
import io.tidegate.route.resolve.ServiceResolver;
import io.tidegate.route.resolve.StepShapes;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.sql.SqlAnalyzer;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.route.yaml.YamlReader;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.decide.Verdict;
import io.tidegate.rules.fact.Audience;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
  /** Each takes routes of its own where the service runs. */
  static final int MOST_VARIANTS = 16;

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

  private ServiceCompiler(ServiceCompiler other, Decider decider, ServiceLibrary library) {
    this.grammar = other.grammar;
    this.catalog = other.catalog;
    this.decider = Objects.requireNonNull(decider, "decider");
    this.resolver = other.resolver;
    this.checker = other.checker;
    this.library = Objects.requireNonNull(library, "library");
  }

  /** The same compiler, for services that may call those of a library. */
  public ServiceCompiler among(ServiceLibrary services) {
    return new ServiceCompiler(this, decider, services);
  }

  /** One that compiles against the same catalog and library and judges by other rules. */
  public ServiceCompiler judgingBy(Decider rules) {
    return new ServiceCompiler(this, rules, library);
  }

  /** One that judges by the same rules and compiles against another catalog, without a library. */
  public ServiceCompiler reading(Catalog other) {
    return new ServiceCompiler(grammar, other, decider);
  }

  /** The catalog it compiles against. */
  public Catalog catalog() {
    return catalog;
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
    return compile(source, List.of());
  }

  /**
   * @param callers the services this one is compiled for, the first caller first
   */
  private Outcome<CheckedPlan> compile(SourceText source, List<String> callers) {
    try {
      return compiled(source, callers);
    } catch (RuntimeException | StackOverflowError e) {
      return fault(source.span(0, 0), e);
    }
  }

  /** Where it was thrown: what a report needs, and nothing of the document. */
  private static String place(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return thrown.getClass().getSimpleName() + (trace.length == 0 ? "" : " in " + trace[0]);
  }

  private Outcome<CheckedPlan> compiled(SourceText source, List<String> callers) {
    Diagnostics found = new Diagnostics();
    Optional<ServiceDefinition> definition = keep(library.parse(source), found);
    Optional<CalledPlans> calls = definition.map(d -> calls(d, callers));
    Optional<ResolvedService> resolved =
        definition.flatMap(d -> keep(resolver.resolve(d, catalog, calls.orElseThrow()), found));
    Optional<CheckedPlan> checked =
        resolved.flatMap(r -> checked(r, decide(ServiceFacts.of(r)), calls.orElseThrow(), found));
    return checked.isPresent() ? Outcome.of(checked.get(), found) : Outcome.refused(found);
  }

  private Optional<CheckedPlan> checked(
      ResolvedService resolved, Verdict verdict, CalledPlans calls, Diagnostics found) {
    Optional<Decisions> decisions = decisions(resolved, verdict, found);
    Optional<GovernedPlan> plan = decisions.flatMap(d -> planned(resolved, d, calls, found));
    return found.hasErrors()
        ? Optional.empty()
        : plan.flatMap(p -> check(p, decisions.orElseThrow(), resolved, found));
  }

  /**
   * Plans and checks a service that calls no other, by what {@link #decide} came to: what {@link
   * #compile(SourceText)} does once a document is resolved.
   */
  public Outcome<CheckedPlan> compile(ResolvedService resolved, Verdict verdict) {
    try {
      Diagnostics found = new Diagnostics();
      CalledPlans none = calls(resolved.definition(), List.of());
      Optional<CheckedPlan> checked = checked(resolved, verdict, none, found);
      return checked.isPresent() ? Outcome.of(checked.get(), found) : Outcome.refused(found);
    } catch (RuntimeException | StackOverflowError e) {
      return fault(resolved.definition().service().span(), e);
    }
  }

  private CalledPlans calls(ServiceDefinition definition, List<String> callers) {
    return new CalledPlans(library, callers, definition.service().value(), this::called);
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

  /**
   * Parses and resolves a document. What comes out can be planned by the rules of any pack, unless
   * it calls other services: these are compiled by the rules of this compiler.
   */
  public Outcome<ResolvedService> resolve(SourceText source) {
    try {
      Diagnostics found = new Diagnostics();
      Optional<ResolvedService> resolved =
          keep(library.parse(source), found)
              .flatMap(d -> keep(resolver.resolve(d, catalog, calls(d, List.of())), found));
      return resolved.isPresent() ? Outcome.of(resolved.get(), found) : Outcome.refused(found);
    } catch (RuntimeException | StackOverflowError e) {
      return fault(source.span(0, 0), e);
    }
  }

  /**
   * What there is at each step of a document, as far as it is understood; none where the compiler
   * itself fails.
   */
  public List<StepShapes> shapes(SourceText source) {
    try {
      return library
          .parse(source)
          .value()
          .map(d -> resolver.shapes(d, catalog, calls(d, List.of())))
          .orElse(List.of());
    } catch (RuntimeException | StackOverflowError e) {
      // compile() of the same text says so
      return List.of();
    }
  }

  /** What the rules decide about a service. */
  public Verdict decide(ServiceFacts facts) {
    return decider.decide(facts.service(), facts.fields());
  }

  /**
   * What would be planned for a service that calls no other, by what {@link #decide} came to. It is
   * not checked, so it cannot be published.
   */
  public Outcome<GovernedPlan> plan(ResolvedService resolved, Verdict verdict) {
    try {
      Diagnostics found = new Diagnostics();
      CalledPlans none = calls(resolved.definition(), List.of());
      Optional<GovernedPlan> plan =
          decisions(resolved, verdict, found).flatMap(d -> planned(resolved, d, none, found));
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

  private Optional<GovernedPlan> planned(
      ResolvedService resolved, Decisions decisions, CalledPlans calls, Diagnostics found) {
    SourceText source = resolved.definition().service().span().source();
    Optional<GovernedPlan> plan =
        keep(
            Planner.plan(
                resolved,
                catalog,
                decisions,
                calls.planned(resolved.route()),
                inputs(source, decisions)),
            found);
    plan.ifPresent(p -> calls.compare(p, resolved.definition(), found));
    return plan.flatMap(p -> varied(p, resolved, decisions, calls, found));
  }

  /**
   * Plans for each audience that the rules of masks tell apart, and keeps where its fields are
   * shown in another way than to whom it is not known of.
   */
  private Optional<GovernedPlan> varied(
      GovernedPlan plan,
      ResolvedService resolved,
      Decisions decisions,
      CalledPlans calls,
      Diagnostics found) {
    if (!decisions.masksByAudience()) {
      return Optional.of(plan);
    }
    Map<List<Hidden>, List<List<PlannedField>>> fields = new LinkedHashMap<>();
    Map<List<Hidden>, List<Audience>> seen = new LinkedHashMap<>();
    for (int a = 0; a < decisions.terms().size(); a++) {
      Outcome<GovernedPlan> own =
          Planner.plan(
              resolved,
              catalog,
              decisions.seenBy(a),
              calls.planned(resolved.route()),
              plan.inputs());
      if (own.isRefused()) {
        found.addAll(own.diagnostics());
        return Optional.empty();
      }
      GovernedPlan planned = own.value().orElseThrow();
      fields.putIfAbsent(
          hidden(planned), planned.reads().stream().map(PlannedRead::fields).toList());
      seen.computeIfAbsent(hidden(planned), h -> new ArrayList<>())
          .add(decisions.terms().get(a).audience());
    }
    seen.remove(hidden(plan));
    if (seen.size() > MOST_VARIANTS) {
      found.error(
          PlanCode.VARIANTS,
          resolved.definition().service().span(),
          "the rules of masks tell "
              + seen.size()
              + " audiences of the service apart, and at most "
              + MOST_VARIANTS
              + " can be");
      return Optional.empty();
    }
    return Optional.of(
        plan.varied(
            seen.entrySet().stream()
                .map(
                    each ->
                        new PlanVariant(
                            Audience.together(each.getValue()), fields.get(each.getKey())))
                .toList()));
  }

  /** What hides a field from whom, whatever the rules are that ask for it. */
  private record Hidden(Map<Relation, PlannedMask> masks, PlannedMask fixed) {}

  private static List<Hidden> hidden(GovernedPlan plan) {
    return plan.reads().stream()
        .flatMap(read -> read.fields().stream())
        .map(
            field -> {
              Map<Relation, PlannedMask> masks = new TreeMap<>();
              field.masks().forEach((relation, mask) -> masks.put(relation, bare(mask)));
              return new Hidden(masks, bare(field.fixed()));
            })
        .toList();
  }

  private static PlannedMask bare(PlannedMask mask) {
    return new PlannedMask(mask.mask(), mask.unless(), List.of());
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
          Optional.of(
              new CheckedPlan(
                  plan,
                  fingerprint,
                  certified.certificate(),
                  certified.variants(),
                  lines(service)));
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
