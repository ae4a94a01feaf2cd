package io.tidegate.rules.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.Categories;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.decide.Verdict.Decided;
import io.tidegate.rules.decide.Verdict.Refused;
import io.tidegate.rules.drools.FireLimits;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import io.tidegate.rules.fact.ServiceFact;
import io.tidegate.rules.fact.Vocabulary;
import io.tidegate.rules.mask.MaskSpec;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever rules say, the strictest counts; whatever they leave open counts against the caller. */
class DeciderTest {
  private static final ServiceFact SERVICE =
      new ServiceFact("declaration-detail", "declaration", Openness.CONDITIONAL);

  private static final String PACK =
      """
      pack: test
      version: 1.0.0
      title: { zh: 测试, en: Test }
      switches: [agent_prices, other_switch]
      masks:
        M-HEAD: { kind: keep, first: 3, last: 0 }
        M-TAIL: { kind: keep, first: 0, last: 3 }
        M-TAIL-AGAIN: { kind: keep, first: 0, last: 3 }
        M-MONTH: { kind: date-to, unit: month }
        M-GONE: { kind: drop }
      limits:
        OWN: { perSecond: 20, burst: 40, perDay: 100000 }
        PLATFORM: { perSecond: 5, burst: 10, perDay: 20000 }
        SANDBOX: { perSecond: 10, burst: 20, perDay: 5000 }
      """;

  private static FieldFact field(String name, Sensitivity declared, String... categories) {
    return field(name, FieldType.STRING, Optional.of(declared), categories);
  }

  private static FieldFact field(
      String name, FieldType type, Optional<Sensitivity> declared, String... categories) {
    return new FieldFact(
        new ColumnId("customs", "dec", "head", name),
        "dec_head",
        "declaration",
        new Bilingual("列" + name, name),
        type,
        "",
        Optional.empty(),
        declared,
        List.of(categories),
        Openness.UNCONDITIONAL);
  }

  /** A row in short: {@code when -> then}. */
  private static String row(String id, String row) {
    String[] parts = row.split("->");
    return "  - { id: %s, when: { %s }, then: { %s }, why: { zh: 因, en: why } }\n"
        .formatted(id, parts[0].strip(), parts[1].strip());
  }

  private static String table(String stage, String... rows) {
    return "table: t-"
        + stage
        + "\nstage: "
        + stage
        + "\ntitle: { zh: 表, en: Table }\nrows:\n"
        + IntStream.range(0, rows.length)
            .mapToObj(i -> row("r" + i, rows[i]))
            .collect(Collectors.joining());
  }

  private static RulePack pack(String... tables) {
    List<SourceText> sources = new ArrayList<>(List.of(new SourceText("pack.yaml", PACK)));
    for (int i = 0; i < tables.length; i++) {
      sources.add(new SourceText("table" + i + ".yaml", tables[i]));
    }
    var outcome = RulePackReader.read(sources);
    assertThat(outcome.diagnostics()).isEmpty();
    return outcome.value().orElseThrow();
  }

  private static Decider decider(String... tables) {
    return Decider.build(pack(tables)).value().orElseThrow();
  }

  private static Decisions decided(Decider decider, FieldFact... fields) {
    Verdict verdict = decider.decide(SERVICE, List.of(fields));
    assertThat(verdict).isInstanceOf(Decided.class);
    return ((Decided) verdict).decisions();
  }

  private static FieldDecision only(Decider decider, FieldFact field) {
    return decided(decider, field).fields().get(field.column());
  }

  private static List<Diagnostic> refused(Decider decider, FieldFact... fields) {
    Verdict verdict = decider.decide(SERVICE, List.of(fields));
    assertThat(verdict).isInstanceOf(Refused.class);
    return ((Refused) verdict).diagnostics();
  }

  @Test
  void decidesAgainstTheCallerWhereNoRuleSpeaks() {
    Decider silent = decider(table("classify", "field: elsewhere -> sensitivity: S4"));

    FieldDecision decision = only(silent, field("a", Sensitivity.S0));

    assertThat(decision.masks()).hasSize(Relation.values().length);
    assertThat(decision.masks().values())
        .allSatisfy(
            mask -> {
              assertThat(mask.mask().name()).isEqualTo("M-COVER");
              assertThat(mask.rules()).containsExactly(Builtin.NOTHING_DECIDED);
            });
    assertThat(decision.influences()).hasSize(2 * Vocabulary.INFLUENCES.size());
    assertThat(decision.influences().values())
        .allSatisfy(
            influence ->
                assertThat(influence)
                    .isEqualTo(new InfluenceDecision(false, List.of(Builtin.NOTHING_DECIDED))));
    assertThat(decision.openness().approval()).isEqualTo(Approval.OWNER);
    assertThat(decided(silent).service())
        .isEqualTo(
            new OpennessDecision(
                Openness.CONDITIONAL,
                Approval.OWNER,
                List.of(Builtin.ASKED, Builtin.NOTHING_DECIDED)));
  }

  @ParameterizedTest(name = "declared {0}, ruled {1}: {2}")
  @CsvSource({
    "S1, S3, S3, t-classify/r0",
    "S4, S3, S4, builtin:catalog",
    "S3, S3, S3, builtin:catalog t-classify/r0"
  })
  void onlyTightensALabel(
      Sensitivity declared, Sensitivity ruled, Sensitivity expected, String rules) {
    Decider decider = decider(table("classify", "field: a -> sensitivity: " + ruled));
    assertThat(only(decider, field("a", declared)).label())
        .isEqualTo(new LabelDecision(Optional.of(expected), List.of(), List.of(rules.split(" "))));
  }

  @Test
  void letsLaterStagesSeeWhatEarlierOnesDecided() {
    Decider decider =
        decider(
            table("classify", "field: a -> sensitivity: S3, category: person-name"),
            table("open", "category: person-name -> openness: closed, approval: auto"),
            table(
                "mask",
                "sensitivity: S3, category: person-name, openness: closed -> mask: M-HEAD"));

    FieldDecision decision = only(decider, field("a", Sensitivity.S0));

    assertThat(decision.openness())
        .isEqualTo(new OpennessDecision(Openness.CLOSED, Approval.AUTO, List.of("t-open/r0")));
    assertThat(decision.masks().get(Relation.AGENT).mask().name()).isEqualTo("M-HEAD");
  }

  @Test
  void takesTheStrictestOfWhatTheProviderTheCatalogAndTheRulesSay() {
    Decider decider =
        decider(
            table(
                "open",
                "field: a -> openness: closed",
                "field: b -> openness: unconditional",
                "-> approval: review",
                "field: b -> approval: auto"));

    Decisions decisions = decided(decider, field("a", Sensitivity.S1), field("b", Sensitivity.S1));

    assertThat(decisions.service())
        .isEqualTo(
            new OpennessDecision(
                Openness.CLOSED, Approval.REVIEW, List.of("t-open/r0", "t-open/r2")));
    assertThat(decided(decider, field("b", Sensitivity.S1)).service().openness())
        .isEqualTo(Openness.CONDITIONAL);
  }

  private static Terms terms(Decisions decisions, Purpose purpose, OrganisationLevel level) {
    List<Terms> own =
        decisions.terms().stream().filter(t -> t.audience().has(purpose, level)).toList();
    assertThat(own).hasSize(1);
    return own.getFirst();
  }

  @Test
  void theStrictestClassOfLimitsCounts() {
    Decider decider =
        decider(
            table(
                "limit",
                "-> limit: OWN",
                "field: a -> limit: PLATFORM",
                "field: b -> limit: SANDBOX"));

    assertThat(decided(decider, field("c", Sensitivity.S0)).terms().getFirst().limit())
        .isEqualTo(
            new LimitDecision(new LimitClass("OWN", 20, 40, 100_000), List.of("t-limit/r0")));
    assertThat(
            decided(decider, field("a", Sensitivity.S0), field("b", Sensitivity.S0))
                .terms()
                .getFirst()
                .limit())
        .isEqualTo(
            new LimitDecision(
                new LimitClass("PLATFORM+SANDBOX", 5, 10, 5_000),
                List.of("t-limit/r1", "t-limit/r2")));
  }

  @Test
  void whereNoRowSpeaksOfAFieldTheLeastMayBeCalled() {
    Decider decider = decider(table("limit", "field: a -> limit: OWN"));
    assertThat(
            decided(decider, field("a", Sensitivity.S0), field("b", Sensitivity.S0))
                .terms()
                .getFirst()
                .limit())
        .isEqualTo(new LimitDecision(LimitClass.LEAST, List.of(Builtin.NOTHING_DECIDED)));
  }

  @Test
  void theProviderCanOnlyAskForLess() {
    Decider decider = decider(table("limit", "-> limit: OWN"));
    List<FieldFact> fields = List.of(field("a", Sensitivity.S0));
    ServiceFact asking =
        new ServiceFact("s", "declaration", Openness.CLOSED, Optional.of("PLATFORM"));
    Verdict less = decider.decide(asking, fields);
    assertThat(((Decided) less).decisions().terms().getFirst().limit())
        .isEqualTo(
            new LimitDecision(new LimitClass("PLATFORM", 5, 10, 20_000), List.of(Builtin.ASKED)));
    Verdict unknown =
        decider.decide(
            new ServiceFact("s", "declaration", Openness.CLOSED, Optional.of("PLATFROM")), fields);
    assertThat(((Refused) unknown).diagnostics())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.code()).isEqualTo(RuleCode.UNKNOWN_LIMIT);
              assertThat(found.suggestion()).contains("PLATFORM");
            });
  }

  /** What is decided for a purpose or a level holds for it alone, and masks are as they were. */
  @Test
  void termsAreThoseOfThePurposeAndTheOrganisation() {
    Decider decider =
        decider(
            table(
                "open",
                "-> approval: auto",
                "purpose: [finance, insurance] -> approval: owner",
                "organisation-level: discredited -> openness: closed",
                "purpose: research, organisation-level: anonymous -> deny: no"),
            table("mask", "-> mask: none"),
            table("limit", "-> limit: OWN", "organisation-level: unrated -> limit: PLATFORM"));

    Decisions decisions = decided(decider, field("a", Sensitivity.S1));

    Terms usual = terms(decisions, Purpose.STATISTICS, OrganisationLevel.CERTIFIED);
    assertThat(usual.approval()).isEqualTo(Approval.AUTO);
    assertThat(usual.openness()).isEqualTo(Openness.CONDITIONAL);
    assertThat(usual.limit().limit().name()).isEqualTo("OWN");
    assertThat(terms(decisions, Purpose.FINANCE, OrganisationLevel.UNRATED))
        .satisfies(
            own -> {
              assertThat(own.approval()).isEqualTo(Approval.OWNER);
              assertThat(own.rules()).contains("t-open/r1").doesNotContain("t-open/r0");
              assertThat(own.limit().rules()).containsExactly("t-limit/r1");
            });
    assertThat(terms(decisions, Purpose.STATISTICS, OrganisationLevel.DISCREDITED).openness())
        .isEqualTo(Openness.CLOSED);
    assertThat(terms(decisions, Purpose.RESEARCH, OrganisationLevel.ANONYMOUS).deniedBy())
        .containsExactly("t-open/r3");
    assertThat(terms(decisions, Purpose.RESEARCH, OrganisationLevel.CERTIFIED).deniedBy())
        .isEmpty();
    // which records are read does not depend on who asks; who may ask does
    assertThat(decisions.service().openness()).isEqualTo(Openness.CONDITIONAL);
    assertThat(decisions.service().approval()).isEqualTo(Approval.OWNER);
  }

  private static String seen(Decisions decisions, Purpose purpose, OrganisationLevel level) {
    int audience = decisions.terms().indexOf(terms(decisions, purpose, level));
    return masked(decisions.seenBy(audience));
  }

  private static String masked(Decisions decisions) {
    return decisions.fields().values().iterator().next().masks().get(Relation.AGENT).mask().name();
  }

  /** Who is of no audience that is known gets what hides most, also where no row speaks of some. */
  @Test
  void masksAreThoseOfTheAudienceAndElseTheStrictest() {
    Decider decider =
        decider(
            table(
                "mask",
                "purpose: finance -> mask: none",
                "purpose: [finance, insurance], organisation-level: unrated -> mask: M-TAIL",
                "purpose: insurance, relation: agent -> mask: M-HEAD, unless: agent_prices"));

    Decisions decisions = decided(decider, field("a", Sensitivity.S1));

    assertThat(decisions.masksByAudience()).isTrue();
    assertThat(seen(decisions, Purpose.FINANCE, OrganisationLevel.CERTIFIED)).isEqualTo("none");
    assertThat(seen(decisions, Purpose.FINANCE, OrganisationLevel.UNRATED)).isEqualTo("M-TAIL");
    assertThat(seen(decisions, Purpose.INSURANCE, OrganisationLevel.CERTIFIED)).isEqualTo("M-HEAD");
    assertThat(seen(decisions, Purpose.INSURANCE, OrganisationLevel.UNRATED)).isEqualTo("M-DROP");
    assertThat(seen(decisions, Purpose.RESEARCH, OrganisationLevel.CERTIFIED)).isEqualTo("M-COVER");
    assertThat(masked(decisions)).isEqualTo("M-DROP");
    assertThat(only(decider, field("a", Sensitivity.S1)).masks().get(Relation.AGENT).unless())
        .isEmpty();
  }

  @Test
  void aPackThatTellsNobodyApartHasOneMaskForAll() {
    Decider decider =
        decider(table("mask", "-> mask: none"), table("limit", "purpose: finance -> limit: OWN"));

    assertThat(decided(decider, field("a", Sensitivity.S1)).masksByAudience()).isFalse();
  }

  @Test
  void coversAnUnknownLabelUnlessARuleIsStricter() {
    Decider decider =
        decider(
            table(
                "mask", "-> mask: none", "relation: carrier -> mask: M-GONE, unless: agent_prices"),
            table("influence", "-> influence: allow"));

    FieldDecision decision = only(decider, field("a", FieldType.STRING, Optional.empty()));

    assertThat(decision.masks().get(Relation.PRINCIPAL).mask().name()).isEqualTo("M-COVER");
    assertThat(decision.masks().get(Relation.PRINCIPAL).rules())
        .containsExactly(Builtin.UNKNOWN_LABEL);
    assertThat(decision.masks().get(Relation.CARRIER).mask().name()).isEqualTo("M-GONE");
    assertThat(decision.masks().get(Relation.CARRIER).unless()).isEmpty();
    assertThat(decision.influences().values())
        .allSatisfy(
            influence ->
                assertThat(influence)
                    .isEqualTo(new InfluenceDecision(false, List.of(Builtin.UNKNOWN_LABEL))));
  }

  @Test
  void refusesAnInfluenceThatAnyRuleRefuses() {
    Decider decider =
        decider(
            table(
                "influence",
                "-> influence: allow",
                "where: [where, order], probe: true -> influence: refuse"));

    var influences = only(decider, field("a", Sensitivity.S0)).influences();

    assertThat(influences.get(new InfluenceKey("WHERE", true)))
        .isEqualTo(new InfluenceDecision(false, List.of("t-influence/r1")));
    assertThat(influences.get(new InfluenceKey("WHERE", false)))
        .isEqualTo(new InfluenceDecision(true, List.of("t-influence/r0")));
    assertThat(influences.values().stream().filter(d -> !d.allowed())).hasSize(2);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "mask: none; mask: M-HEAD | M-HEAD | | r1",
        "mask: M-HEAD; mask: M-COVER; mask: M-HEAD | M-COVER | | r1",
        "mask: M-GONE; mask: M-DROP | M-DROP | | r0 r1",
        "mask: M-TAIL; mask: M-TAIL-AGAIN | M-TAIL | | r0 r1",
        "mask: M-HEAD; mask: M-TAIL | M-DROP | | builtin:conflict r0 r1",
        "mask: none; mask: M-DROP, unless: agent_prices | M-DROP | agent_prices | r1",
        "mask: M-DROP, unless: agent_prices; mask: M-DROP | M-DROP | | r0 r1",
        "mask: M-DROP, unless: agent_prices; mask: M-HEAD | M-DROP | | r0 r1",
        "mask: M-DROP, unless: agent_prices; mask: M-DROP, unless: other_switch | M-DROP | | r0 r1",
        "mask: M-DROP, unless: agent_prices; mask: M-HEAD, unless: agent_prices | M-DROP | agent_prices | r0"
      })
  void takesTheStrictestMaskWhateverTheOrderOfRows(
      String decisions, String mask, String unless, String rules) {
    List<String> then = List.of(decisions.split(";"));
    List<String> reversed = new ArrayList<>(then);
    Collections.reverse(reversed);

    MaskDecision chosen = chosen(then);
    MaskDecision chosenReversed = chosen(reversed);

    assertThat(chosen.mask().name()).isEqualTo(mask).isEqualTo(chosenReversed.mask().name());
    assertThat(chosen.unless())
        .isEqualTo(Optional.ofNullable(unless))
        .isEqualTo(chosenReversed.unless());
    assertThat(chosen.rules().stream().map(name -> name.replace("t-mask/", "")))
        .containsExactly(rules.split(" "));
  }

  @Test
  void whatIsHiddenOfAFreeTextIsLeftOutForOthersThanItsParties() {
    FieldFact text = field("a", Sensitivity.S1, "free-text");
    var hidden = only(decider(table("mask", "-> mask: M-HEAD")), text).masks();
    var shown = only(decider(table("mask", "-> mask: none")), text).masks();
    var undecided = only(decider(table("mask", "relation: principal -> mask: none")), text).masks();

    for (Relation relation : List.of(Relation.PRINCIPAL, Relation.AGENT, Relation.CARRIER)) {
      assertThat(hidden.get(relation).mask().name()).isEqualTo("M-HEAD");
    }
    for (Relation relation :
        List.of(
            Relation.DELEGATE,
            Relation.APPROVED,
            Relation.PUBLIC,
            Relation.REGULATOR,
            Relation.OPERATOR)) {
      assertThat(hidden.get(relation))
          .isEqualTo(
              new MaskDecision(
                  MaskSpec.DROP, Optional.empty(), List.of("builtin:free-text", "t-mask/r0")));
      assertThat(shown.get(relation).mask()).isEqualTo(MaskSpec.NONE);
      assertThat(undecided.get(relation).mask()).isEqualTo(MaskSpec.DROP);
    }
    assertThat(undecided.get(Relation.AGENT).mask()).isEqualTo(MaskSpec.COVER);
  }

  private static MaskDecision chosen(List<String> then) {
    Decider decider =
        decider(table("mask", then.stream().map(t -> "-> " + t).toArray(String[]::new)));
    return only(decider, field("a", Sensitivity.S2)).masks().get(Relation.AGENT);
  }

  @Test
  void decidesTheSameWhateverTheOrderOfRowsAndFields() {
    Random random = new Random(20_260_101);
    List<String> masks =
        new ArrayList<>(
            List.of(
                "-> mask: none",
                "category: price -> mask: M-DROP, unless: agent_prices",
                "category: price, relation: carrier -> mask: M-HEAD",
                "category: fee -> mask: M-TAIL",
                "sensitivity: { atLeast: S2 } -> mask: M-COVER",
                "field: { prefix: f1 } -> mask: M-HEAD",
                "field: { suffix: '7' } -> mask: M-TAIL"));
    List<String> labels =
        List.of(
            "category: price -> sensitivity: S2",
            "field: { prefix: f1 } -> sensitivity: S3, category: person-name",
            "field: { prefix: f11 } -> sensitivity: S1, category: [fee, price]");
    List<FieldFact> fields = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      fields.add(
          field(
              "f" + i,
              FieldType.STRING,
              i % 6 == 5 ? Optional.empty() : Optional.of(Sensitivity.values()[i % 3]),
              i % 2 == 0 ? "price" : "fee"));
    }
    // Rows keep their ids while their order changes, so that the pack stays the same.
    List<Decisions> all = new ArrayList<>();
    for (int run = 0; run < 12; run++) {
      Decider decider =
          decider(
              shuffled("mask", masks, random),
              shuffled("classify", labels, random),
              table("influence", "-> influence: allow", "category: fee -> influence: refuse"));
      for (int order = 0; order < 5; order++) {
        Collections.shuffle(fields, random);
        all.add(decided(decider, fields.toArray(FieldFact[]::new)));
      }
    }
    assertThat(all).hasSize(60).containsOnly(all.getFirst());
  }

  private static String shuffled(String stage, List<String> rows, Random random) {
    List<String> written = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      written.add(row("r" + i, rows.get(i)));
    }
    Collections.shuffle(written, random);
    return table(stage) + String.join("", written);
  }

  @Test
  void decidesTheSameOnManyThreads() throws Exception {
    Decider decider =
        decider(table("mask", "-> mask: none", "field: { prefix: f1 } -> mask: M-HEAD"));
    FieldFact[] fields =
        IntStream.range(0, 30)
            .mapToObj(i -> field("f" + i, Sensitivity.S1))
            .toArray(FieldFact[]::new);
    Decisions expected = decided(decider, fields);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<Decisions> task = () -> decided(decider, fields);
      for (Future<Decisions> future : threads.invokeAll(Collections.nCopies(60, task))) {
        assertThat(future.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void refusesAMaskOnATypeItDoesNotAccept() {
    Decider decider = decider(table("mask", "-> mask: none", "relation: carrier -> mask: M-MONTH"));

    List<Diagnostic> found = refused(decider, field("a", Sensitivity.S1));

    assertThat(found)
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.code()).isEqualTo(RuleCode.MASK_TYPE);
              assertThat(diagnostic.rule()).contains("t-mask/r1");
              assertThat(diagnostic.span().text()).isEqualTo("r1");
              assertThat(diagnostic.message()).contains("`customs.dec.head.a`", "string");
            });
  }

  @Test
  void refusesWhatARuleDeniesWithItsReason() {
    Decider decider =
        decider(table("open", "category: person-id -> deny: 'no identity numbers, \"ever\"'"));

    assertThat(
            refused(decider, field("a", Sensitivity.S4, "person-id"), field("b", Sensitivity.S4)))
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.code()).isEqualTo(RuleCode.DENIED);
              assertThat(diagnostic.help()).isEqualTo("no identity numbers, \"ever\"");
              assertThat(diagnostic.rule()).contains("t-open/r0");
            });
  }

  @Test
  void refusesALabelOfTheCatalogThatNobodyKnows() {
    assertThat(
            refused(decider(table("mask", "-> mask: none")), field("a", Sensitivity.S1, "prize")))
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.code()).isEqualTo(RuleCode.UNKNOWN_LABEL);
              assertThat(diagnostic.suggestion()).contains("price");
            });
  }

  @Test
  void refusesAFieldThatIsToldTwiceAndDifferently() {
    Decider decider = decider(table("mask", "-> mask: none"));
    FieldFact once = field("a", Sensitivity.S1);

    assertThat(refused(decider, once, field("a", Sensitivity.S2)))
        .singleElement()
        .satisfies(diagnostic -> assertThat(diagnostic.code()).isEqualTo(RuleCode.FACT));
    assertThat(decided(decider, once, once).fields()).hasSize(1);
  }

  /** Rules that no table could give, to see that deciding does not lean on the tables' reader. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "mask | $decide.mask($field, \"M-NOBODY\", \"\", \"\"); | RULE-UNKNOWN-MASK",
        "mask | $decide.mask($field, \"M-DROP\", \"nobody\", \"\"); | RULE-UNKNOWN-SWITCH",
        "mask | $decide.mask($field, \"M-DROP\", \"\", \"NOBODY\"); | RULE-UNKNOWN-WORD",
        "mask | $decide.category($field, \"price\"); | RULE-WRONG-STAGE",
        "classify | $decide.category($field, \"prize\"); | RULE-UNKNOWN-LABEL",
        "classify | $decide.sensitivity($field, \"S9\"); | RULE-UNKNOWN-LABEL",
        "classify | $decide.sensitivity($field, \"S4\"); $decide.deny($field); | RULE-WRONG-STAGE",
        "influence | $decide.influence($field, \"perhaps\", \"\", \"\"); | RULE-UNKNOWN-WORD",
        "open | $decide.openness($field, \"ajar\"); | RULE-UNKNOWN-WORD"
      })
  void publishesNothingWhenARuleThrowsOrSpeaksOfUnknownThings(
      String stage, String consequence, String code) {
    Decider decider = decider(ruleText(stage, consequence), FireLimits.DEFAULT);

    assertThat(refused(decider, field("a", Sensitivity.S1)))
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.code().id()).isEqualTo(code);
              assertThat(diagnostic.rule()).contains("hand/written");
            });
  }

  @Test
  void publishesNothingWhenTheRulesMeetTheirLimits() {
    SourceText text = ruleText("open", "$decide.approval($field, \"AUTO\");");
    assertThat(
            refused(
                decider(text, new FireLimits(1, Duration.ofSeconds(5))),
                field("a", Sensitivity.S1),
                field("b", Sensitivity.S1)))
        .singleElement()
        .satisfies(found -> assertThat(found.code()).isEqualTo(RuleCode.FIRE_LIMIT));
    assertThat(
            refused(decider(text, new FireLimits(10, Duration.ZERO)), field("a", Sensitivity.S1)))
        .singleElement()
        .satisfies(found -> assertThat(found.code()).isEqualTo(RuleCode.DEADLINE));
  }

  /** Rules written by hand and tables are one set: the strictest wins between them too. */
  @Test
  void decidesByTablesAndByHandTogether() {
    String byHand =
        ruleText("mask", "$decide.mask($field, \"M-GONE\", \"agent_prices\", \"AGENT\");").text();
    RulePack pack =
        RulePackReader.read(
                List.of(
                    new SourceText("pack.yaml", PACK),
                    new SourceText("t.yaml", table("mask", "-> mask: none")),
                    new SourceText("hand.drl", byHand)))
            .value()
            .orElseThrow();
    Decider decider = Decider.build(pack).value().orElseThrow();

    FieldDecision decision = only(decider, field("a", Sensitivity.S1));

    assertThat(decision.masks().get(Relation.AGENT).mask().name()).isEqualTo("M-GONE");
    assertThat(decision.masks().get(Relation.AGENT).rules()).containsExactly("hand/written");
    assertThat(decision.masks().get(Relation.CARRIER).mask().name()).isEqualTo("none");
    assertThat(decider.place("hand/written").toString()).isEqualTo("hand.drl:4:1");
  }

  private static Decider decider(SourceText rules, FireLimits limits) {
    return Decider.build(pack(table("mask", "-> mask: none")), rules, limits).value().orElseThrow();
  }

  private static SourceText ruleText(String stage, String consequence) {
    return new SourceText(
        "hand.drl",
        """
        package io.tidegate.rules.generated
        import io.tidegate.rules.drools.Subject
        import io.tidegate.rules.drools.Decide
        rule "hand/written"
        when
            $field : Subject( stage == "%s" )
            $decide : Decide()
        then
            %s
        end
        """
            .formatted(stage, consequence));
  }

  @Test
  void decidesAboutEightyFieldsAgainAndAgain() {
    List<String> rows = new ArrayList<>(List.of("-> mask: none"));
    for (String category : Categories.ALL) {
      rows.add("category: " + category + ", sensitivity: { atLeast: S1 } -> mask: M-COVER");
      rows.add("field: { suffix: _" + category + " }, relation: carrier -> mask: M-DROP");
    }
    Decider decider =
        decider(
            table("classify", "field: { suffix: _price } -> sensitivity: S2"),
            table("mask", rows.toArray(String[]::new)),
            table("influence", "sensitivity: [S0, S1] -> influence: allow"));
    FieldFact[] fields =
        IntStream.range(0, 80)
            .mapToObj(
                i -> {
                  String category = Categories.ALL.get(i % Categories.ALL.size());
                  return field("f" + i + "_" + category, Sensitivity.values()[i % 4], category);
                })
            .toArray(FieldFact[]::new);
    // enough of them for what is compiled while it runs to be among them
    for (int run = 0; run < 40; run++) {
      assertThat(decided(decider, fields).fields()).hasSize(80);
    }
  }
}
