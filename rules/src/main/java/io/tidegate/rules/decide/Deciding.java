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
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.fact.ServiceFact;
import io.tidegate.rules.fact.Vocabulary;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import io.tidegate.rules.pack.Cell;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final SortedMap<ColumnId, FieldAsks> terms = new TreeMap<>();
  private final SortedMap<ColumnId, Masks> masks = new TreeMap<>();
  private final SortedMap<ColumnId, SortedMap<InfluenceKey, InfluenceDecision>> influences =
      new TreeMap<>();

  Deciding(Decider decider, ServiceFact service) {
    this.decider = decider;
    this.service = service;
  }

  /**
   * What is asked about who may have a field.
   *
   * @param openness for everybody; it decides which records are read
   * @param terms for each audience of the decider, with what is asked for everybody among it
   */
  record FieldAsks(Strictest<Openness> openness, List<TermsAsks> terms) {
    FieldAsks {
      Objects.requireNonNull(openness, "openness");
      terms = List.copyOf(terms);
    }

    /** The approval is the strictest that any audience needs. */
    OpennessDecision decision() {
      Strictest<Approval> approval = new Strictest<>();
      terms.forEach(asks -> approval.askAll(asks.approval()));
      SortedSet<String> rules = new TreeSet<>(openness.rules());
      rules.addAll(approval.rules());
      return new OpennessDecision(
          openness.value().orElseThrow(), approval.value().orElseThrow(), List.copyOf(rules));
    }

    List<Terms> decisions() {
      return terms.stream().map(TermsAsks::decision).toList();
    }
  }

  Verdict decide(Collection<FieldFact> given) {
    accept(given);
    acceptLimit();
    recall();
    List<Runnable> stages =
        List.of(this::classify, this::open, this::mask, this::influence, this::limit);
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
                      terms.put(column, known.asks());
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
                  terms.get(column).decision(),
                  terms.get(column).decisions(),
                  masks.get(column).all(),
                  masks.get(column).seen(),
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
                              terms.get(column),
                              hitsOf.getOrDefault(column, new EnumMap<>(Stage.class)))));
        });
  }

  /** A provider cannot ask for a class that nobody knows the numbers of. */
  private void acceptLimit() {
    service
        .limit()
        .filter(name -> decider.pack().limit(name).isEmpty())
        .ifPresent(
            name ->
                diagnostics.unknown(
                    RuleCode.UNKNOWN_LIMIT,
                    new SourceText(service.service(), name).all(),
                    "the class of limits `" + name + "` is not in the pack",
                    name,
                    decider.pack().limits().keySet()));
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
    asked.forEach((column, fact) -> terms.put(column, terms(fact, of(hits, column))));
  }

  private FieldAsks terms(FieldFact fact, List<Hit> hits) {
    Strictest<Openness> openness = new Strictest<Openness>().ask(fact.openness(), Builtin.CATALOG);
    List<TermsAsks> asks = decider.audiences().stream().map(TermsAsks::new).toList();
    asks.forEach(each -> each.openness().ask(fact.openness(), Builtin.CATALOG));
    for (Hit hit : hits) {
      boolean everybody = hit.conclusion().audience().isEverybody();
      if (hit.conclusion() instanceof Conclusion.Denied && everybody) {
        deny(fact, hit.rule());
      }
      if (hit.conclusion() instanceof Conclusion.Opened opened && everybody) {
        openness.ask(opened.openness(), hit.rule());
      }
      for (TermsAsks each : asks) {
        if (each.audience().overlaps(hit.conclusion().audience())) {
          ask(each, hit);
        }
      }
    }
    return new FieldAsks(openness, asks);
  }

  private static void ask(TermsAsks asks, Hit hit) {
    switch (hit.conclusion()) {
      case Conclusion.Opened opened -> asks.openness().ask(opened.openness(), hit.rule());
      case Conclusion.NeedsApproval needed -> asks.approval().ask(needed.approval(), hit.rule());
      case Conclusion.Denied denied -> asks.denied().add(hit.rule());
      case Conclusion.Sensitive ignored -> throw ofAnotherStage(hit);
      case Conclusion.Categorised ignored -> throw ofAnotherStage(hit);
      case Conclusion.Masked ignored -> throw ofAnotherStage(hit);
      case Conclusion.Influencing ignored -> throw ofAnotherStage(hit);
      case Conclusion.Limited ignored -> throw ofAnotherStage(hit);
    }
  }

  private static IllegalStateException ofAnotherStage(Hit hit) {
    return new IllegalStateException("the stage accepted " + hit.conclusion());
  }

  private void limit() {
    Map<ColumnId, List<Hit>> hits = fire(Stage.LIMIT, fact -> opened(Stage.LIMIT, fact));
    asked.forEach(
        (column, fact) -> {
          for (Hit hit : of(hits, column)) {
            if (hit.conclusion() instanceof Conclusion.Limited limited) {
              limited(column, hit.rule(), limited);
            }
          }
          terms.get(column).terms().forEach(TermsAsks::closed);
        });
  }

  private void limited(ColumnId column, String rule, Conclusion.Limited limited) {
    Optional<LimitClass> limit = decider.pack().limit(limited.limit());
    if (limit.isEmpty()) {
      refuse(
          RuleCode.UNKNOWN_LIMIT,
          rule,
          "the class of limits `" + limited.limit() + "` is not in the pack");
      return;
    }
    for (TermsAsks each : terms.get(column).terms()) {
      if (each.audience().overlaps(limited.audience())) {
        each.limit().ask(limit.get(), rule);
      }
    }
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

  /**
   * What hides a field.
   *
   * @param all the strictest that is decided for any audience
   * @param seen for each audience of the decider; none where all are alike
   */
  private record Masks(
      SortedMap<Relation, MaskDecision> all, List<SortedMap<Relation, MaskDecision>> seen) {}

  private Masks masks(FieldFact fact, List<Hit> hits) {
    boolean alike = hits.stream().allMatch(hit -> hit.conclusion().audience().isEverybody());
    if (alike) {
      return new Masks(masksOf(fact, hits), List.of());
    }
    List<SortedMap<Relation, MaskDecision>> seen =
        decider.audiences().stream()
            .map(
                audience ->
                    masksOf(
                        fact,
                        hits.stream()
                            .filter(hit -> hit.conclusion().audience().overlaps(audience))
                            .toList()))
            .toList();
    SortedMap<Relation, MaskDecision> all = new TreeMap<>();
    for (Relation relation : Relation.values()) {
      all.put(relation, MaskChoice.strictest(seen.stream().map(m -> m.get(relation)).toList()));
    }
    return new Masks(all, seen);
  }

  private SortedMap<Relation, MaskDecision> masksOf(FieldFact fact, List<Hit> hits) {
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
    boolean text = labels.get(fact.column()).categories().contains(Categories.FREE_TEXT);
    asks.forEach(
        (relation, list) -> {
          MaskDecision mask = MaskChoice.choose(list);
          chosen.put(relation, text && ofOthers(relation) ? dropped(mask) : mask);
        });
    return chosen;
  }

  /** Whether the record is the business of somebody else than whoever has the relation to it. */
  private static boolean ofOthers(Relation relation) {
    return relation == Relation.DELEGATE || !relation.ofRecord();
  }

  /** What is hidden at all is left out: what a mask keeps of a text can be anything. */
  private static MaskDecision dropped(MaskDecision mask) {
    if (mask.mask().kind() == MaskKind.NONE || mask.mask().kind() == MaskKind.DROP) {
      return mask;
    }
    SortedSet<String> rules = new TreeSet<>(mask.rules());
    rules.add(Builtin.FREE_TEXT);
    return new MaskDecision(MaskSpec.DROP, Optional.empty(), List.copyOf(rules));
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
    return labelled(stage, fact, terms.get(fact.column()).openness().value().orElseThrow());
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
    List<TermsAsks> all = decider.audiences().stream().map(TermsAsks::new).toList();
    for (TermsAsks each : all) {
      each.openness().ask(service.asked(), Builtin.ASKED);
      service
          .limit()
          .flatMap(decider.pack()::limit)
          .ifPresent(limit -> each.limit().ask(limit, Builtin.ASKED));
    }
    for (FieldAsks asks : terms.values()) {
      openness.askAll(asks.openness());
      for (int a = 0; a < all.size(); a++) {
        all.get(a).askAll(asks.terms().get(a));
      }
    }
    all.forEach(TermsAsks::closed);
    FieldAsks ofService = new FieldAsks(openness, all);
    return new Decisions(
        decider.pack().id(),
        decider.pack().version(),
        decider.fingerprint(),
        decider.pack().leastParties(),
        ofService.decision(),
        ofService.decisions(),
        decisions);
  }
}
