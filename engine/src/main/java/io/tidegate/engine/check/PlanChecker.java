package io.tidegate.engine.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegate.engine.check.CheckResult.Certified;
import io.tidegate.engine.check.CheckResult.Rejected;
import io.tidegate.engine.check.Examined.Statement;
import io.tidegate.engine.check.Examined.Text;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlanVariant;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.sql.PgGrammar;
import io.tidegate.route.sql.PrintedQuery;
import io.tidegate.route.sql.SqlSyntaxException;
import io.tidegate.route.sql.SqlTooComplexException;
import io.tidegate.rules.decide.Decisions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Decides alone whether a plan leaks. Pure: the same plan, catalog and decisions give the same
 * result on every node. Thread-safe, as the grammar is.
 *
 * <p>A statement that cannot be read or followed to its end is a violation by itself; everything
 * else is one check for each {@link CheckCode}.
 */
public final class PlanChecker {
  private static final Map<CheckCode, Check> CHECKS = checks();

  private final PgGrammar grammar;
  private final Map<CheckCode, Check> checks;

  public PlanChecker(PgGrammar grammar) {
    this(grammar, CHECKS);
  }

  private PlanChecker(PgGrammar grammar, Map<CheckCode, Check> checks) {
    this.grammar = Objects.requireNonNull(grammar, "grammar");
    this.checks = checks;
  }

  /**
   * A checker that leaves one thing unchecked, to show in a test that nothing else stands for it.
   */
  PlanChecker without(CheckCode code) {
    Map<CheckCode, Check> fewer = new EnumMap<>(checks);
    fewer.remove(code);
    return new PlanChecker(grammar, fewer);
  }

  /**
   * Checks a plan.
   *
   * @param planFingerprint of the plan; the certificate is for it alone
   * @param catalog the snapshot the plan was made from
   * @param decisions what the rules decided for it
   */
  public CheckResult check(
      GovernedPlan plan, String planFingerprint, Catalog catalog, Decisions decisions) {
    Objects.requireNonNull(planFingerprint, "planFingerprint");
    CheckResult whole = alone(plan, planFingerprint, catalog, decisions);
    List<Certificate> variants = new ArrayList<>();
    for (PlanVariant variant : plan.variants()) {
      Optional<Certificate> seen = Optional.empty();
      Set<Decisions> known = new HashSet<>();
      for (int a = 0; a < decisions.terms().size() && whole instanceof Certified; a++) {
        Decisions own = decisions.seenBy(a);
        if (variant.overlaps(decisions.terms().get(a).audience()) && known.add(own)) {
          switch (alone(plan.seenAs(variant), planFingerprint, catalog, own)) {
            case Certified certified -> seen = Optional.of(certified.certificate());
            case Rejected rejected -> whole = rejected;
          }
        }
      }
      seen.ifPresent(variants::add);
    }
    return whole instanceof Certified certified
        ? new Certified(certified.certificate(), variants)
        : whole;
  }

  /** Checks what one audience sees, or whoever sees no variant. */
  private CheckResult alone(
      GovernedPlan plan, String planFingerprint, Catalog catalog, Decisions decisions) {
    Findings findings = new Findings();
    List<Statement> statements = new ArrayList<>();
    for (PlannedRead read : plan.reads()) {
      switch (read.access()) {
        case PlannedAccess.Statements text ->
            statements.addAll(
                examine(read, PlannedPaging.ONLY, text, catalog, decisions, findings));
        case PlannedAccess.Sorted sorted ->
            sorted
                .orders()
                .forEach(
                    (order, text) ->
                        statements.addAll(
                            examine(read, order, text, catalog, decisions, findings)));
        case PlannedAccess.Operation operation ->
            examine(read, operation, catalog, decisions, findings).ifPresent(statements::add);
      }
    }
    Examined examined =
        new Examined(
            plan, catalog, decisions, grammar.fingerprint(), statements, follow(plan, findings));
    checks.forEach((code, check) -> check.check(examined, new Report(findings, code)));
    return findings.list().isEmpty()
        ? new Certified(new Certifier(examined).certificate(planFingerprint), List.of())
        : new Rejected(findings.list());
  }

  private static Optional<RouteTrace.Result> follow(GovernedPlan plan, Findings findings) {
    try {
      return Optional.of(RouteTrace.trace(plan));
    } catch (Untraceable e) {
      findings.add(e.code(), "", e.subject(), e.getMessage());
      return Optional.empty();
    }
  }

  private List<Statement> examine(
      PlannedRead read,
      String order,
      PlannedAccess.Statements text,
      Catalog catalog,
      Decisions decisions,
      Findings findings) {
    List<Statement> statements = new ArrayList<>();
    examine(read, order, text.query(), false, catalog, decisions, findings)
        .ifPresent(statements::add);
    text.next()
        .flatMap(next -> examine(read, order, next, true, catalog, decisions, findings))
        .ifPresent(statements::add);
    return statements;
  }

  private Optional<Statement> examine(
      PlannedRead read,
      String order,
      PrintedQuery query,
      boolean following,
      Catalog catalog,
      Decisions decisions,
      Findings findings) {
    try {
      Placeholders placeholders = Placeholders.number(query.text());
      JsonNode tree = grammar.parse(placeholders.text());
      ParseNode first = ParseNode.of(tree.path("stmts").path(0).path("stmt"));
      Trace trace = QueryTracer.trace(first, catalog, read.source(), query.bindings());
      return Optional.of(
          new Statement(
              read,
              order,
              following,
              Optional.of(new Text(query, placeholders.count(), tree)),
              trace,
              Occurrence.of(trace, read.fields().size(), read.tables(), catalog, decisions)));
    } catch (SqlSyntaxException | SqlTooComplexException e) {
      findings.add(CheckCode.STATEMENT, read.id(), "", e.getMessage());
    } catch (Untraceable e) {
      findings.add(e.code(), read.id(), e.subject(), e.getMessage());
    }
    return Optional.empty();
  }

  private static Optional<Statement> examine(
      PlannedRead read,
      PlannedAccess.Operation operation,
      Catalog catalog,
      Decisions decisions,
      Findings findings) {
    try {
      Trace trace = OperationTrace.trace(read, operation, catalog);
      return Optional.of(
          new Statement(
              read,
              PlannedPaging.ONLY,
              false,
              Optional.empty(),
              trace,
              Occurrence.of(trace, trace.outputs().size(), read.tables(), catalog, decisions)));
    } catch (Untraceable e) {
      findings.add(e.code(), read.id(), e.subject(), e.getMessage());
      return Optional.empty();
    }
  }

  private static Map<CheckCode, Check> checks() {
    Map<CheckCode, Check> checks = new EnumMap<>(CheckCode.class);
    checks.put(CheckCode.INPUTS, ScopeChecks::inputs);
    checks.put(CheckCode.STATEMENT, TextChecks::statement);
    checks.put(CheckCode.NODE, TextChecks::nodes);
    checks.put(CheckCode.CALL, TextChecks::calls);
    checks.put(CheckCode.TABLE, ScopeChecks::tables);
    checks.put(CheckCode.SCOPE, ScopeChecks::scope);
    checks.put(CheckCode.OPENNESS, ScopeChecks::openness);
    checks.put(CheckCode.TERMS, TermsChecks::terms);
    checks.put(CheckCode.OUTPUT, OutputChecks::outputs);
    checks.put(CheckCode.ALIGNED, OutputChecks::aligned);
    checks.put(CheckCode.LINEAGE, OutputChecks::lineage);
    checks.put(CheckCode.COPY, OutputChecks::copies);
    checks.put(CheckCode.MASK, new MaskCheck());
    checks.put(CheckCode.INFLUENCE, new InfluenceCheck());
    checks.put(CheckCode.STATISTICS, new StatisticsCheck());
    checks.put(CheckCode.ANSWER, AnswerChecks::answer);
    checks.put(CheckCode.HEADER, AnswerChecks::headers);
    checks.put(CheckCode.RAW, AnswerChecks::raws);
    checks.put(CheckCode.PARENT, OperationTrace::parents);
    checks.put(CheckCode.PAGING, AnswerChecks::paging);
    checks.put(CheckCode.SERVICE, ServiceChecks::calls);
    checks.put(CheckCode.LABEL, OutputChecks::labels);
    checks.put(CheckCode.CACHE, CacheCheck::cache);
    return Collections.unmodifiableMap(checks);
  }
}
