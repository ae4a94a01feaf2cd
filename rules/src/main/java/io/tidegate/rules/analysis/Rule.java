package io.tidegate.rules.analysis;

import io.tidegate.route.catalog.Relation;
import io.tidegate.route.text.Span;
import io.tidegate.rules.drools.Conclusion;
import io.tidegate.rules.drools.ExpertRule;
import io.tidegate.rules.drools.ExpertRule.Comparison;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import io.tidegate.rules.fact.Vocabulary;
import io.tidegate.rules.pack.Cell;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.DecisionTable;
import io.tidegate.rules.pack.Effect;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RuleRow;
import io.tidegate.rules.pack.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A row, or one decision of a rule written by hand, in one form.
 *
 * @param conditions all must hold; each holds when one of its comparisons does
 */
record Rule(String name, Span place, Effect effect, List<List<Comparison>> conditions) {
  Rule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(effect, "effect");
    conditions = List.copyOf(conditions);
  }

  /** The rules of one stage: those of the tables first. */
  static List<Rule> of(Stage stage, RulePack pack, List<ExpertRule> expert) {
    List<Rule> rules = new ArrayList<>();
    for (DecisionTable table : pack.tables()) {
      if (table.stage() == stage) {
        table.rows().forEach(row -> rules.add(of(table, row)));
      }
    }
    for (ExpertRule rule : expert) {
      if (rule.stage() == stage) {
        rule.conclusions().forEach(conclusion -> rules.add(of(rule, conclusion)));
      }
    }
    return rules;
  }

  private static Rule of(DecisionTable table, RuleRow row) {
    return new Rule(
        table.ruleName(row),
        row.id().span(),
        row.then(),
        row.when().entrySet().stream()
            .map(cell -> List.of(new Comparison(cell.getKey(), cell.getValue())))
            .toList());
  }

  private static Rule of(ExpertRule rule, Conclusion conclusion) {
    List<List<Comparison>> conditions = new ArrayList<>(rule.conditions());
    Effect effect =
        switch (conclusion) {
          case Conclusion.Sensitive sensitive ->
              new Effect.Classify(Optional.of(sensitive.sensitivity()), List.of());
          case Conclusion.Categorised categorised ->
              new Effect.Classify(Optional.empty(), List.of(categorised.category()));
          case Conclusion.Opened opened -> {
            conditions.addAll(audience(opened.audience()));
            yield new Effect.Open(
                Optional.of(opened.openness()), Optional.empty(), Optional.empty());
          }
          case Conclusion.NeedsApproval needed -> {
            conditions.addAll(audience(needed.audience()));
            yield new Effect.Open(
                Optional.empty(), Optional.of(needed.approval()), Optional.empty());
          }
          case Conclusion.Denied denied -> {
            conditions.addAll(audience(denied.audience()));
            yield new Effect.Open(Optional.empty(), Optional.empty(), Optional.of(""));
          }
          case Conclusion.Limited limited -> {
            conditions.addAll(audience(limited.audience()));
            yield new Effect.Limit(limited.limit());
          }
          case Conclusion.Masked masked -> {
            conditions.add(
                words(
                    ConditionColumn.RELATION,
                    masked.relations().stream().map(Relation::name).toList(),
                    List.of(Relation.values()).stream().map(Relation::name).toList()));
            if (!masked.audience().isEverybody()) {
              conditions.addAll(audience(masked.audience()));
            }
            yield new Effect.Mask(masked.mask(), masked.unless());
          }
          case Conclusion.Influencing influencing -> {
            conditions.add(
                words(ConditionColumn.WHERE, influencing.kinds(), Vocabulary.INFLUENCES));
            conditions.add(
                List.of(
                    new Comparison(
                        ConditionColumn.PROBE,
                        new Cell.OneOf(
                            influencing.probes().stream().map(String::valueOf).toList()))));
            yield new Effect.Influence(influencing.allowed());
          }
        };
    return new Rule(rule.name(), rule.place(), effect, conditions);
  }

  private static List<List<Comparison>> audience(Audience audience) {
    return List.of(
        List.of(
            new Comparison(
                ConditionColumn.PURPOSE,
                new Cell.OneOf(audience.purposes().stream().map(Purpose::word).toList()))),
        List.of(
            new Comparison(
                ConditionColumn.ORGANISATION_LEVEL,
                new Cell.OneOf(audience.levels().stream().map(OrganisationLevel::word).toList()))));
  }

  /** A column's words for names of an enumeration, which are in the same order. */
  private static List<Comparison> words(
      ConditionColumn column, List<String> names, List<String> all) {
    List<String> words = column.words().orElseThrow();
    return List.of(
        new Comparison(
            column,
            new Cell.OneOf(names.stream().map(name -> words.get(all.indexOf(name))).toList())));
  }

  /** The facts the rule is for, as regions that may overlap. */
  List<Region> regions(FactSpace space, Budget budget) {
    List<Region> regions = List.of(space.everything());
    for (List<Comparison> condition : conditions) {
      List<Region> next = new ArrayList<>();
      for (Region region : regions) {
        for (Comparison comparison : condition) {
          budget.spend(1);
          Region narrower = region.and(space.where(comparison.column(), comparison.cell()));
          if (!narrower.isEmpty()) {
            next.add(narrower);
          }
        }
      }
      regions = next;
    }
    return regions;
  }
}
