package io.tidegate.rules.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.fact.LeastParties;
import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule pack is read with everything that is wrong with it, each thing at its place. */
class RulePackReaderTest {
  private static final String PACK =
      """
      pack: test-pack
      version: 1.2.3
      title: { zh: 测试, en: Test }
      switches: [agent_prices]
      masks:
        M-NAME: { kind: family-name }
        M-ID: { kind: keep, first: 6, last: 1 }
        M-AMT: { kind: band, thresholds: [1000, 10000] }
      """;

  private static final String TABLE =
      """
      table: prices
      stage: mask
      title: { zh: 价格, en: Prices }
      rows:
        - id: agent
          when: { relation: agent, category: [price, fee], field: { prefix: decl_ } }
          then: { mask: M-DROP, unless: agent_prices }
          why: { zh: 开关, en: a switch }
        - id: carrier
          when: { relation: [carrier, delegate], sensitivity: { atLeast: S2 } }
          then: { mask: M-AMT }
          why: { zh: 区间, en: a band }
      """;

  private static Outcome<RulePack> read(String... files) {
    return RulePackReader.read(
        IntStream.range(0, files.length)
            .mapToObj(i -> new SourceText(i == 0 ? "pack.yaml" : "table" + i + ".yaml", files[i]))
            .toList());
  }

  private static RulePack pack(String... files) {
    Outcome<RulePack> outcome = read(files);
    assertThat(outcome.diagnostics()).isEmpty();
    return outcome.value().orElseThrow();
  }

  @Test
  void readsWhatIsWritten() {
    RulePack pack = pack(PACK, TABLE);

    assertThat(pack.id()).isEqualTo("test-pack");
    assertThat(pack.version()).isEqualTo("1.2.3");
    assertThat(pack.switches()).containsExactly("agent_prices");
    assertThat(pack.mask("M-ID").orElseThrow().parameters())
        .containsEntry("first", "6")
        .containsEntry("last", "1");
    assertThat(pack.mask("M-AMT").orElseThrow().kind()).isEqualTo(MaskKind.BAND);
    assertThat(pack.mask("M-COVER")).contains(MaskSpec.COVER);
    RuleRow agent = pack.tables().getFirst().rows().getFirst();
    assertThat(agent.when())
        .containsEntry(ConditionColumn.RELATION, new Cell.OneOf(List.of("agent")))
        .containsEntry(ConditionColumn.CATEGORY, new Cell.OneOf(List.of("fee", "price")))
        .containsEntry(ConditionColumn.FIELD, new Cell.Prefix("decl_"));
    assertThat(agent.then()).isEqualTo(new Effect.Mask("M-DROP", Optional.of("agent_prices")));
    assertThat(pack.tables().getFirst().rows().getLast().when())
        .containsEntry(ConditionColumn.SENSITIVITY, new Cell.AtLeast(Sensitivity.S2));
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "stage: mask | stage: masks | RULE-UNKNOWN-STAGE | masks | mask",
        "relation: agent, | relatoin: agent, | RULE-UNKNOWN-COLUMN | relatoin | relation",
        "relation: agent, | probe: true, | RULE-UNKNOWN-COLUMN | probe |",
        "relation: agent, | relation: agnet, | RULE-UNKNOWN-WORD | agnet | agent",
        "[price, fee] | [price, feee] | RULE-UNKNOWN-LABEL | feee | fee",
        "atLeast: S2 | atLeast: S9 | RULE-UNKNOWN-LABEL | S9 | S0",
        "mask: M-AMT | mask: M-ATM | RULE-UNKNOWN-MASK | M-ATM | M-AMT",
        "unless: agent_prices | unless: agent_price | RULE-UNKNOWN-SWITCH | agent_price | agent_prices",
        "mask: M-AMT | maks: M-AMT | RULE-UNKNOWN-COLUMN | maks | mask",
        "id: carrier | id: agent | RULE-DUPLICATE-ROW | agent |",
        "id: carrier | id: a/b | RULE-NAME | a/b |",
        "field: { prefix: decl_ } | field: { regex: decl_ } | RULE-CELL | { regex: decl_ } |",
        "field: { prefix: decl_ } | field: [] | RULE-CELL | [] |",
        "field: { prefix: decl_ } | field: \"a\\u0007b\" | RULE-CELL | \"a\\u0007b\" |",
        "relation: agent, | relation: { prefix: a }, | RULE-CELL | { prefix: a } |",
        "{ mask: M-DROP, unless: agent_prices } | { mask: none, unless: agent_prices } | RULE-CELL | agent_prices |"
      })
  void pointsAtWhatIsWrongInATable(
      String right, String wrong, String code, String underlined, String suggestion) {
    assertThat(TABLE).contains(right);

    Outcome<RulePack> outcome = read(PACK, TABLE.replace(right, wrong));

    assertThat(outcome.isRefused()).isTrue();
    Diagnostic found = outcome.diagnostics().getFirst();
    assertThat(found.code().id()).isEqualTo(code);
    assertThat(found.span().text().strip()).isEqualTo(underlined);
    assertThat(found.span().source().name()).isEqualTo("table1.yaml");
    assertThat(found.suggestion()).isEqualTo(Optional.ofNullable(suggestion));
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: family-name | kind: familyname | RULE-MASK-KIND",
        "kind: family-name | kind: none | RULE-MASK-KIND",
        "first: 6, last: 1 | first: 6 | RULE-MASK-PARAMETER",
        "first: 6 | first: six | RULE-MASK-PARAMETER",
        "[1000, 10000] | [10000, 1000] | RULE-MASK-PARAMETER",
        "last: 1 | last: 1, middle: 2 | YAML-UNKNOWN-KEY",
        "M-NAME: | M-DROP: | RULE-MASK-RESERVED",
        "M-NAME: | Name: | RULE-NAME",
        "version: 1.2.3 | version: 1.2 | RULE-NAME",
        "pack: test-pack | pack: Test Pack | RULE-NAME",
        "[agent_prices] | [Agent-Prices] | RULE-NAME",
        "masks: | 'limits: { LEAST: { perSecond: 1, burst: 1, perDay: 1 } }\nmasks:' | RULE-LIMIT-CLASS",
        "masks: | 'limits: { own: { perSecond: 1, burst: 1, perDay: 1 } }\nmasks:' | RULE-LIMIT-CLASS",
        "masks: | 'limits: { OWN: { perSecond: 5, burst: 4, perDay: 9 } }\nmasks:' | RULE-LIMIT-CLASS",
        "masks: | 'limits: { OWN: { perSecond: 0, burst: 4, perDay: 9 } }\nmasks:' | YAML-VALUE",
        "masks: | 'limits: { OWN: { perSecond: 5, burst: 9 } }\nmasks:' | YAML-MISSING",
        "masks: | 'statistics: { least: 1 }\nmasks:' | YAML-VALUE",
        "masks: | 'statistics: { least: 5, unconditional: 0 }\nmasks:' | YAML-VALUE",
        "masks: | 'statistics: { unconditional: 1 }\nmasks:' | YAML-MISSING"
      })
  void pointsAtWhatIsWrongInThePackFile(String right, String wrong, String code) {
    assertThat(PACK).contains(right);

    Outcome<RulePack> outcome = read(PACK.replace(right, wrong));

    assertThat(outcome.diagnostics().stream().map(found -> found.code().id())).contains(code);
    assertThat(outcome.isRefused()).isTrue();
  }

  @Test
  void groupsHaveFivePartiesUnlessThePackSaysOtherwise() {
    RulePack silent = read(PACK).value().orElseThrow();
    RulePack same = with("statistics: { least: 5 }");
    RulePack fewer = with("statistics: { least: 3 }");
    RulePack open = with("statistics: { least: 5, unconditional: 1 }");

    assertThat(silent.leastParties()).isEqualTo(new LeastParties(5, 5));
    assertThat(fewer.leastParties()).isEqualTo(new LeastParties(3, 3));
    assertThat(open.leastParties()).isEqualTo(new LeastParties(5, 1));
    assertThat(same.fingerprint()).isEqualTo(silent.fingerprint());
    assertThat(List.of(silent.fingerprint(), fewer.fingerprint(), open.fingerprint()))
        .doesNotHaveDuplicates();
  }

  private static RulePack with(String line) {
    return read(PACK.replace("masks:", line + "\nmasks:")).value().orElseThrow();
  }

  /** What a plan cannot be made by is never ignored: each column is refused by its name. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "relation: agent, | purpose: customs-clearance, | RULE-UNKNOWN-WORD | customs-clearance",
        "relation: agent, | organisation: port, | RULE-WITH-GRANT | organisation",
        "relation: agent, | organisation-level: trusted, | RULE-UNKNOWN-WORD | trusted",
        "relation: agent, | organisation-region: fujian, | RULE-WITH-GRANT | organisation-region",
        "relation: agent, | consumer.credit: AA, | RULE-WITH-GRANT | consumer.credit",
        "relation: agent, | detector: identity-number, | RULE-UNKNOWN-WORD | identity-number",
        "mask: M-AMT | limit: OWN | RULE-UNKNOWN-COLUMN | limit"
      })
  void refusesByNameWhatNoPlanCanBeMadeBy(
      String right, String wrong, String code, String underlined) {
    Outcome<RulePack> outcome = read(PACK, TABLE.replace(right, wrong));

    assertThat(outcome.diagnostics())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.code().id()).isEqualTo(code);
              assertThat(found.span().text()).isEqualTo(underlined);
              assertThat(found.message()).startsWith("`" + underlined + "` ");
            });
  }

  @Test
  void aScenarioDecidesNothingSoItIsNotInTheFingerprint() {
    String scenario =
        """
        scenarios:
          - id: one
            title: { zh: 一, en: one }
            given: { field: a }
            expect: { sensitivity: unknown }
        """;
    RulePack with = pack(PACK, TABLE, scenario);
    assertThat(with.scenarios()).hasSize(1);
    assertThat(with.fingerprint()).isEqualTo(pack(PACK, TABLE).fingerprint());
    assertThat(read(PACK, scenario, scenario).diagnostics())
        .singleElement()
        .satisfies(found -> assertThat(found.code()).isEqualTo(RuleCode.DUPLICATE_SCENARIO));
  }

  @Test
  void takesRulesWrittenByHandAsTheyAre(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("pack.yaml"), PACK);
    Files.writeString(folder.resolve("by-hand.drl"), "package x");
    RulePack pack = RulePackReader.read(folder).value().orElseThrow();
    assertThat(pack.expert())
        .singleElement()
        .satisfies(
            rules -> {
              assertThat(rules.id()).isEqualTo("by-hand");
              assertThat(rules.text().value()).isEqualTo("package x");
            });
    assertThat(pack.fingerprint()).isNotEqualTo(pack(PACK).fingerprint());

    Files.writeString(folder.resolve("prices.yaml"), TABLE);
    Files.move(folder.resolve("by-hand.drl"), folder.resolve("prices.drl"));
    assertThat(RulePackReader.read(folder).diagnostics())
        .singleElement()
        .satisfies(found -> assertThat(found.code()).isEqualTo(RuleCode.DUPLICATE_TABLE));

    Files.delete(folder.resolve("prices.yaml"));
    Files.move(folder.resolve("prices.drl"), folder.resolve("No Name.drl"));
    assertThat(RulePackReader.read(folder).diagnostics())
        .singleElement()
        .satisfies(found -> assertThat(found.code()).isEqualTo(RuleCode.NAME));
  }

  @ParameterizedTest
  @MethodSource("refusedMasks")
  void refusesMasksThatHideTooLittle(Path file) throws IOException {
    Outcome<RulePack> outcome =
        RulePackReader.read(List.of(new SourceText("pack.yaml", Files.readString(file))));

    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.diagnostics())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.code()).isEqualTo(RuleCode.MASK_REFUSED);
              assertThat(Files.readString(file)).contains("kind: " + found.span().text());
              assertThat(found.help()).startsWith("use `");
            });
  }

  static Stream<Path> refusedMasks() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/refused-masks"))) {
      return files.sorted().toList().stream();
    }
  }

  @Test
  void readsMasksWithEveryFormOfParameter() {
    RulePack pack =
        pack(
            PACK.replace(
                "  M-NAME:",
                """
                M-ROUND: { kind: round, to: 0.05 }
                M-CARD: { kind: surrogate, of: payment-card }
                M-REAL: { kind: surrogate, of: payment-card, mode: realistic }
                M-MAIL: { kind: cover-before, mark: "@" }
                M-DAY: { kind: date-shift, subject: trade_usci, days: 90 }
                M-AGE: { kind: identity-part, part: age, identity: id_no, at: 2026-06-30 }
                M-PORT: { kind: lookup, values: [甲港, 乙港] }
                M-HASH: { kind: hmac-sm3, domain: bill-no }
                """
                        .indent(2)
                    + "  M-NAME:"));

    assertThat(pack.mask("M-CARD").orElseThrow().parameters()).containsEntry("mode", "marked");
    assertThat(pack.mask("M-CARD").orElseThrow().sameEffect(pack.mask("M-REAL").orElseThrow()))
        .isFalse();
    assertThat(pack.mask("M-DAY").orElseThrow().companion()).contains("trade_usci");
    assertThat(pack.mask("M-AGE").orElseThrow().companion()).contains("id_no");
    assertThat(pack.mask("M-AGE").orElseThrow().parameters()).containsEntry("at", "2026-06-30");
    assertThat(pack.mask("M-HASH").orElseThrow().companion()).isEmpty();
    assertThat(pack.mask("M-PORT").orElseThrow().parameters()).containsEntry("values", "甲港,乙港");
    assertThat(pack.mask("M-MAIL").orElseThrow().parameters()).containsEntry("mark", "@");
  }

  @Test
  void tellsAllProblemsOfAllFilesAtOnceInOrder() {
    Outcome<RulePack> outcome =
        read(
            PACK.replace("family-name", "first-name"),
            TABLE.replace("relation: agent", "relation: nobody").replace("M-AMT", "M-NIL"),
            TABLE.replace("stage: mask", "stage: mast"));

    assertThat(outcome.diagnostics().stream().map(found -> found.code().id()))
        .containsExactly(
            "RULE-MASK-KIND", "RULE-UNKNOWN-WORD", "RULE-UNKNOWN-MASK", "RULE-UNKNOWN-STAGE");
  }

  @Test
  void refusesRowsThatDecideNothing() {
    String classify =
        """
        table: labels
        stage: classify
        title: { zh: 标签, en: Labels }
        rows:
          - id: nothing
            then: {}
            why: { zh: 无, en: none }
          - id: null-words
            then: { sensitivity: }
            why: { zh: 无, en: none }
        """;
    assertThat(read(PACK, classify).diagnostics())
        .hasSize(2)
        .allSatisfy(found -> assertThat(found.code()).isEqualTo(RuleCode.NO_DECISION));
  }

  @Test
  void readsTheRowsOfEveryStage() {
    RulePack pack =
        pack(
            PACK,
            """
            table: labels
            stage: classify
            title: { zh: 标签, en: Labels }
            rows:
              - { id: a, when: { label: { suffix: 姓名 } }, then: { sensitivity: S3, category: person-name }, why: { zh: 甲, en: a } }
            """,
            """
            table: tiers
            stage: open
            title: { zh: 开放, en: Open }
            rows:
              - { id: a, then: { openness: closed, approval: owner }, why: { zh: 甲, en: a } }
              - { id: b, when: { service: leak }, then: { deny: 'it leaks, "truly"' }, why: { zh: 乙, en: b } }
            """,
            """
            table: influences
            stage: influence
            title: { zh: 影响, en: Influence }
            rows:
              - { id: a, when: { where: [where, set-operation], probe: true }, then: { influence: refuse }, why: { zh: 甲, en: a } }
            """);
    assertThat(pack.tables().stream().map(DecisionTable::stage))
        .containsExactly(Stage.INFLUENCE, Stage.CLASSIFY, Stage.OPEN);
    assertThat(pack.tables().get(2).rows().get(1).then())
        .isEqualTo(
            new Effect.Open(
                Optional.empty(), Optional.empty(), Optional.of("it leaks, \"truly\"")));
  }

  @Test
  void refusesAPackWithoutItsFileOrWithATableTwice() {
    assertThat(RulePackReader.read(List.of(new SourceText("t.yaml", TABLE))).diagnostics())
        .singleElement()
        .satisfies(found -> assertThat(found.code()).isEqualTo(RuleCode.NO_PACK));
    assertThat(read(PACK, TABLE, TABLE).diagnostics())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.code()).isEqualTo(RuleCode.DUPLICATE_TABLE);
              assertThat(found.span().text()).isEqualTo("prices");
            });
  }

  @Test
  void readsAFolderAndRefusesOneThatIsNotThere(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("pack.yaml"), PACK);
    Files.writeString(folder.resolve("prices.yaml"), TABLE);
    Files.writeString(folder.resolve("notes.txt"), "not a table");

    assertThat(RulePackReader.read(folder).value()).contains(pack(PACK, TABLE));
    assertThat(RulePackReader.read(folder.resolve("missing")).diagnostics())
        .singleElement()
        .satisfies(found -> assertThat(found.code()).isEqualTo(RuleCode.UNREADABLE));
  }

  @Test
  void hasOneFingerprintWhateverTheOrderOfFilesRowsKeysAndWords() {
    String other = TABLE.replace("table: prices", "table: others");
    String reordered =
        """
        title: { en: Prices, zh: 价格 }
        rows:
          - why: { en: a band, zh: 区间 }
            then: { mask: M-AMT }
            when: { sensitivity: { atLeast: S2 }, relation: [delegate, carrier, carrier] }
            id: carrier
          - id: agent
            then: { unless: agent_prices, mask: M-DROP }
            when: { category: [fee, price], field: { prefix: decl_ }, relation: [agent] }
            why: { zh: 开关, en: a switch }
        stage: mask
        table: prices
        """;
    RulePack first = pack(PACK, TABLE, other);
    RulePack second = pack(PACK, other, reordered);

    assertThat(second).isEqualTo(first);
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint()).matches("[0-9a-f]{64}");
  }

  @Test
  void hasAnotherFingerprintForAnyOtherContent() {
    String before = pack(PACK, TABLE).fingerprint();
    List<String[]> changes =
        List.of(
            new String[] {PACK.replace("1.2.3", "1.2.4"), TABLE},
            new String[] {PACK.replace("first: 6", "first: 5"), TABLE},
            new String[] {PACK, TABLE.replace("S2", "S1")},
            new String[] {PACK, TABLE.replace("prefix: decl_", "suffix: decl_")},
            new String[] {PACK, TABLE.replace("[price, fee]", "price")},
            new String[] {PACK, TABLE.replace(", unless: agent_prices", "")},
            new String[] {PACK, TABLE.replace("en: a band", "en: the band")},
            new String[] {PACK, TABLE.replace("id: carrier", "id: carriers")});
    assertThat(changes.stream().map(files -> pack(files).fingerprint()))
        .doesNotContain(before)
        .doesNotHaveDuplicates();
  }

  @Test
  void hasCodesThatAreNotUsedTwice() {
    assertThat(Arrays.stream(RuleCode.values()).map(RuleCode::id))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("RULE-[A-Z-]+"));
  }
}
