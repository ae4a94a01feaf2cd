package io.tidegate.engine.impact;

import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedInfluence;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.engine.plan.PlannedTerms;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.shape.Origin;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.mask.MaskComparison;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * Two plans of one document by two packs, compared. Both have the same reads with the same outputs,
 * for rules decide about neither.
 *
 * @param openings for whom something is loosened, so that an example can be made
 * @param touched those for whom anything changes
 * @param seen what is loosened where audiences see a variant of either plan
 */
record PlanDifference(
    List<FieldChange> fields,
    List<AccessChange> access,
    List<InfluenceChange> influences,
    List<Opening> openings,
    List<Audience> touched,
    List<Seen> seen) {
  PlanDifference {
    seen = List.copyOf(seen);
    touched = List.copyOf(touched);
    fields = List.copyOf(fields);
    access = List.copyOf(access);
    influences = List.copyOf(influences);
    openings = List.copyOf(openings);
  }

  /**
   * A state in which a caller would see more.
   *
   * @param read its place among the reads
   * @param relations one, or two that a caller has at once
   * @param toOne whether two relations are to one record, so that the least strict mask counts
   */
  record Opening(
      int read, SortedSet<Relation> relations, boolean toOne, SortedSet<String> switchesOn) {}

  /** What an audience sees of both plans, and how it would see more. */
  record Seen(GovernedPlan before, GovernedPlan after, List<Opening> openings) {}

  boolean isEmpty() {
    return fields.isEmpty() && access.isEmpty() && influences.isEmpty();
  }

  /**
   * Compares.
   *
   * @throws IllegalArgumentException when the plans are of different documents
   */
  static PlanDifference of(GovernedPlan before, GovernedPlan after) {
    if (!before.inputs().source().equals(after.inputs().source())) {
      throw new IllegalArgumentException("the plans are of different documents");
    }
    PlanDifference strictest = new Comparison(before, after).compare();
    List<Audience> told = new ArrayList<>();
    before.variants().forEach(variant -> told.addAll(variant.audiences()));
    after.variants().forEach(variant -> told.addAll(variant.audiences()));
    return told.isEmpty() ? strictest : strictest.with(before, after, Audience.parts(told));
  }

  /** With what changes for audiences that see a variant, where it is not the same. */
  private PlanDifference with(GovernedPlan before, GovernedPlan after, List<Audience> parts) {
    Map<List<Integer>, List<Audience>> pairs = new LinkedHashMap<>();
    for (Audience part : parts) {
      List<Integer> pair = List.of(seen(before, part), seen(after, part));
      pairs.computeIfAbsent(pair, key -> new ArrayList<>()).add(part);
    }
    pairs.remove(List.of(GovernedPlan.STRICTEST, GovernedPlan.STRICTEST));
    List<FieldChange> all = new ArrayList<>(fields);
    List<Audience> who = new ArrayList<>(touched);
    List<Seen> seen = new ArrayList<>();
    pairs.forEach(
        (pair, audiences) -> {
          GovernedPlan was = seen(before, pair.get(0));
          GovernedPlan is = seen(after, pair.get(1));
          PlanDifference own = new Comparison(was, is).compare();
          List<FieldChange> changed =
              own.fields().stream().filter(change -> !fields.contains(change)).toList();
          if (!changed.isEmpty()) {
            for (Audience audience : Audience.together(audiences)) {
              changed.forEach(change -> all.add(change.of(audience.text())));
            }
            who.addAll(audiences);
            seen.add(new Seen(was, is, own.openings()));
          }
        });
    return new PlanDifference(all, access, influences, openings, who, seen);
  }

  private static int seen(GovernedPlan plan, Audience part) {
    return plan.seenBy(part.purposes().getFirst(), part.levels().getFirst());
  }

  private static GovernedPlan seen(GovernedPlan plan, int variant) {
    return variant == GovernedPlan.STRICTEST ? plan : plan.seenAs(plan.variants().get(variant));
  }

  private static final class Comparison {
    private final GovernedPlan before;
    private final GovernedPlan after;
    private final Map<Origin, List<String>> paths = new HashMap<>();
    private final List<FieldChange> fields = new ArrayList<>();
    private final List<AccessChange> access = new ArrayList<>();
    private final List<InfluenceChange> influences = new ArrayList<>();
    private final Set<Opening> openings = new LinkedHashSet<>();
    private final Set<Audience> touched = new LinkedHashSet<>();

    Comparison(GovernedPlan before, GovernedPlan after) {
      this.before = before;
      this.after = after;
    }

    PlanDifference compare() {
      paths(before.answer(), before.answer().list() ? "rows[]." : "");
      access();
      terms();
      for (int r = 0; r < before.reads().size(); r++) {
        PlannedRead was = before.reads().get(r);
        PlannedRead is = after.reads().get(r);
        records(was, is);
        for (int f = 0; f < was.fields().size(); f++) {
          field(r, f, was, is);
        }
        influences(was, is);
      }
      // what is shown, and of whose records, is the same for everybody
      boolean all = access.stream().anyMatch(a -> a.audience().isEmpty()) || !fields.isEmpty();
      return new PlanDifference(
          fields,
          access,
          influences,
          List.copyOf(openings),
          all ? List.of(Audience.EVERYBODY) : List.copyOf(touched),
          List.of());
    }

    private void paths(AnswerShape shape, String prefix) {
      for (AnswerShape.Member member : shape.members()) {
        switch (member) {
          case AnswerShape.Value value -> {
            String path = prefix + value.name() + (value.list() ? "[]" : "");
            value
                .lineage()
                .values()
                .forEach(o -> paths.computeIfAbsent(o, x -> new ArrayList<>()).add(path));
          }
          case AnswerShape.Nested nested ->
              paths(nested.shape(), prefix + nested.name() + (nested.shape().list() ? "[]." : "."));
        }
      }
    }

    // ---- who is served

    private void access() {
      if (before.openness() != after.openness()) {
        access.add(
            new AccessChange(
                AccessChange.What.OPENNESS,
                "",
                "",
                after.openness().compareTo(before.openness()) < 0
                    ? Direction.LOOSENED
                    : Direction.TIGHTENED,
                word(before.openness()),
                word(after.openness())));
      }
      if (before.anonymous() != after.anonymous()) {
        access.add(
            new AccessChange(
                AccessChange.What.ANONYMOUS,
                "",
                "",
                after.anonymous() ? Direction.LOOSENED : Direction.TIGHTENED,
                Boolean.toString(before.anonymous()),
                Boolean.toString(after.anonymous())));
      }
    }

    /** What changes for each audience that either plan tells apart; once where it is for all. */
    private void terms() {
      List<Audience> told = new ArrayList<>();
      before.terms().forEach(each -> told.add(each.audience()));
      after.terms().forEach(each -> told.add(each.audience()));
      List<Audience> parts = Audience.parts(told);
      Map<TermsChange, List<Audience>> changes = new LinkedHashMap<>();
      for (Audience part : parts) {
        for (TermsChange change : terms(of(before, part), of(after, part))) {
          changes.computeIfAbsent(change, key -> new ArrayList<>()).add(part);
        }
      }
      changes.forEach(
          (change, who) -> {
            List<String> audiences =
                who.size() == parts.size()
                    ? List.of("")
                    : Audience.together(who).stream().map(Audience::text).toList();
            for (String audience : audiences) {
              access.add(
                  new AccessChange(
                      change.what(),
                      audience,
                      "",
                      change.direction(),
                      change.before(),
                      change.after()));
            }
            touched.addAll(who);
          });
    }

    private record TermsChange(
        AccessChange.What what, Direction direction, String before, String after) {}

    private static PlannedTerms of(GovernedPlan plan, Audience part) {
      return plan.terms(part.purposes().getFirst(), part.levels().getFirst());
    }

    private List<TermsChange> terms(PlannedTerms was, PlannedTerms is) {
      if (was.served() != is.served()) {
        return List.of(
            new TermsChange(
                AccessChange.What.SERVED,
                is.served() ? Direction.LOOSENED : Direction.TIGHTENED,
                Boolean.toString(was.served()),
                Boolean.toString(is.served())));
      }
      List<TermsChange> changes = new ArrayList<>();
      if (was.served() && !was.approval().equals(is.approval())) {
        changes.add(
            new TermsChange(
                AccessChange.What.APPROVAL,
                demand(after, is) < demand(before, was) ? Direction.LOOSENED : Direction.TIGHTENED,
                was.approval().map(Approval::word).orElse("none"),
                is.approval().map(Approval::word).orElse("none")));
      }
      boolean same = was.limit().within(is.limit()) && is.limit().within(was.limit());
      if (was.served() && !same) {
        changes.add(
            new TermsChange(
                AccessChange.What.LIMIT,
                is.limit().within(was.limit()) ? Direction.TIGHTENED : Direction.LOOSENED,
                was.limit().text(),
                is.limit().text()));
      }
      return changes;
    }

    /**
     * What is asked of a caller who is no party, in rising order. Where nobody but parties is
     * served, no approval would help such a caller.
     */
    private static int demand(GovernedPlan plan, PlannedTerms terms) {
      boolean strangers =
          plan.reads().stream()
              .flatMap(read -> read.tables().stream())
              .anyMatch(table -> table.base().isPresent());
      int most = Approval.values().length + 1;
      return terms.approval().map(a -> a.ordinal() + 1).orElse(strangers ? 0 : most);
    }

    /** Parties only, or everybody the service is open to; and which groups of them are told. */
    private void records(PlannedRead was, PlannedRead is) {
      for (int t = 0; t < was.tables().size(); t++) {
        PlannedTable tableBefore = was.tables().get(t);
        PlannedTable tableAfter = is.tables().get(t);
        if (tableBefore.scope() != tableAfter.scope()) {
          access.add(
              new AccessChange(
                  AccessChange.What.RECORDS,
                  "",
                  was.id(),
                  tableAfter.scope() == PlannedTable.Scope.OPEN
                      ? Direction.LOOSENED
                      : Direction.TIGHTENED,
                  tableBefore.name() + " " + word(tableBefore.scope()),
                  tableAfter.name() + " " + word(tableAfter.scope())));
        }
        if (tableBefore.least() != tableAfter.least()) {
          access.add(
              new AccessChange(
                  AccessChange.What.LEAST,
                  "",
                  was.id(),
                  tableAfter.least() < tableBefore.least()
                      ? Direction.LOOSENED
                      : Direction.TIGHTENED,
                  tableBefore.name() + " " + tableBefore.least(),
                  tableAfter.name() + " " + tableAfter.least()));
        }
      }
    }

    private static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }

    // ---- what they see

    private void field(int r, int f, PlannedRead was, PlannedRead is) {
      PlannedField fieldBefore = was.fields().get(f);
      PlannedField fieldAfter = is.fields().get(f);
      SortedSet<Relation> relationsBefore = relations(was, fieldBefore);
      SortedSet<Relation> relationsAfter = relations(is, fieldAfter);
      if (relationsBefore.equals(relationsAfter)
          && fieldBefore.masks().equals(fieldAfter.masks())
          && fieldBefore.fixed().equals(fieldAfter.fixed())) {
        return;
      }
      At at =
          new At(
              r,
              was.id(),
              fieldBefore.name(),
              paths.getOrDefault(new Origin(was.id(), f), List.of()));
      SortedSet<Relation> gone = new TreeSet<>(relationsBefore);
      gone.removeAll(relationsAfter);
      SortedSet<Relation> come = new TreeSet<>(relationsAfter);
      come.removeAll(relationsBefore);
      SortedSet<Relation> kept = new TreeSet<>(relationsBefore);
      kept.retainAll(relationsAfter);
      Set<Relation> opened = new HashSet<>(come);
      for (Relation relation : kept) {
        if (compared(
            at,
            relation,
            ShownMask.of(fieldBefore, relation),
            ShownMask.of(fieldAfter, relation))) {
          opened.add(relation);
        }
      }
      for (Relation relation : come) {
        Optional<Relation> instead = instead(gone, relation);
        if (instead.isPresent()) {
          compared(
              at,
              relation,
              ShownMask.of(fieldBefore, instead.get()),
              ShownMask.of(fieldAfter, relation));
        } else {
          ShownMask shown = ShownMask.of(fieldAfter, relation);
          add(at, relation, Direction.APPEARED, Optional.empty(), Optional.of(shown));
          open(at, new TreeSet<>(Set.of(relation)), true, new TreeSet<>());
        }
      }
      for (Relation relation : gone) {
        if (come.stream().noneMatch(c -> instead(gone, c).equals(Optional.of(relation)))) {
          add(
              at,
              relation,
              Direction.VANISHED,
              Optional.of(ShownMask.of(fieldBefore, relation)),
              Optional.empty());
        }
      }
      together(at, List.copyOf(kept), opened, fieldBefore, fieldAfter);
    }

    /** Where a field is found. */
    private record At(int readPlace, String read, String output, List<String> paths) {}

    /**
     * Whoever is no party is {@code PUBLIC} to an open table and {@code APPROVED} to one that is
     * open on condition: where the tier changes it is the same caller.
     */
    private static Optional<Relation> instead(SortedSet<Relation> gone, Relation come) {
      Relation other =
          switch (come) {
            case PUBLIC -> Relation.APPROVED;
            case APPROVED -> Relation.PUBLIC;
            case PRINCIPAL, AGENT, CARRIER, DELEGATE, REGULATOR, OPERATOR -> come;
          };
      return Optional.of(other).filter(gone::contains);
    }

    /** Those the plan tells apart; where it treats all alike, those there are. */
    private static SortedSet<Relation> relations(PlannedRead read, PlannedField field) {
      SortedSet<Relation> relations = new TreeSet<>(field.masks().keySet());
      if (relations.isEmpty()) {
        read.tables().forEach(table -> relations.addAll(table.relations()));
      }
      return relations;
    }

    /** Whether it opens something. */
    private boolean compared(At at, Relation relation, ShownMask was, ShownMask is) {
      boolean stricter = false;
      for (SortedSet<String> on : states(was, is)) {
        switch (MaskComparison.of(was.under(on), is.under(on))) {
          case SAME -> {}
          case STRICTER -> stricter = true;
          case LOOSER, INCOMPARABLE -> {
            add(
                at,
                relation,
                neverShown(was) ? Direction.APPEARED : Direction.LOOSENED,
                Optional.of(was),
                Optional.of(is));
            open(at, new TreeSet<>(Set.of(relation)), true, on);
            return true;
          }
        }
      }
      if (stricter) {
        add(
            at,
            relation,
            neverShown(is) ? Direction.VANISHED : Direction.TIGHTENED,
            Optional.of(was),
            Optional.of(is));
      }
      return false;
    }

    private static boolean neverShown(ShownMask shown) {
      return shown.told().mask().kind() == MaskKind.DROP && shown.told().unless().isEmpty();
    }

    /** Every combination of the switches that lift either mask. */
    private static List<SortedSet<String>> states(ShownMask... masks) {
      List<SortedSet<String>> states = new ArrayList<>(List.of(new TreeSet<>()));
      SortedSet<String> switches = new TreeSet<>();
      for (ShownMask mask : masks) {
        mask.unless().ifPresent(switches::add);
      }
      for (String name : switches) {
        for (SortedSet<String> state : List.copyOf(states)) {
          SortedSet<String> on = new TreeSet<>(state);
          on.add(name);
          states.add(on);
        }
      }
      return states;
    }

    /**
     * A caller who has two relations meets the least strict of two masks where they are to one
     * record, and the strictest where they are to two. That can open although neither relation by
     * itself opens anything: two masks of one rank that differ leave nothing out of two records,
     * until one of them is tightened to the other.
     */
    private void together(
        At at, List<Relation> kept, Set<Relation> opened, PlannedField was, PlannedField is) {
      for (int i = 0; i < kept.size(); i++) {
        for (int j = i + 1; j < kept.size(); j++) {
          Relation first = kept.get(i);
          Relation second = kept.get(j);
          if (opened.contains(first) || opened.contains(second)) {
            continue;
          }
          if (!opensTogether(at, first, second, was, is, true)) {
            opensTogether(at, first, second, was, is, false);
          }
        }
      }
    }

    private boolean opensTogether(
        At at, Relation first, Relation second, PlannedField was, PlannedField is, boolean toOne) {
      BinaryOperator<MaskSpec> combined = toOne ? ShownMask::union : ShownMask::stricter;
      ShownMask firstBefore = ShownMask.of(was, first);
      ShownMask secondBefore = ShownMask.of(was, second);
      ShownMask firstAfter = ShownMask.of(is, first);
      ShownMask secondAfter = ShownMask.of(is, second);
      for (SortedSet<String> on : states(firstBefore, secondBefore, firstAfter, secondAfter)) {
        MaskSpec shownBefore = combined.apply(firstBefore.under(on), secondBefore.under(on));
        MaskSpec shownAfter = combined.apply(firstAfter.under(on), secondAfter.under(on));
        switch (MaskComparison.of(shownBefore, shownAfter)) {
          case SAME, STRICTER -> {}
          case LOOSER, INCOMPARABLE -> {
            SortedSet<String> rulesBefore = firstBefore.rules();
            rulesBefore.addAll(secondBefore.rules());
            SortedSet<String> rulesAfter = firstAfter.rules();
            rulesAfter.addAll(secondAfter.rules());
            SortedSet<Relation> both = new TreeSet<>(Set.of(first, second));
            fields.add(
                new FieldChange(
                    at.read(),
                    at.output(),
                    at.paths(),
                    "",
                    both,
                    shownBefore.kind() == MaskKind.DROP ? Direction.APPEARED : Direction.LOOSENED,
                    shownBefore.name(),
                    shownAfter.name(),
                    List.copyOf(rulesBefore),
                    List.copyOf(rulesAfter)));
            open(at, both, toOne, on);
            return true;
          }
        }
      }
      return false;
    }

    private void open(At at, SortedSet<Relation> relations, boolean toOne, SortedSet<String> on) {
      openings.add(new Opening(at.readPlace(), relations, toOne, on));
    }

    private void add(
        At at,
        Relation relation,
        Direction direction,
        Optional<ShownMask> was,
        Optional<ShownMask> is) {
      fields.add(
          new FieldChange(
              at.read(),
              at.output(),
              at.paths(),
              "",
              new TreeSet<>(Set.of(relation)),
              direction,
              was.map(m -> m.told().text()).orElse(FieldChange.NO_RECORD),
              is.map(m -> m.told().text()).orElse(FieldChange.NO_RECORD),
              was.map(m -> List.copyOf(m.rules())).orElse(List.of()),
              is.map(m -> List.copyOf(m.rules())).orElse(List.of())));
    }

    // ---- what decides which rows come

    private void influences(PlannedRead was, PlannedRead is) {
      for (int i = 0; i < was.influences().size(); i++) {
        PlannedInfluence one = was.influences().get(i);
        PlannedInfluence other = is.influences().get(i);
        if (!one.allowedBy().equals(other.allowedBy())) {
          influences.add(
              new InfluenceChange(
                  was.id(),
                  one.column().column(),
                  one.where(),
                  one.probe(),
                  one.allowedBy(),
                  other.allowedBy()));
        }
      }
    }
  }
}
