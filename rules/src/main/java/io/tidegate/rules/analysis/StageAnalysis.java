package io.tidegate.rules.analysis;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.analysis.Finding.Kind;
import io.tidegate.rules.decide.Builtin;
import io.tidegate.rules.drools.ExpertRule.Comparison;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import io.tidegate.rules.pack.Cell;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.Effect;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The analysis of one stage. */
final class StageAnalysis {
  /** Columns in which a gap is told by all the values it has. */
  private static final List<ConditionColumn> TOLD =
      List.of(
          ConditionColumn.SENSITIVITY,
          ConditionColumn.TYPE,
          ConditionColumn.OPENNESS,
          ConditionColumn.PURPOSE,
          ConditionColumn.ORGANISATION_LEVEL,
          ConditionColumn.PROBE);

  private final Stage stage;
  private final RulePack pack;
  private final List<Rule> rules;
  private final Budget budget;
  private final FactSpace space;
  private final Weighing weighing;
  private final List<Finding> findings = new ArrayList<>();

  /** A rule with the facts it is for. */
  private record Placed(Rule rule, List<Region> regions, boolean builtin) {
    String name() {
      return rule.name();
    }

    Effect effect() {
      return rule.effect();
    }
  }

  StageAnalysis(Stage stage, RulePack pack, List<Rule> rules, Budget budget) {
    this.stage = stage;
    this.pack = pack;
    this.rules = rules;
    this.budget = budget;
    this.space = space(rules);
    this.weighing = new Weighing(pack, space);
  }

  private static FactSpace space(List<Rule> rules) {
    Map<ConditionColumn, Set<Cell>> cells = new EnumMap<>(ConditionColumn.class);
    for (Rule rule : rules) {
      for (List<Comparison> condition : rule.conditions()) {
        for (Comparison comparison : condition) {
          cells
              .computeIfAbsent(comparison.column(), column -> new HashSet<>())
              .add(comparison.cell());
        }
      }
    }
    return FactSpace.of(cells);
  }

  List<Finding> findings() {
    return findings;
  }

  /** Finds what there is to find; false when the budget was spent before all of it was found. */
  boolean run() {
    try {
      List<Placed> placed = new ArrayList<>();
      for (Rule rule : rules) {
        placed.add(new Placed(rule, rule.regions(space, budget), false));
      }
      List<Placed> all = new ArrayList<>(placed);
      builtin().ifPresent(all::add);
      for (Placed rule : placed) {
        unreachable(rule, all);
        if (stage == Stage.MASK) {
          conflicts(rule, placed, all);
          maskTypes(rule);
        }
        overlaps(rule, placed);
      }
      gaps(placed);
      return true;
    } catch (Budget.Spent e) {
      return false;
    }
  }

  /** What holds for a field nobody labelled, which no row can loosen. */
  private Optional<Placed> builtin() {
    Optional<Effect> effect =
        switch (stage) {
          case CLASSIFY, OPEN, LIMIT -> Optional.empty();
          case MASK -> Optional.of(new Effect.Mask(MaskSpec.COVER.name(), Optional.empty()));
          case INFLUENCE -> Optional.of(new Effect.Influence(false));
        };
    return effect.map(
        e ->
            new Placed(
                new Rule(Builtin.UNKNOWN_LABEL, new SourceText(pack.id(), "").all(), e, List.of()),
                List.of(unknown()),
                true));
  }

  private Region unknown() {
    return space.where(
        ConditionColumn.SENSITIVITY, new Cell.OneOf(List.of(ConditionColumn.UNKNOWN)));
  }

  // ---- rows that never make a difference

  private void unreachable(Placed rule, List<Placed> all) {
    List<Placed> meeting =
        all.stream()
            .filter(other -> other.rule() != rule.rule() && meets(rule, other))
            .sorted(
                Comparator.comparing(other -> !weighing.dominates(other.effect(), rule.effect())))
            .toList();
    for (Region region : rule.regions()) {
      if (contributes(rule, region, meeting, 0, List.of())) {
        return;
      }
    }
    List<String> stronger =
        meeting.stream()
            .filter(other -> weighing.dominates(other.effect(), rule.effect()))
            .map(Placed::name)
            .distinct()
            .toList();
    find(
        Kind.UNREACHABLE,
        rule,
        stronger,
        rule.regions().isEmpty()
            ? "no fact can meet this row"
            : stronger.isEmpty()
                ? "this row decides nothing that is not so already"
                : "this row never makes a difference: others decide as strictly wherever it applies",
        rule.regions().isEmpty() ? List.of() : space.example(rule.regions().getFirst()));
  }

  private boolean meets(Placed one, Placed other) {
    return one.regions().stream()
        .anyMatch(a -> other.regions().stream().anyMatch(b -> !and(a, b).isEmpty()));
  }

  private Region and(Region one, Region other) {
    budget.spend(1);
    return one.and(other);
  }

  /**
   * Whether the rule makes a difference somewhere in the region, of whose facts the first others
   * are known to decide or not to.
   */
  private boolean contributes(
      Placed rule, Region region, List<Placed> others, int from, List<Effect> deciding) {
    if (from == others.size()) {
      return weighing.contributes(rule.effect(), deciding, region);
    }
    Placed other = others.get(from);
    for (Region outside : minus(List.of(region), other)) {
      if (contributes(rule, outside, others, from + 1, deciding)) {
        return true;
      }
    }
    if (weighing.dominates(other.effect(), rule.effect())) {
      return false;
    }
    List<Effect> more = new ArrayList<>(deciding);
    more.add(other.effect());
    for (Region part : other.regions()) {
      Region inside = and(region, part);
      if (!inside.isEmpty() && contributes(rule, inside, others, from + 1, more)) {
        return true;
      }
    }
    return false;
  }

  private List<Region> minus(List<Region> regions, Placed other) {
    List<Region> left = regions;
    for (Region part : other.regions()) {
      List<Region> next = new ArrayList<>();
      for (Region region : left) {
        List<Region> pieces = region.minus(part);
        budget.spend(1 + pieces.size());
        next.addAll(pieces);
      }
      left = next;
    }
    return left;
  }

  // ---- pairs of rows

  private void overlaps(Placed rule, List<Placed> placed) {
    for (Placed other : placed) {
      if (other.rule() == rule.rule() || other.name().equals(rule.name())) {
        continue;
      }
      common(rule, other)
          .ifPresent(
              region -> {
                boolean stronger = weighing.dominates(rule.effect(), other.effect());
                boolean weaker = weighing.dominates(other.effect(), rule.effect());
                String message =
                    stronger && weaker
                        ? "decides the same as " + other.name()
                        : stronger
                            ? "prevails over " + other.name()
                            : weaker ? "gives way to " + other.name() : "adds to " + other.name();
                find(Kind.OVERLAP, rule, List.of(other.name()), message, space.example(region));
              });
    }
  }

  private Optional<Region> common(Placed one, Placed other) {
    for (Region a : one.regions()) {
      for (Region b : other.regions()) {
        Region both = and(a, b);
        if (!both.isEmpty()) {
          return Optional.of(both);
        }
      }
    }
    return Optional.empty();
  }

  /** Two masks of one rank that do different things, where no mask of a higher rank settles it. */
  private void conflicts(Placed rule, List<Placed> placed, List<Placed> all) {
    MaskSpec mask = weighing.mask((Effect.Mask) rule.effect());
    for (Placed other : placed) {
      MaskSpec theirs = weighing.mask((Effect.Mask) other.effect());
      if (theirs.kind().rank() != mask.kind().rank() || theirs.sameEffect(mask)) {
        continue;
      }
      List<Region> left = new ArrayList<>();
      for (Region a : rule.regions()) {
        for (Region b : other.regions()) {
          Region both = and(a, b);
          if (!both.isEmpty()) {
            left.add(both);
          }
        }
      }
      for (Placed higher : all) {
        if (weighing.mask((Effect.Mask) higher.effect()).kind().rank() > mask.kind().rank()) {
          left = minus(left, higher);
        }
      }
      if (!left.isEmpty()) {
        find(
            Kind.CONFLICT,
            rule,
            List.of(other.name()),
            "`"
                + mask.name()
                + "` and `"
                + theirs.name()
                + "` hide equally much in different ways, so the value is left out",
            space.example(left.getFirst()));
      }
    }
  }

  private void maskTypes(Placed rule) {
    MaskKind kind = weighing.mask((Effect.Mask) rule.effect()).kind();
    List<String> others =
        Arrays.stream(FieldType.values())
            .filter(type -> !kind.accepts().contains(type))
            .map(FieldType::word)
            .toList();
    if (others.isEmpty()) {
      return;
    }
    Region refused = space.where(ConditionColumn.TYPE, new Cell.OneOf(others));
    for (Region region : rule.regions()) {
      Region both = and(region, refused);
      if (!both.isEmpty()) {
        find(
            Kind.MASK_TYPE,
            rule,
            List.of(),
            "a field of the type "
                + String.join(", ", space.left(both, ConditionColumn.TYPE))
                + " would refuse the service: `"
                + weighing.mask((Effect.Mask) rule.effect()).name()
                + "` does not take it",
            space.example(both));
        return;
      }
    }
  }

  // ---- gaps

  private void gaps(List<Placed> placed) {
    List<Placed> deciding =
        placed.stream()
            .filter(rule -> closes(rule.effect()))
            .sorted(
                Comparator.comparingInt((Placed rule) -> rule.rule().conditions().size())
                    .thenComparing(Placed::name))
            .toList();
    for (Region part : parts()) {
      List<Region> left = List.of(part);
      for (Placed rule : deciding) {
        left = minus(left, rule);
      }
      if (!left.isEmpty()) {
        gap(part, left, deciding);
      }
    }
  }

  /** Whether a decision settles what otherwise would be decided against the caller. */
  private static boolean closes(Effect effect) {
    return switch (effect) {
      case Effect.Classify classify -> classify.sensitivity().isPresent();
      case Effect.Open open -> open.approval().isPresent() || open.deny().isPresent();
      case Effect.Mask mask -> true;
      case Effect.Influence influence -> true;
      case Effect.Limit limit -> true;
    };
  }

  /** The facts in which a gap is looked for, in the parts it is told by. */
  private List<Region> parts() {
    List<Region> known = space.everything().minus(unknown());
    return switch (stage) {
      case CLASSIFY -> List.of(unknown());
      case OPEN, LIMIT -> List.of(space.everything());
      case MASK -> each(ConditionColumn.RELATION, known);
      case INFLUENCE -> each(ConditionColumn.WHERE, known);
    };
  }

  private List<Region> each(ConditionColumn column, List<Region> regions) {
    List<Region> parts = new ArrayList<>();
    for (String word : column.words().orElseThrow()) {
      Region one = space.where(column, new Cell.OneOf(List.of(word)));
      regions.forEach(region -> parts.add(and(region, one)));
    }
    return parts;
  }

  private void gap(Region part, List<Region> left, List<Placed> deciding) {
    String told =
        TOLD.stream()
            .flatMap(column -> told(column, part, left).stream())
            .collect(Collectors.joining(", "));
    String who =
        switch (stage) {
          case CLASSIFY -> "no row says how sensitive a field is that the catalog does not label";
          case OPEN -> "no row says who has to agree";
          case MASK ->
              "no row decides for " + space.left(part, ConditionColumn.RELATION).getFirst();
          case INFLUENCE ->
              "no row decides about an influence by "
                  + space.left(part, ConditionColumn.WHERE).getFirst();
          case LIMIT -> "no row says how often a service with such a field may be called";
        };
    String instead =
        switch (stage) {
          case CLASSIFY -> "it stays unknown";
          case OPEN -> "its owner has to";
          case MASK -> "the value is covered";
          case INFLUENCE -> "it is refused";
          case LIMIT -> "the class LEAST counts";
        };
    Region shown = left.getFirst();
    Optional<Placed> nearest =
        deciding.stream().min(Comparator.comparingInt(rule -> distance(rule, shown)));
    String near =
        nearest
            .map(
                rule ->
                    "; nearest is "
                        + rule.name()
                        + ", which asks for another "
                        + differing(rule, shown).stream()
                            .map(ConditionColumn::word)
                            .collect(Collectors.joining(", ")))
            .orElse("");
    findings.add(
        new Finding(
            Kind.GAP,
            stage,
            nearest.map(Placed::name),
            List.of(),
            who + (told.isEmpty() ? "" : " where " + told) + ": " + instead + near,
            new Example(space.example(shown)),
            nearest.map(rule -> rule.rule().place())));
  }

  /** The values that are left to a column, when they are fewer than the part has. */
  private Optional<String> told(ConditionColumn column, Region part, List<Region> left) {
    List<String> all = space.left(part, column);
    List<String> some =
        all.stream()
            .filter(value -> left.stream().anyMatch(r -> space.left(r, column).contains(value)))
            .toList();
    return some.size() == all.size()
        ? Optional.empty()
        : Optional.of(column.word() + " is " + String.join(" ", some));
  }

  /** A row about somebody else, or another place, is farther off than any row about these. */
  private int distance(Placed rule, Region region) {
    List<ConditionColumn> differing = differing(rule, region);
    boolean elsewhere =
        differing.contains(ConditionColumn.RELATION) || differing.contains(ConditionColumn.WHERE);
    return differing.size() + (elsewhere ? ConditionColumn.values().length : 0);
  }

  /** The columns for which a rule does not meet a region. */
  private List<ConditionColumn> differing(Placed rule, Region region) {
    List<ConditionColumn> differing = new ArrayList<>();
    for (List<Comparison> condition : rule.rule().conditions()) {
      boolean met =
          condition.stream()
              .anyMatch(
                  comparison ->
                      !and(region, space.where(comparison.column(), comparison.cell())).isEmpty());
      if (!met) {
        condition.forEach(comparison -> differing.add(comparison.column()));
      }
    }
    return differing;
  }

  private void find(
      Kind kind, Placed rule, List<String> others, String message, List<Example.Fact> example) {
    findings.add(
        new Finding(
            kind,
            stage,
            Optional.of(rule.name()),
            others,
            message,
            new Example(example),
            Optional.of(rule.rule().place())));
  }
}
