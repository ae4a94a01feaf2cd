package io.tidegate.rules.decide;

import io.tidegate.route.catalog.Categories;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Detections;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Severity;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.decide.MaskChoice.Ask;
import io.tidegate.rules.drools.Conclusion;
import io.tidegate.rules.drools.Firing;
import io.tidegate.rules.drools.Firing.Hit;
import io.tidegate.rules.drools.Subject;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.ServiceFact;
import io.tidegate.rules.fact.Vocabulary;
import io.tidegate.rules.mask.MaskSpec;
import io.tidegate.rules.pack.Cell;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** One run of the stages for one service. */
final class Deciding {
  private static final List<InfluenceKey> INFLUENCES =
      Vocabulary.INFLUENCES.stream()
          .flatMap(kind -> Stream.of(new InfluenceKey(kind, false), new InfluenceKey(kind, true)))
          .toList();

  private final Decider decider;
  private final ServiceFact service;
  private final Diagnostics diagnostics = new Diagnostics();
  private final SortedMap<ColumnId, FieldFact> facts = new TreeMap<>();

  /** Those nothing is remembered of, which the rules are asked about. */
  private final SortedMap<ColumnId, FieldFact> asked = new TreeMap<>();

  private final SortedMap<ColumnId, FieldDecision> decisions = new TreeMap<>();
  private final Map<ColumnId, EnumMap<Stage, Integer>> hitsOf = new TreeMap<>();
  private final EnumMap<Stage, Integer> hitsOfAll = new EnumMap<>(Stage.class);
  private final SortedMap<ColumnId, LabelDecision> labels = new TreeMap<>();
  private final SortedMap<ColumnId, OpennessAsks> opennesses = new TreeMap<>();
  private final SortedMap<ColumnId, SortedMap<Relation, MaskDecision>> masks = new TreeMap<>();
  private final SortedMap<ColumnId, SortedMap<InfluenceKey, InfluenceDecision>> influences =
      new TreeMap<>();

  Deciding(Decider decider, ServiceFact service) {
    this.decider = decider;
    this.service = service;
  }

  /** What is asked about openness and about approval, which are decided apart. */
  record OpennessAsks(Strictest<Openness> openness, Strictest<Approval> approval) {
    OpennessDecision decision() {
      SortedSet<String> rules = new TreeSet<>(openness.rules());
      rules.addAll(approval.rules());
      return new OpennessDecision(
          openness.value().orElseThrow(), approval.value().orElseThrow(), List.copyOf(rules));
    }
  }

  Verdict decide(Collection<FieldFact> given) {
    accept(given);
    recall();
    List<Runnable> stages = List.of(this::classify, this::open, this::mask, this::influence);
    for (Runnable stage : stages) {
      if (diagnostics.hasErrors()) {
        break;
      }
      stage.run();
    }
    if (diagnostics.hasErrors()) {
      return new Verdict.Refused(diagnostics.list());
    }
    // every firing concludes something, so that fewer conclusions are surely within the limit
    if (decider.memory().isPresent()
        && hitsOfAll.values().stream().anyMatch(hits -> hits >= decider.limits().firings())) {
      return decider.forgetful().decide(service, List.copyOf(given));
    }
    complete();
    return new Verdict.Decided(decisions());
  }

  private void recall() {
    asked.putAll(facts);
    if (decider.memory().isEmpty() || diagnostics.hasErrors()) {
      return;
    }
    FieldMemory memory = decider.memory().get();
    List<Cell> cells = memory.cells(service);
    facts.forEach(
        (column, fact) ->
            memory
                .recall(new FieldMemory.Key(cells, fact))
                .ifPresent(
                    known -> {
                      asked.remove(column);
                      decisions.put(column, known.decision());
                      opennesses.put(column, known.asks());
                      known
                          .hits()
                          .forEach((stage, hits) -> hitsOfAll.merge(stage, hits, Integer::sum));
                    }));
  }

  /** Puts together what was decided about the fields that were asked about. */
  private void complete() {
    asked.forEach(
        (column, fact) -> {
          FieldDecision decision =
              new FieldDecision(
                  column,
                  labels.get(column),
                  opennesses.get(column).decision(),
                  masks.get(column),
                  influences.get(column));
          decisions.put(column, decision);
          decider
              .memory()
              .ifPresent(
                  memory ->
                      memory.keep(
                          new FieldMemory.Key(memory.cells(service), fact),
                          new FieldMemory.Remembered(
                              decision,
                              opennesses.get(column),
                              hitsOf.getOrDefault(column, new EnumMap<>(Stage.class)))));
        });
  }

  private void accept(Collection<FieldFact> given) {
    for (FieldFact fact : given) {
      FieldFact other = facts.putIfAbsent(fact.column(), fact);
      if (other != null && !other.equals(fact)) {
        diagnostics.error(
            RuleCode.FACT,
            new SourceText("catalog", fact.column().toString()).all(),
            "the field `" + fact.column() + "` is told twice, and differently");
      }
      for (String category : fact.categories()) {
        if (!Categories.ALL.contains(category)) {
          diagnostics.unknown(
              RuleCode.UNKNOWN_LABEL,
              new SourceText("catalog", fact.column().toString()).all(),
              "the field `" + fact.column() + "` has the unknown category `" + category + "`",
              category,
              Categories.ALL);
        }
      }
      for (String found : fact.detected()) {
        if (!Detections.ALL.contains(found)) {
          diagnostics.unknown(
              RuleCode.UNKNOWN_WORD,
              new SourceText("catalog", fact.column().toString()).all(),
              "the field `" + fact.column() + "` has the unknown detection `" + found + "`",
              found,
              Detections.ALL);
        }
      }
    }
  }

  private void classify() {
    Map<ColumnId, List<Hit>> hits =
        fire(
            Stage.CLASSIFY,
            fact -> subject(Stage.CLASSIFY, fact, fact.declared(), fact.categories()));
    asked.forEach((column, fact) -> labels.put(column, label(fact, of(hits, column))));
  }

  private static LabelDecision label(FieldFact fact, List<Hit> hits) {
    Strictest<Sensitivity> sensitivity = new Strictest<>();
    fact.declared().ifPresent(declared -> sensitivity.ask(declared, Builtin.CATALOG));
    SortedSet<String> categories = new TreeSet<>(fact.categories());
    SortedSet<String> rules = new TreeSet<>();
    for (Hit hit : hits) {
      if (hit.conclusion() instanceof Conclusion.Sensitive sensitive) {
        sensitivity.ask(sensitive.sensitivity(), hit.rule());
      } else if (hit.conclusion() instanceof Conclusion.Categorised categorised
          && !fact.categories().contains(categorised.category())) {
        categories.add(categorised.category());
        rules.add(hit.rule());
      }
    }
    rules.addAll(
        sensitivity.value().isPresent() ? sensitivity.rules() : List.of(Builtin.UNKNOWN_LABEL));
    return new LabelDecision(sensitivity.value(), List.copyOf(categories), List.copyOf(rules));
  }

  private void open() {
    Map<ColumnId, List<Hit>> hits =
        fire(Stage.OPEN, fact -> labelled(Stage.OPEN, fact, fact.openness()));
    asked.forEach((column, fact) -> opennesses.put(column, openness(fact, of(hits, column))));
  }

  private OpennessAsks openness(FieldFact fact, List<Hit> hits) {
    Strictest<Openness> openness = new Strictest<Openness>().ask(fact.openness(), Builtin.CATALOG);
    Strictest<Approval> approval = new Strictest<>();
    for (Hit hit : hits) {
      if (hit.conclusion() instanceof Conclusion.Opened opened) {
        openness.ask(opened.openness(), hit.rule());
      } else if (hit.conclusion() instanceof Conclusion.NeedsApproval needed) {
        approval.ask(needed.approval(), hit.rule());
      } else if (hit.conclusion() instanceof Conclusion.Denied) {
        deny(fact, hit.rule());
      }
    }
    return new OpennessAsks(openness, approval.orElse(Approval.OWNER, Builtin.NOTHING_DECIDED));
  }

  private void deny(FieldFact fact, String rule) {
    diagnostics.add(
        new Diagnostic(
            RuleCode.DENIED,
            Severity.ERROR,
            "the field `" + fact.column() + "` must not be published",
            decider.place(rule),
            decider.denial(rule).orElse(RuleCode.DENIED.help()),
            Optional.empty(),
            Optional.of(rule)));
  }

  private void mask() {
    Map<ColumnId, List<Hit>> hits = fire(Stage.MASK, fact -> opened(Stage.MASK, fact));
    asked.forEach((column, fact) -> masks.put(column, masks(fact, of(hits, column))));
  }

  private SortedMap<Relation, MaskDecision> masks(FieldFact fact, List<Hit> hits) {
    Map<Relation, List<Ask>> asks = new EnumMap<>(Relation.class);
    for (Relation relation : Relation.values()) {
      asks.put(relation, new ArrayList<>());
    }
    if (isUnknown(fact)) {
      Ask cover = new Ask(Builtin.UNKNOWN_LABEL, MaskSpec.COVER, Optional.empty());
      asks.values().forEach(list -> list.add(cover));
    }
    for (Hit hit : hits) {
      if (hit.conclusion() instanceof Conclusion.Masked masked) {
        ask(fact, hit.rule(), masked)
            .ifPresent(ask -> masked.relations().forEach(relation -> asks.get(relation).add(ask)));
      }
    }
    SortedMap<Relation, MaskDecision> chosen = new TreeMap<>();
    asks.forEach((relation, list) -> chosen.put(relation, MaskChoice.choose(list)));
    return chosen;
  }

  private Optional<Ask> ask(FieldFact fact, String rule, Conclusion.Masked masked) {
    Optional<MaskSpec> mask = decider.pack().mask(masked.mask());
    if (mask.isEmpty()) {
      refuse(RuleCode.UNKNOWN_MASK, rule, "the mask `" + masked.mask() + "` is not in the pack");
      return Optional.empty();
    }
    if (masked.unless().filter(name -> !decider.pack().switches().contains(name)).isPresent()) {
      refuse(
          RuleCode.UNKNOWN_SWITCH,
          rule,
          "the switch `" + masked.unless().get() + "` is not in the pack");
      return Optional.empty();
    }
    if (mask.get().kind().yields(fact.type()).isEmpty()) {
      refuse(
          RuleCode.MASK_TYPE,
          rule,
          "the mask `"
              + masked.mask()
              + "` does not accept the type "
              + fact.type().word()
              + " of the field `"
              + fact.column()
              + "`");
      return Optional.empty();
    }
    return Optional.of(new Ask(rule, mask.get(), masked.unless()));
  }

  private void influence() {
    Map<ColumnId, List<Hit>> hits = fire(Stage.INFLUENCE, fact -> opened(Stage.INFLUENCE, fact));
    asked.forEach((column, fact) -> influences.put(column, influences(fact, of(hits, column))));
  }

  private SortedMap<InfluenceKey, InfluenceDecision> influences(FieldFact fact, List<Hit> hits) {
    SortedMap<InfluenceKey, Strictest<Answer>> asks = new TreeMap<>();
    for (InfluenceKey key : INFLUENCES) {
      asks.put(key, new Strictest<>());
    }
    if (isUnknown(fact)) {
      asks.values().forEach(asked -> asked.ask(Answer.REFUSE, Builtin.UNKNOWN_LABEL));
    }
    for (Hit hit : hits) {
      if (hit.conclusion() instanceof Conclusion.Influencing influencing) {
        Answer answer = influencing.allowed() ? Answer.ALLOW : Answer.REFUSE;
        for (String kind : influencing.kinds()) {
          for (boolean probe : influencing.probes()) {
            asks.get(new InfluenceKey(kind, probe)).ask(answer, hit.rule());
          }
        }
      }
    }
    SortedMap<InfluenceKey, InfluenceDecision> decided = new TreeMap<>();
    asks.forEach(
        (key, asked) -> {
          asked.orElse(Answer.REFUSE, Builtin.NOTHING_DECIDED);
          decided.put(
              key,
              new InfluenceDecision(asked.value().orElseThrow() == Answer.ALLOW, asked.rules()));
        });
    return decided;
  }

  /** In rising strictness. */
  private enum Answer {
    ALLOW,
    REFUSE
  }

  private boolean isUnknown(FieldFact fact) {
    return labels.get(fact.column()).sensitivity().isEmpty();
  }

  private Subject subject(
      Stage stage, FieldFact fact, Optional<Sensitivity> sensitivity, List<String> categories) {
    return new Subject(stage, service, fact, sensitivity, categories, fact.openness());
  }

  private Subject labelled(Stage stage, FieldFact fact, Openness openness) {
    LabelDecision label = labels.get(fact.column());
    return new Subject(stage, service, fact, label.sensitivity(), label.categories(), openness);
  }

  private Subject opened(Stage stage, FieldFact fact) {
    return labelled(stage, fact, opennesses.get(fact.column()).openness().value().orElseThrow());
  }

  /** What the rules of a stage concluded about each column; nothing when they failed. */
  private Map<ColumnId, List<Hit>> fire(Stage stage, Function<FieldFact, Subject> subject) {
    Map<ColumnId, List<Hit>> byColumn = new TreeMap<>();
    if (asked.isEmpty()) {
      return byColumn;
    }
    List<Subject> subjects = asked.values().stream().map(subject).toList();
    switch (decider.rules().fire(stage, subjects, decider.limits())) {
      case Firing.Fired fired -> {
        for (Hit hit : fired.hits()) {
          byColumn.computeIfAbsent(hit.subject().column(), c -> new ArrayList<>()).add(hit);
        }
        hitsOfAll.merge(stage, fired.hits().size(), Integer::sum);
        byColumn.forEach(
            (column, hits) ->
                hitsOf
                    .computeIfAbsent(column, c -> new EnumMap<>(Stage.class))
                    .put(stage, hits.size()));
      }
      case Firing.Failed failed ->
          refuse(failed.code(), failed.rule().orElse(""), failed.message());
    }
    return byColumn;
  }

  private static List<Hit> of(Map<ColumnId, List<Hit>> hits, ColumnId column) {
    return hits.getOrDefault(column, List.of());
  }

  private void refuse(RuleCode code, String rule, String message) {
    diagnostics.add(
        new Diagnostic(
            code,
            Severity.ERROR,
            message,
            decider.place(rule),
            code.help(),
            Optional.empty(),
            Optional.of(rule).filter(name -> !name.isEmpty())));
  }

  private Decisions decisions() {
    Strictest<Openness> openness = new Strictest<Openness>().ask(service.asked(), Builtin.ASKED);
    Strictest<Approval> approval = new Strictest<>();
    opennesses
        .values()
        .forEach(
            asks -> {
              openness.askAll(asks.openness());
              approval.askAll(asks.approval());
            });
    return new Decisions(
        decider.pack().id(),
        decider.pack().version(),
        decider.fingerprint(),
        new OpennessAsks(openness, approval.orElse(Approval.OWNER, Builtin.NOTHING_DECIDED))
            .decision(),
        decisions);
  }
}
