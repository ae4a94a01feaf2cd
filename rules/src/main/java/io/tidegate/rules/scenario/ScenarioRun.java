package io.tidegate.rules.scenario;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.decide.Decisions;
import io.tidegate.rules.decide.FieldDecision;
import io.tidegate.rules.decide.InfluenceDecision;
import io.tidegate.rules.decide.InfluenceKey;
import io.tidegate.rules.decide.MaskDecision;
import io.tidegate.rules.decide.Terms;
import io.tidegate.rules.decide.Verdict;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.mask.MaskSpec;
import io.tidegate.rules.pack.Claim;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs the scenarios of a pack against what the pack decides. */
public final class ScenarioRun {
  private final Decider decider;

  private ScenarioRun(Decider decider) {
    this.decider = decider;
  }

  /** The results of all scenarios, in the order of their ids. */
  public static List<ScenarioResult> of(Decider decider) {
    ScenarioRun run = new ScenarioRun(decider);
    return decider.pack().scenarios().stream().map(run::run).toList();
  }

  private ScenarioResult run(Scenario scenario) {
    Verdict verdict = decider.decide(scenario.service(), List.of(scenario.field()));
    Diagnostics failures = new Diagnostics();
    for (Claim claim : scenario.claims()) {
      contradiction(claim, scenario, verdict)
          .ifPresent(
              decided ->
                  failures.error(
                      RuleCode.SCENARIO,
                      claim.place(),
                      "the scenario `"
                          + scenario.id().value()
                          + "` expects otherwise: "
                          + decided));
    }
    return new ScenarioResult(scenario.id().value(), failures.list());
  }

  /** What is decided against a claim, as a sentence; nothing when the claim holds. */
  private Optional<String> contradiction(Claim claim, Scenario scenario, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refused refused -> {
        List<String> codes =
            refused.diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(found -> found.code().id())
                .distinct()
                .toList();
        yield claim instanceof Claim.Refused expected && codes.contains(expected.code().value())
            ? Optional.empty()
            : Optional.of("the service is refused by " + String.join(", ", codes));
      }
      case Verdict.Decided decided ->
          contradiction(
              claim,
              seen(decided.decisions(), scenario).fields().get(scenario.field().column()),
              terms(decided.decisions(), scenario));
    };
  }

  /** Whoever has no key meets what hides most, whatever is decided for an audience. */
  private static Decisions seen(Decisions decisions, Scenario scenario) {
    return scenario.level() == OrganisationLevel.ANONYMOUS
        ? decisions
        : decisions.seenBy(decisions.terms().indexOf(terms(decisions, scenario)));
  }

  private static Terms terms(Decisions decisions, Scenario scenario) {
    return decisions.terms().stream()
        .filter(terms -> terms.audience().has(scenario.purpose(), scenario.level()))
        .findFirst()
        .orElseThrow();
  }

  private Optional<String> contradiction(Claim claim, FieldDecision decided, Terms terms) {
    return switch (claim) {
      case Claim.Sensitivity expected ->
          unless(
              expected.word().value(),
              decided.label().sensitivity().map(Enum::name).orElse(ConditionColumn.UNKNOWN),
              decided.label().rules());
      case Claim.Categories expected ->
          unless(
              String.join(" ", expected.words().value()),
              String.join(" ", decided.label().categories()),
              decided.label().rules());
      case Claim.Openness expected ->
          unless(expected.word().value(), word(terms.openness()), terms.rules());
      case Claim.Approval expected ->
          unless(expected.word().value(), terms.approval().word(), terms.rules());
      case Claim.Limit expected ->
          unless(expected.name().value(), terms.limit().limit().name(), terms.limit().rules());
      case Claim.Mask expected -> mask(expected, decided.masks().get(expected.relation()));
      case Claim.Influence expected -> influence(expected, decided);
      case Claim.Refused expected ->
          expected.code().value().equals(RuleCode.DENIED.id()) && !terms.deniedBy().isEmpty()
              ? Optional.empty()
              : Optional.of("nothing is refused");
    };
  }

  private Optional<String> mask(Claim.Mask expected, MaskDecision decided) {
    MaskSpec mask = decider.pack().mask(expected.mask().value()).orElseThrow();
    boolean same = mask.sameEffect(decided.mask()) && expected.unless().equals(decided.unless());
    return same
        ? Optional.empty()
        : Optional.of(
            "for `"
                + word(expected.relation())
                + "` `"
                + decided.mask().name()
                + "`"
                + decided.unless().map(name -> " unless `" + name + "`").orElse("")
                + by(decided.rules()));
  }

  private static Optional<String> influence(Claim.Influence expected, FieldDecision decided) {
    List<String> others = new ArrayList<>();
    for (String kind : expected.kinds()) {
      for (boolean probe : expected.probes()) {
        InfluenceDecision influence = decided.influences().get(new InfluenceKey(kind, probe));
        if (influence.allowed() != expected.allowed().value()) {
          others.add(
              kind.toLowerCase(Locale.ROOT).replace('_', '-')
                  + (probe ? " with a probe" : "")
                  + by(influence.rules()));
        }
      }
    }
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            (expected.allowed().value() ? "refused is " : "allowed is ")
                + String.join("; ", others));
  }

  private static Optional<String> unless(String expected, String decided, List<String> rules) {
    return expected.equals(decided)
        ? Optional.empty()
        : Optional.of((decided.isEmpty() ? "nothing" : "`" + decided + "`") + by(rules));
  }

  private static String by(List<String> rules) {
    return " by " + String.join(", ", rules);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
