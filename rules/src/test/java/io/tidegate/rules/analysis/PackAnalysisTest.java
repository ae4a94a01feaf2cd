package io.tidegate.rules.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.analysis.Finding.Kind;
import io.tidegate.rules.decide.Builtin;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.decide.FieldDecision;
import io.tidegate.rules.decide.InfluenceKey;
import io.tidegate.rules.decide.MaskDecision;
import io.tidegate.rules.decide.Verdict;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import io.tidegate.rules.fact.ServiceFact;
import io.tidegate.rules.mask.MaskSpec;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.Effect;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import io.tidegate.rules.pack.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told about the rows of a pack is what deciding does, in both directions. */
class PackAnalysisTest {
  private static final String PACK =
      """
      pack: test
      version: 1.0.0
      title: { zh: 测试, en: Test }
      switches: [agent_prices, other_switch]
      masks:
        M-HEAD: { kind: keep, first: 3, last: 0 }
        M-TAIL: { kind: keep, first: 0, last: 3 }
        M-SAME: { kind: keep, first: 3, last: 0 }
        M-MONTH: { kind: date-to, unit: month }
      limits:
        OWN: { perSecond: 20, burst: 40, perDay: 100000 }
        PLATFORM: { perSecond: 5, burst: 10, perDay: 20000 }
        SANDBOX: { perSecond: 10, burst: 20, perDay: 5000 }
      """;

  private static String row(String id, String row) {
    String[] parts = row.split("->");
    return "  - { id: "
        + id
        + (parts[0].isBlank() ? "" : ", when: { " + parts[0].strip() + " }")
        + ", then: { "
        + parts[1].strip()
        + " }, why: { zh: 理由, en: reason } }\n";
  }

  private static RulePack pack(String stage, List<String> rows) {
    StringBuilder table =
        new StringBuilder("table: t\nstage: " + stage + "\ntitle: { zh: 表, en: Table }\nrows:\n");
    for (int i = 0; i < rows.size(); i++) {
      table.append(rows.get(i).isEmpty() ? "" : row("r" + i, rows.get(i)));
    }
    return RulePackReader.read(
            List.of(new SourceText("pack.yaml", PACK), new SourceText("t.yaml", table.toString())))
        .value()
        .orElseThrow();
  }

  private static Analysis analysis(String stage, String... rows) {
    return PackAnalysis.of(pack(stage, List.of(rows)), List.of());
  }

  private static List<String> names(Analysis analysis, Kind kind) {
    return analysis.of(kind).stream()
        .map(finding -> finding.rule().orElseThrow().replace("t/", ""))
        .distinct()
        .toList();
  }

  @ParameterizedTest(name = "{1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        // covered by one, covered by two together, and not quite
        "mask | field: a -> mask: M-HEAD; -> mask: M-DROP | r0",
        "mask | type: string -> mask: M-HEAD; sensitivity: [S0, S1] -> mask: M-DROP; sensitivity: { atLeast: S2 } -> mask: M-DROP | r0",
        "mask | type: string -> mask: M-HEAD; sensitivity: [S0, S1] -> mask: M-DROP; sensitivity: { atLeast: S3 } -> mask: M-DROP | ",
        "mask | field: { prefix: ab } -> mask: M-HEAD; field: { prefix: a } -> mask: M-DROP | r0",
        "mask | field: { prefix: a } -> mask: M-HEAD; field: { prefix: ab } -> mask: M-DROP | ",
        "mask | field: ab -> mask: M-HEAD; field: { prefix: a } -> mask: M-DROP | r0",
        "mask | field: [ab, ca] -> mask: M-HEAD; field: { prefix: a } -> mask: M-DROP; field: { suffix: a } -> mask: M-DROP | r0",
        "mask | category: price -> mask: M-HEAD; category: [price, fee] -> mask: M-DROP | r0",
        "mask | category: [price, fee] -> mask: M-HEAD; category: price -> mask: M-DROP | ",
        // a switch that differs makes a difference even to a stricter mask
        "mask | field: a -> mask: M-HEAD; -> mask: M-DROP, unless: agent_prices | ",
        "mask | field: a -> mask: M-HEAD, unless: agent_prices; -> mask: M-DROP, unless: agent_prices | r0",
        "mask | field: a -> mask: M-HEAD, unless: agent_prices; -> mask: M-DROP, unless: other_switch | ",
        "mask | field: a -> mask: M-HEAD, unless: agent_prices; -> mask: M-DROP, unless: other_switch; -> mask: M-COVER | r0",
        "mask | field: a -> mask: none; -> mask: M-HEAD | r0",
        "mask | field: a -> mask: M-HEAD; field: a -> mask: M-SAME | r0 r1",
        // nobody knows the label: it is covered already
        "mask | sensitivity: unknown -> mask: M-HEAD | r0",
        "mask | sensitivity: unknown -> mask: M-DROP | ",
        "influence | sensitivity: unknown -> influence: allow; probe: true -> influence: refuse | r0",
        "influence | where: join, probe: true -> influence: allow; probe: true -> influence: refuse | r0",
        "classify | sensitivity: { atLeast: S2 } -> sensitivity: S2 | ",
        "classify | sensitivity: [S2, S3] -> sensitivity: S2 | r0",
        "classify | category: price -> category: price | r0",
        "classify | category: price -> category: fee; field: a, category: price -> category: [price, fee] | r1",
        "open | openness: closed -> openness: conditional | r0",
        "open | -> openness: conditional, approval: review; field: a -> approval: auto | r1",
        "open | -> approval: owner; field: a -> deny: never; field: ab -> deny: never | "
      })
  void namesTheRowsThatNeverMakeADifference(String stage, String rows, String expected) {
    assertThat(names(analysis(stage, rows.split(";")), Kind.UNREACHABLE))
        .containsExactly(expected == null ? new String[0] : expected.split(" "));
  }

  @Test
  void tellsWhoMakesARowUnreachable() {
    Finding found =
        analysis("mask", "field: a -> mask: M-HEAD", "-> mask: M-DROP")
            .of(Kind.UNREACHABLE)
            .getFirst();
    assertThat(found.others()).containsExactly("t/r1", Builtin.UNKNOWN_LABEL);
    assertThat(found.place().orElseThrow().text()).isEqualTo("r0");
    assertThat(found.example()).hasToString("{ field: a }");
  }

  @Test
  void tellsOfEachOverlapWhoPrevails() {
    assertThat(
            analysis(
                    "mask",
                    "category: price, type: string -> mask: M-HEAD",
                    "category: fee, type: string -> mask: M-DROP",
                    "category: fee, type: date -> mask: none")
                .of(Kind.OVERLAP))
        .extracting(f -> f.rule().orElseThrow() + " " + f.message() + " " + f.example())
        .containsExactly(
            "t/r0 gives way to t/r1 { type: string, category: [fee, price] }",
            "t/r1 prevails over t/r0 { type: string, category: [fee, price] }");
  }

  @Test
  void tellsOfAMaskOnATypeItDoesNotTake() {
    Finding found =
        analysis("mask", "category: date, type: [date, string] -> mask: M-MONTH")
            .of(Kind.MASK_TYPE)
            .getFirst();
    assertThat(found.example()).hasToString("{ type: string, category: date }");
    assertThat(analysis("mask", "type: date -> mask: M-MONTH").of(Kind.MASK_TYPE)).isEmpty();
  }

  @Test
  void findsNoGapWhereEverythingIsDecided() {
    assertThat(analysis("mask", "-> mask: none").of(Kind.GAP).stream().map(Finding::stage))
        .doesNotContain(Stage.MASK)
        .contains(Stage.CLASSIFY, Stage.OPEN, Stage.INFLUENCE);
    assertThat(
            analysis(
                    "mask",
                    "field: { prefix: a } -> mask: none",
                    "field: [b] -> mask: none",
                    "relation: [agent, public] -> mask: none")
                .of(Kind.GAP)
                .stream()
                .filter(gap -> gap.stage() == Stage.MASK)
                .map(gap -> gap.example().toString()))
        .hasSize(Relation.values().length - 2)
        .contains(
            "{ field: x, relation: carrier }"
                .replace("{ field: x, ", "{ field: x, sensitivity: S0, "));
  }

  /** What is told is less than all, but it is told that it is. */
  @Test
  void saysWhenItGaveUp() {
    Analysis given =
        PackAnalysis.of(
            pack("mask", List.of("field: a -> mask: M-HEAD", "-> mask: M-DROP")), List.of(), 3);
    assertThat(given.incomplete()).contains(Stage.MASK);
    assertThat(PackAnalysis.of(pack("mask", List.of("-> mask: none")), List.of()).incomplete())
        .isEmpty();
  }

  // ---- against deciding itself

  private static final ServiceFact SERVICE = new ServiceFact("s", "a", Openness.UNCONDITIONAL);

  private static final List<String> PLATE = List.of("plate");

  /** One field of each class that the random rows can tell apart. */
  private static List<FieldFact> allFacts() {
    List<FieldFact> facts = new ArrayList<>();
    List<Set<String>> categories = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Set<String> some = new TreeSet<>();
      for (int j = 0; j < 3; j++) {
        if ((i >> j & 1) == 1) {
          some.add(List.of("price", "fee", "phone").get(j));
        }
      }
      categories.add(some);
    }
    List<Optional<Sensitivity>> sensitivities =
        new ArrayList<>(Arrays.stream(Sensitivity.values()).map(Optional::of).toList());
    sensitivities.add(Optional.empty());
    for (String name : List.of("a_x", "a_q_x", "a_q", "q_x", "q")) {
      for (Set<String> some : categories) {
        for (Optional<Sensitivity> sensitivity : sensitivities) {
          for (List<String> detected : List.of(List.<String>of(), List.of("mobile"), PLATE)) {
            facts.add(
                new FieldFact(
                    new ColumnId("s", "s", "t" + facts.size(), name),
                    "r",
                    "a",
                    new Bilingual("", ""),
                    FieldType.STRING,
                    "",
                    Optional.empty(),
                    sensitivity,
                    List.copyOf(some),
                    detected,
                    Openness.UNCONDITIONAL));
          }
        }
      }
    }
    return facts;
  }

  private static String randomRow(Random random) {
    List<String> when = new ArrayList<>();
    if (random.nextInt(3) > 0) {
      when.add(
          "field: " + List.of("a_x", "{ prefix: a_ }", "{ suffix: _x }").get(random.nextInt(3)));
    }
    if (random.nextInt(3) > 0) {
      List<String> some = new ArrayList<>(List.of("price", "fee", "phone"));
      Collections.shuffle(some, random);
      when.add("category: " + some.subList(0, 1 + random.nextInt(2)));
    }
    if (random.nextInt(3) == 0) {
      when.add("detector: " + List.of("mobile", "[mobile, plate]").get(random.nextInt(2)));
    }
    if (random.nextBoolean()) {
      when.add(
          "sensitivity: "
              + List.of("{ atLeast: S2 }", "[S0, S1]", "[S1, S3]", "unknown")
                  .get(random.nextInt(4)));
    }
    if (random.nextBoolean()) {
      when.add("relation: " + List.of("[agent, carrier]", "agent").get(random.nextInt(2)));
    }
    String mask =
        List.of("none", "M-HEAD", "M-TAIL", "M-SAME", "M-COVER", "M-DROP").get(random.nextInt(6));
    String unless =
        mask.equals("none") || random.nextInt(3) > 0
            ? ""
            : ", unless: " + (random.nextBoolean() ? "agent_prices" : "other_switch");
    return String.join(", ", when) + " -> mask: " + mask + unless;
  }

  private static List<FieldDecision> decide(RulePack pack, List<FieldFact> facts) {
    Verdict verdict = Decider.build(pack).value().orElseThrow().decide(SERVICE, facts);
    return List.copyOf(((Verdict.Decided) verdict).decisions().fields().values());
  }

  /** What a decision comes to, without the names of those who made it. */
  private static List<String> outcome(List<FieldDecision> decisions) {
    List<String> outcome = new ArrayList<>();
    for (FieldDecision decision : decisions) {
      for (Relation relation : Relation.values()) {
        MaskDecision mask = decision.masks().get(relation);
        boolean byDefault = mask.rules().contains(Builtin.NOTHING_DECIDED);
        outcome.add(
            byDefault
                ? "nobody"
                : mask.mask().kind() + " " + mask.mask().parameters() + " " + mask.unless());
      }
    }
    return outcome;
  }

  /**
   * Random packs: every fact that their rows can tell apart is decided about, with each row and
   * without it. The analysis must say exactly what is seen.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void saysExactlyWhatDecidingEveryFactShows(int seed) {
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 4 + random.nextInt(4); i++) {
      rows.add(randomRow(random));
    }
    RulePack pack = pack("mask", rows);
    Analysis analysis = PackAnalysis.of(pack, List.of());
    List<FieldFact> facts = allFacts();
    List<FieldDecision> decided = decide(pack, facts);
    List<String> withAll = outcome(decided);

    Set<String> idle = new TreeSet<>();
    for (int i = 0; i < rows.size(); i++) {
      List<String> others = new ArrayList<>(rows);
      others.set(i, "");
      if (outcome(decide(pack("mask", others), facts)).equals(withAll)) {
        idle.add("r" + i);
      }
    }
    assertThat(names(analysis, Kind.UNREACHABLE))
        .as(rows.toString())
        .containsExactlyElementsOf(idle);

    Set<String> open = new TreeSet<>();
    Set<String> conflicting = new TreeSet<>();
    for (FieldDecision decision : decided) {
      decision
          .masks()
          .forEach(
              (relation, mask) -> {
                if (mask.rules().contains(Builtin.NOTHING_DECIDED)) {
                  open.add(relation.name().toLowerCase(Locale.ROOT));
                }
                if (mask.rules().contains(Builtin.CONFLICT)) {
                  conflicting.addAll(pairs(mask.rules(), pack));
                }
              });
    }
    assertThat(
            analysis.of(Kind.GAP).stream()
                .filter(gap -> gap.stage() == Stage.MASK)
                .map(gap -> value(gap.example(), ConditionColumn.RELATION).getFirst()))
        .containsExactlyInAnyOrderElementsOf(open);
    assertThat(
            analysis.of(Kind.CONFLICT).stream()
                .map(f -> f.rule().orElseThrow() + " " + f.others().getFirst()))
        .containsExactlyInAnyOrderElementsOf(conflicting);
  }

  private static final List<String> LIMITS = List.of("OWN", "PLATFORM", "SANDBOX");

  private static String randomLimit(Random random) {
    List<String> when = new ArrayList<>();
    if (random.nextInt(3) > 0) {
      when.add("field: " + List.of("a_x", "{ prefix: a_ }").get(random.nextInt(2)));
    }
    if (random.nextInt(3) > 0) {
      when.add(
          "organisation-level: "
              + List.of("certified", "[certified, discredited]").get(random.nextInt(2)));
    }
    if (random.nextInt(3) == 0) {
      when.add("purpose: [finance, research]");
    }
    return String.join(", ", when) + " -> limit: " + LIMITS.get(random.nextInt(3));
  }

  /** As for masks: each row is left out in turn, and every fact and audience decided about. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void saysExactlyWhichLimitsMakeADifference(int seed) {
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 3 + random.nextInt(4); i++) {
      rows.add(randomLimit(random));
    }
    RulePack pack = pack("limit", rows);
    List<FieldFact> facts = allFacts().stream().filter(f -> f.categories().isEmpty()).toList();
    Set<String> withAll = limits(pack, facts);
    Set<String> idle = new TreeSet<>();
    for (int i = 0; i < rows.size(); i++) {
      List<String> others = new ArrayList<>(rows);
      others.set(i, "");
      if (limits(pack("limit", others), facts).equals(withAll)) {
        idle.add("r" + i);
      }
    }
    Analysis analysis = PackAnalysis.of(pack, List.of());
    assertThat(names(analysis, Kind.UNREACHABLE))
        .as(rows.toString())
        .containsExactlyElementsOf(idle);
    boolean open = withAll.stream().anyMatch(limit -> limit.contains("LEAST"));
    assertThat(analysis.of(Kind.GAP).stream().anyMatch(gap -> gap.stage() == Stage.LIMIT))
        .isEqualTo(open);
  }

  /**
   * The numbers each field and each audience comes to; which of equal rows said so is no matter.
   */
  private static Set<String> limits(RulePack pack, List<FieldFact> facts) {
    Set<String> limits = new TreeSet<>();
    for (FieldDecision decision : decide(pack, facts)) {
      for (Purpose purpose : Purpose.values()) {
        for (OrganisationLevel level : OrganisationLevel.values()) {
          limits.add(
              decision.column()
                  + " "
                  + purpose
                  + " "
                  + level
                  + " "
                  + decision.terms().stream()
                      .filter(t -> t.audience().has(purpose, level))
                      .map(t -> t.limit().limit().text())
                      .toList());
        }
      }
    }
    return limits;
  }

  private static List<String> pairs(List<String> rules, RulePack pack) {
    List<String> pairs = new ArrayList<>();
    List<String> rows = rules.stream().filter(rule -> !rule.startsWith("builtin")).toList();
    for (String one : rows) {
      for (String other : rows) {
        if (!mask(one, pack).sameEffect(mask(other, pack))) {
          pairs.add(one + " " + other);
        }
      }
    }
    return pairs;
  }

  private static MaskSpec mask(String rule, RulePack pack) {
    return pack.tables().getFirst().rows().stream()
        .filter(row -> rule.endsWith("/" + row.id().value()))
        .map(row -> ((Effect.Mask) row.then()).mask())
        .findFirst()
        .flatMap(pack::mask)
        .orElseThrow();
  }

  private static List<String> value(Example example, ConditionColumn column) {
    return example.facts().stream()
        .filter(fact -> fact.column() == column)
        .map(Example.Fact::values)
        .findFirst()
        .orElse(List.of());
  }

  private static String one(Example example, ConditionColumn column, String otherwise) {
    List<String> values = value(example, column);
    return values.isEmpty() ? otherwise : values.getFirst();
  }

  private static FieldFact fact(Example example) {
    String sensitivity = one(example, ConditionColumn.SENSITIVITY, "S1");
    return new FieldFact(
        new ColumnId(
            "s",
            one(example, ConditionColumn.SCHEMA, "s"),
            "t",
            one(example, ConditionColumn.FIELD, "anything")),
        one(example, ConditionColumn.RESOURCE, "anything"),
        one(example, ConditionColumn.AREA, "anything"),
        new Bilingual(one(example, ConditionColumn.LABEL, "其他"), ""),
        FieldType.ofWord(one(example, ConditionColumn.TYPE, "string")).orElseThrow(),
        one(example, ConditionColumn.FORMAT, ""),
        Optional.empty(),
        Arrays.stream(Sensitivity.values()).filter(s -> s.name().equals(sensitivity)).findFirst(),
        value(example, ConditionColumn.CATEGORY),
        value(example, ConditionColumn.DETECTOR),
        Openness.valueOf(
            one(example, ConditionColumn.OPENNESS, "closed").toUpperCase(Locale.ROOT)));
  }

  /** Every example of the sample pack shows, when it is decided about, what it is an example of. */
  @Test
  void theExamplesOfTheSamplePackShowWhatTheyAreFor() {
    RulePack sample = RulePackReader.read(Path.of("..", "samples", "rules")).value().orElseThrow();
    RulePack pack =
        new RulePack(
            sample.id(),
            sample.version(),
            sample.title(),
            sample.switches(),
            sample.masks(),
            sample.tables().stream()
                .filter(table -> table.stage() == Stage.MASK || table.stage() == Stage.INFLUENCE)
                .toList());
    Analysis analysis = PackAnalysis.of(pack, List.of());
    assertThat(analysis.incomplete()).isEmpty();
    Decider decider = Decider.build(pack).value().orElseThrow();
    int shown = 0;
    for (Finding finding : analysis.findings()) {
      if (finding.stage() != Stage.MASK && finding.stage() != Stage.INFLUENCE) {
        continue;
      }
      Verdict verdict = decider.decide(SERVICE, List.of(fact(finding.example())));
      FieldDecision decided =
          ((Verdict.Decided) verdict).decisions().fields().values().iterator().next();
      List<String> rules = rules(finding, decided);
      switch (finding.kind()) {
        case GAP -> assertThat(rules).as(finding.toString()).contains(Builtin.NOTHING_DECIDED);
        case CONFLICT ->
            assertThat(rules)
                .as(finding.toString())
                .contains(
                    Builtin.CONFLICT, finding.rule().orElseThrow(), finding.others().getFirst());
        case OVERLAP -> assertThat(rules).as(finding.toString()).isNotEmpty();
        case UNREACHABLE, MASK_TYPE -> assertThat(finding).isNull();
      }
      shown++;
    }
    assertThat(shown).isGreaterThan(200);
  }

  private static List<String> rules(Finding finding, FieldDecision decided) {
    if (finding.stage() == Stage.MASK) {
      String relation = one(finding.example(), ConditionColumn.RELATION, "agent");
      return decided.masks().get(Relation.valueOf(relation.toUpperCase(Locale.ROOT))).rules();
    }
    String where = one(finding.example(), ConditionColumn.WHERE, "where");
    boolean probe = Boolean.parseBoolean(one(finding.example(), ConditionColumn.PROBE, "false"));
    return decided
        .influences()
        .get(new InfluenceKey(where.toUpperCase(Locale.ROOT).replace('-', '_'), probe))
        .rules();
  }

  @Test
  void anExampleOfARefusalIsRefused() {
    RulePack pack = pack("mask", List.of("category: date -> mask: M-MONTH"));
    Finding found = PackAnalysis.of(pack, List.of()).of(Kind.MASK_TYPE).getFirst();
    Verdict verdict =
        Decider.build(pack).value().orElseThrow().decide(SERVICE, List.of(fact(found.example())));
    assertThat(((Verdict.Refused) verdict).diagnostics())
        .anySatisfy(refusal -> assertThat(refusal.code()).isEqualTo(RuleCode.MASK_TYPE));
  }

  /** Rules written by hand take part like rows. */
  @Test
  void rulesWrittenByHandAreAnalysedToo() {
    String byHand =
        """
        package io.tidegate.rules.generated
        import io.tidegate.rules.drools.Subject
        import io.tidegate.rules.drools.Decide
        rule "by-hand/all"
        when
            $field : Subject( stage == "mask", field str[startsWith] "a" || categories contains "price" )
            $decide : Decide()
        then
            $decide.mask($field, "M-DROP", "", "AGENT");
        end
        """;
    RulePack pack =
        RulePackReader.read(
                List.of(
                    new SourceText("pack.yaml", PACK),
                    new SourceText(
                        "t.yaml",
                        "table: t\nstage: mask\ntitle: { zh: 表, en: Table }\nrows:\n"
                            + row("r0", "relation: agent, field: ab -> mask: M-HEAD")
                            + row("r1", "relation: agent, category: price -> mask: M-HEAD")
                            + row("r2", "relation: agent, category: fee -> mask: M-HEAD")),
                    new SourceText("by-hand.drl", byHand)))
            .value()
            .orElseThrow();
    Analysis analysis =
        PackAnalysis.of(pack, Decider.build(pack).value().orElseThrow().expertRules());
    assertThat(names(analysis, Kind.UNREACHABLE)).containsExactly("r0", "r1");
    assertThat(
            analysis.of(Kind.OVERLAP).stream()
                .filter(f -> f.rule().orElseThrow().equals("by-hand/all"))
                .flatMap(f -> f.others().stream())
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("t/r0", "t/r1", "t/r2");
  }
}
