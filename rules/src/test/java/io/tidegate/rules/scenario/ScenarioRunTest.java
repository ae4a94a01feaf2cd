package io.tidegate.rules.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scenario passes when the pack decides what it says, and names what is decided otherwise. */
class ScenarioRunTest {
  private static final String PACK =
      """
      pack: test
      version: 1.0.0
      title: { zh: 测试, en: Test }
      switches: [agent_prices]
      masks:
        M-HEAD: { kind: keep, first: 3, last: 0 }
        M-SAME: { kind: keep, first: 3, last: 0 }
        M-MONTH: { kind: date-to, unit: month }
      """;

  private static final String CLASSIFY =
      """
      table: labels
      stage: classify
      title: { zh: 标签, en: Labels }
      rows:
        - { id: price, when: { field: { suffix: _price } }, then: { sensitivity: S2, category: price }, why: { zh: 价, en: p } }
      """;

  private static final String OPEN =
      """
      table: tiers
      stage: open
      title: { zh: 开放, en: Open }
      rows:
        - { id: price, when: { category: price }, then: { openness: conditional, approval: review }, why: { zh: 价, en: p } }
        - { id: no-numbers, when: { category: person-id }, then: { deny: never }, why: { zh: 号, en: n } }
      """;

  private static final String MASK =
      """
      table: masks
      stage: mask
      title: { zh: 脱敏, en: Masks }
      rows:
        - { id: agent, when: { relation: agent, category: price }, then: { mask: M-HEAD, unless: agent_prices }, why: { zh: 价, en: p } }
        - { id: carrier, when: { relation: carrier, category: price }, then: { mask: M-HEAD }, why: { zh: 价, en: p } }
        - { id: dates, when: { category: date }, then: { mask: M-MONTH }, why: { zh: 日, en: d } }
      """;

  private static final String INFLUENCE =
      """
      table: influences
      stage: influence
      title: { zh: 影响, en: Influence }
      rows:
        - { id: join, when: { category: price, where: join, probe: false }, then: { influence: allow }, why: { zh: 价, en: p } }
      """;

  private static Outcome<RulePack> read(String given, String expect) {
    return RulePackReader.read(
        List.of(
            new SourceText("pack.yaml", PACK),
            new SourceText("classify.yaml", CLASSIFY),
            new SourceText("open.yaml", OPEN),
            new SourceText("mask.yaml", MASK),
            new SourceText("influence.yaml", INFLUENCE),
            new SourceText(
                "scenarios.yaml",
                "scenarios:\n  - id: one\n    title: { zh: 一, en: one }\n    given: { "
                    + given
                    + " }\n    expect: { "
                    + expect
                    + " }\n")));
  }

  private static ScenarioResult run(String given, String expect) {
    Outcome<RulePack> pack = read(given, expect);
    assertThat(pack.diagnostics()).isEmpty();
    Decider decider = Decider.build(pack.value().orElseThrow()).value().orElseThrow();
    List<ScenarioResult> results = ScenarioRun.of(decider);
    assertThat(results).hasSize(1);
    return results.getFirst();
  }

  private static final String PRICE = "field: decl_price, openness: unconditional";

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        PRICE + " | sensitivity: S2, category: price",
        PRICE + " | openness: conditional, approval: review",
        PRICE + " | mask: { agent: { mask: M-HEAD, unless: agent_prices }, carrier: M-SAME }",
        PRICE + " | mask: { public: M-COVER }",
        PRICE + " | influence: [{ where: join, probe: false, influence: allow }]",
        PRICE + " | influence: [{ where: join, probe: true, influence: refuse }]",
        PRICE + " | influence: [{ where: [where, order], influence: refuse }]",
        "field: a | sensitivity: unknown, category: []",
        "field: a, category: person-id | refused: RULE-DENIED",
        "field: a, category: date, type: string | refused: RULE-MASK-TYPE",
        "field: a, category: date, type: date | mask: { principal: M-COVER }"
      })
  void passesWhenThePackDecidesWhatItSays(String given, String expect) {
    assertThat(run(given, expect).failures()).isEmpty();
  }

  @ParameterizedTest(name = "{1} is contradicted by {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "sensitivity: S1 | S1 | `S2` by labels/price",
        "category: fee | category | `price` by labels/price",
        "openness: closed | closed | `conditional` by tiers/price",
        "approval: auto | auto | `review` by tiers/price",
        "mask: { agent: M-HEAD } | M-HEAD | for `agent` `M-HEAD` unless `agent_prices` by masks/agent",
        "mask: { public: none } | none | for `public` `M-COVER` by builtin:nothing-decided",
        "influence: [{ where: [join, order], probe: false, influence: allow }] | allow | refused is order by builtin:nothing-decided",
        "influence: [{ where: join, influence: refuse }] | refuse | allowed is join by influences/join",
        "refused: RULE-DENIED | RULE-DENIED | nothing is refused"
      })
  void pointsAtWhatIsDecidedOtherwise(String expect, String underlined, String decided) {
    ScenarioResult result = run(PRICE, expect);

    assertThat(result.passed()).isFalse();
    assertThat(result.failures())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.code()).isEqualTo(RuleCode.SCENARIO);
              assertThat(found.span().source().name()).isEqualTo("scenarios.yaml");
              assertThat(found.span().text()).isEqualTo(underlined);
              assertThat(found.message()).contains("`one`").endsWith(decided);
            });
  }

  @Test
  void aRefusalContradictsEveryOtherExpectation() {
    ScenarioResult result =
        run("field: a, category: person-id", "sensitivity: S4, refused: RULE-MASK-TYPE");
    assertThat(result.failures().stream().map(Diagnostic::message))
        .hasSize(2)
        .allSatisfy(
            message -> assertThat(message).endsWith("the service is refused by RULE-DENIED"));
  }

  @ParameterizedTest(name = "{0} / {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "field: a | sensitivity: S9 | RULE-UNKNOWN-LABEL | S9",
        "field: a | mask: { nobody: none } | RULE-UNKNOWN-WORD | nobody",
        "field: a | mask: { agent: M-NIL } | RULE-UNKNOWN-MASK | M-NIL",
        "field: a | mask: { agent: { mask: none, unless: nil } } | RULE-UNKNOWN-SWITCH | nil",
        "field: a | influence: [{ where: nowhere, influence: allow }] | RULE-UNKNOWN-WORD | nowhere",
        "field: a | influence: [{ probe: perhaps, influence: allow }] | RULE-UNKNOWN-WORD | perhaps",
        "field: a | influence: [{ influence: perhaps }] | RULE-UNKNOWN-WORD | perhaps",
        "field: a | refused: RULE-NIL | RULE-UNKNOWN-WORD | RULE-NIL",
        "field: a | maks: {} | YAML-UNKNOWN-KEY | maks",
        "field: a, type: text | sensitivity: S1 | RULE-UNKNOWN-WORD | text",
        "field: a, category: prize | sensitivity: S1 | RULE-UNKNOWN-LABEL | prize",
        "field: a, relation: agent | sensitivity: S1 | YAML-UNKNOWN-KEY | relation",
        "area: a | sensitivity: S1 | YAML-MISSING | area",
        "field: a | '' | RULE-NO-DECISION | {  }"
      })
  void refusesAScenarioThatCannotBeRead(
      String given, String expect, String code, String underlined) {
    Outcome<RulePack> outcome = read(given, expect);

    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.diagnostics())
        .anySatisfy(
            found -> {
              assertThat(found.code().id()).isEqualTo(code);
              assertThat(found.span().text()).isEqualTo(underlined);
            });
  }

  @Test
  void theSamplePackPassesItsOwn() {
    RulePack pack = RulePackReader.read(Path.of("..", "samples", "rules")).value().orElseThrow();
    assertThat(pack.scenarios()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(ScenarioRun.of(Decider.build(pack).value().orElseThrow()))
        .allSatisfy(result -> assertThat(result.failures()).isEmpty());
  }
}
