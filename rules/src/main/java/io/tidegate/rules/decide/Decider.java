package io.tidegate.rules.decide;

import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.text.Span;
import io.tidegate.rules.drools.Conclusion;
import io.tidegate.rules.drools.ExpertRule;
import io.tidegate.rules.drools.FireLimits;
import io.tidegate.rules.drools.RuleBase;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.ServiceFact;
import io.tidegate.rules.pack.DecisionTable;
import io.tidegate.rules.pack.Effect;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RuleRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides about services by one rule pack. Building it takes seconds and is done once for a pack;
 * deciding takes milliseconds. Safe for any number of threads.
 */
public final class Decider {
  private final RulePack pack;
  private final String fingerprint;
  private final SortedMap<String, RuleRow> rows;
  private final RuleBase rules;
  private final FireLimits limits;
  private final boolean tablesOnly;
  private final List<Audience> audiences;
  private final Optional<FieldMemory> memory;

  private Decider(
      RulePack pack,
      RuleBase rules,
      FireLimits limits,
      boolean tablesOnly,
      Optional<FieldMemory> memory) {
    this.pack = pack;
    this.fingerprint = pack.fingerprint();
    this.rows = rows(pack);
    this.rules = rules;
    this.limits = limits;
    this.tablesOnly = tablesOnly;
    this.audiences = audiences(pack, rules.expert());
    this.memory = memory;
  }

  /** Makes the rules of a pack ready to run. */
  public static Outcome<Decider> build(RulePack pack) {
    // a rule that an expert wrote may ask for the service, which no row of a table can
    return of(pack, RuleBase.build(pack), FireLimits.DEFAULT, pack.expert().isEmpty());
  }

  /** Runs other rules than those of the pack's tables, within other limits. */
  static Outcome<Decider> build(RulePack pack, SourceText ruleText, FireLimits limits) {
    return of(pack, RuleBase.build(ruleText), limits, false);
  }

  private static Outcome<Decider> of(
      RulePack pack, Outcome<RuleBase> rules, FireLimits limits, boolean tablesOnly) {
    return new Outcome<>(
        rules.value().map(built -> new Decider(pack, built, limits, tablesOnly, Optional.empty())),
        rules.diagnostics());
  }

  private static SortedMap<String, RuleRow> rows(RulePack pack) {
    SortedMap<String, RuleRow> rows = new TreeMap<>();
    for (DecisionTable table : pack.tables()) {
      table.rows().forEach(row -> rows.put(table.ruleName(row), row));
    }
    return Collections.unmodifiableSortedMap(rows);
  }

  /** Everybody, in the parts that some rule tells apart. */
  private static List<Audience> audiences(RulePack pack, List<ExpertRule> expert) {
    List<Audience> told = new ArrayList<>();
    for (DecisionTable table : pack.tables()) {
      table.rows().forEach(row -> told.add(row.audience()));
    }
    for (ExpertRule rule : expert) {
      rule.conclusions().stream().map(Conclusion::audience).forEach(told::add);
    }
    return Audience.parts(told);
  }

  /** Those the rules tell apart. */
  List<Audience> audiences() {
    return audiences;
  }

  public RulePack pack() {
    return pack;
  }

  /**
   * Decides about everything a service touches.
   *
   * @param fields every field its answer is computed from or influenced by, in any order
   * @return decisions about every field; or the refusal of the service, with all reasons that were
   *     found in the stage that refused
   */
  public Verdict decide(ServiceFact service, List<FieldFact> fields) {
    Objects.requireNonNull(service, "service");
    return new Deciding(this, service).decide(fields);
  }

  /** What the rules say that experts of this pack wrote by hand. */
  public List<ExpertRule> expertRules() {
    return rules.expert();
  }

  String fingerprint() {
    return fingerprint;
  }

  /**
   * One that decides the same and remembers what it decided about a field, for deciding about very
   * many services at once. It grows with the fields it is asked about.
   */
  public Decider remembering() {
    return new Decider(
        pack, rules, limits, tablesOnly, Optional.of(new FieldMemory(pack, tablesOnly)));
  }

  Optional<FieldMemory> memory() {
    return memory;
  }

  /** One that decides the same and remembers nothing. */
  Decider forgetful() {
    return new Decider(pack, rules, limits, tablesOnly, Optional.empty());
  }

  RuleBase rules() {
    return rules;
  }

  FireLimits limits() {
    return limits;
  }

  /** Where a rule is written. */
  Span place(String rule) {
    RuleRow row = rows.get(rule);
    if (row != null) {
      return row.id().span();
    }
    return rules.expert().stream()
        .filter(expert -> expert.name().equals(rule))
        .map(ExpertRule::place)
        .findFirst()
        .orElseGet(() -> new SourceText(pack.id(), "").all());
  }

  /** The reason a row gives for denying a publication. */
  Optional<String> denial(String rule) {
    return Optional.ofNullable(rows.get(rule))
        .map(RuleRow::then)
        .flatMap(then -> then instanceof Effect.Open open ? open.deny() : Optional.empty());
  }
}
