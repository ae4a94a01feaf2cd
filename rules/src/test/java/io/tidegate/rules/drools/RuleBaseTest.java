package io.tidegate.rules.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.drools.Firing.Hit;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.ServiceFact;
import io.tidegate.rules.pack.Cell;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.DecisionTable;
import io.tidegate.rules.pack.Effect;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RuleRow;
import io.tidegate.rules.pack.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.drools.drl.parser.DrlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables run as rules, and rules that misbehave conclude nothing. */
class RuleBaseTest {
  private static final Bilingual TEXT = new Bilingual("说明", "text");

  private static final String HEAD =
      """
      package io.tidegate.rules.generated
      import io.tidegate.rules.drools.Subject
      import io.tidegate.rules.drools.Decide
      rule "table/row"
      when
          $field : Subject( stage == "open" )
          $decide : Decide()
      then
      """;

  private static Subject subject(Stage stage, String column, String label) {
    FieldFact fact =
        new FieldFact(
            new ColumnId("customs", "dec", "head", column),
            "dec_head",
            "declaration",
            new Bilingual(label, column),
            FieldType.STRING,
            "",
            Optional.empty(),
            Optional.of(Sensitivity.S2),
            List.of("price"),
            Openness.CLOSED);
    return new Subject(
        stage,
        new ServiceFact("declaration-detail", "declaration", Openness.CLOSED),
        fact,
        fact.declared(),
        fact.categories(),
        fact.openness());
  }

  private static RulePack pack(RuleRow... rows) {
    return new RulePack(
        "test",
        "1.0.0",
        TEXT,
        List.of(),
        new TreeMap<>(),
        List.of(new DecisionTable("table", rows[0].then().stage(), TEXT, List.of(rows))));
  }

  private static RuleRow row(String id, Effect then, ConditionColumn column, Cell cell) {
    SortedMap<ConditionColumn, Cell> when = new TreeMap<>();
    when.put(column, cell);
    return new RuleRow(new Located<>(id, new SourceText("table.yaml", id).all()), when, then, TEXT);
  }

  private static Effect sensitive() {
    return new Effect.Classify(Optional.of(Sensitivity.S3), List.of());
  }

  private static List<Hit> hits(RulePack pack, Subject... subjects) {
    Firing firing =
        RuleBase.build(pack)
            .value()
            .orElseThrow()
            .fire(pack.tables().getFirst().stage(), List.of(subjects), FireLimits.DEFAULT);
    assertThat(firing).isInstanceOf(Firing.Fired.class);
    return ((Firing.Fired) firing).hits();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "备注",
        "a \"quoted\" title",
        "back\\slash",
        "\\\" ) || stage == \"open",
        "\\u0022 ) System.exit(1) //",
        "a, b || c && d in (e)",
        "$field $decide #{x} @{y}",
        "'single' /* and */ // comment"
      })
  void matchesATitleByItsTextWhateverStandsInIt(String title) {
    RulePack pack =
        pack(row("title", sensitive(), ConditionColumn.LABEL, new Cell.OneOf(List.of(title))));

    List<Hit> hits =
        hits(
            pack,
            subject(Stage.CLASSIFY, "same", title),
            subject(Stage.CLASSIFY, "other", title + "!"));

    assertThat(hits)
        .singleElement()
        .satisfies(
            hit -> {
              assertThat(hit.subject().column().column()).isEqualTo("same");
              assertThat(hit.rule()).isEqualTo("table/title");
            });
  }

  @Test
  void asksEveryKindOfCell() {
    List<RuleRow> rows =
        List.of(
            row("one", sensitive(), ConditionColumn.FIELD, new Cell.OneOf(List.of("decl_price"))),
            row(
                "list",
                sensitive(),
                ConditionColumn.FIELD,
                new Cell.OneOf(List.of("a", "decl_price"))),
            row("prefix", sensitive(), ConditionColumn.FIELD, new Cell.Prefix("decl_")),
            row("suffix", sensitive(), ConditionColumn.FIELD, new Cell.Suffix("_price")),
            row(
                "category",
                sensitive(),
                ConditionColumn.CATEGORY,
                new Cell.OneOf(List.of("fee", "price"))),
            row(
                "strict",
                sensitive(),
                ConditionColumn.SENSITIVITY,
                new Cell.AtLeast(Sensitivity.S2)),
            row("not-one", sensitive(), ConditionColumn.FIELD, new Cell.OneOf(List.of("decl"))),
            row("not-list", sensitive(), ConditionColumn.FIELD, new Cell.OneOf(List.of("a", "b"))),
            row("not-prefix", sensitive(), ConditionColumn.FIELD, new Cell.Prefix("_price")),
            row("not-suffix", sensitive(), ConditionColumn.FIELD, new Cell.Suffix("decl_")),
            row(
                "not-category",
                sensitive(),
                ConditionColumn.CATEGORY,
                new Cell.OneOf(List.of("fee"))),
            row(
                "not-strict",
                sensitive(),
                ConditionColumn.SENSITIVITY,
                new Cell.AtLeast(Sensitivity.S3)));

    List<Hit> hits =
        hits(pack(rows.toArray(RuleRow[]::new)), subject(Stage.CLASSIFY, "decl_price", "单价"));

    assertThat(hits.stream().map(Hit::rule))
        .containsExactlyInAnyOrder(
            "table/one",
            "table/list",
            "table/prefix",
            "table/suffix",
            "table/category",
            "table/strict");
  }

  /** The engine would compile a condition after its twentieth evaluation, wrongly. */
  @Test
  void goesOnAskingTheSameAfterManyEvaluations() {
    RulePack pack = pack(row("prefix", sensitive(), ConditionColumn.FIELD, new Cell.Prefix("x_")));
    RuleBase rules = RuleBase.build(pack).value().orElseThrow();
    List<Subject> subjects =
        IntStream.range(0, 200)
            .mapToObj(i -> subject(Stage.CLASSIFY, (i % 2 == 0 ? "x_" : "y_") + i, "列"))
            .toList();
    for (int run = 0; run < 5; run++) {
      Firing firing = rules.fire(Stage.CLASSIFY, subjects, FireLimits.DEFAULT);
      assertThat(firing)
          .isInstanceOfSatisfying(
              Firing.Fired.class, fired -> assertThat(fired.hits()).hasSize(100));
    }
  }

  @Test
  void refusesOrMatchesAVeryLongListButNeverFails() {
    List<String> many = new ArrayList<>(IntStream.range(0, 20_000).mapToObj(i -> "c" + i).toList());
    RulePack pack = pack(row("long", sensitive(), ConditionColumn.FIELD, new Cell.OneOf(many)));

    RuleBase.build(pack)
        .value()
        .ifPresent(
            rules ->
                assertThat(
                        rules.fire(
                            Stage.CLASSIFY,
                            List.of(subject(Stage.CLASSIFY, "c19999", "列")),
                            FireLimits.DEFAULT))
                    .isInstanceOfSatisfying(
                        Firing.Fired.class, fired -> assertThat(fired.hits()).hasSize(1)));
  }

  @Test
  void concludesNothingWhenARuleThrows() throws Exception {
    SourceText text =
        new SourceText("t.drl", HEAD + "    throw new IllegalStateException(\"secret\");\nend\n");
    RuleBase rules =
        RuleBase.build(
                new DrlParser(RuleBase.LANGUAGE).parse(false, text.text()), text, new Diagnostics())
            .value()
            .orElseThrow();

    Firing firing =
        rules.fire(Stage.OPEN, List.of(subject(Stage.OPEN, "a", "列")), FireLimits.DEFAULT);

    assertThat(firing)
        .isEqualTo(
            new Firing.Failed(
                RuleCode.FAILED, "a rule failed while it was deciding", Optional.of("table/row")));
  }

  @Test
  void concludesNothingWhenADecisionBelongsToAnotherStage() {
    assertThat(fire("    $decide.sensitivity($field, \"S4\");\n", FireLimits.DEFAULT))
        .isInstanceOfSatisfying(
            Firing.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(RuleCode.WRONG_STAGE);
              assertThat(failed.rule()).contains("table/row");
            });
  }

  @Test
  void concludesNothingWhenTheRulesFireTooOften() {
    assertThat(fire("    $decide.deny($field);\n", new FireLimits(1, Duration.ofSeconds(5))))
        .isInstanceOfSatisfying(
            Firing.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(RuleCode.FIRE_LIMIT));
  }

  @Test
  void concludesNothingWhenTheRulesTakeTooLong() {
    assertThat(fire("    $decide.deny($field);\n", new FireLimits(100, Duration.ZERO)))
        .isInstanceOfSatisfying(
            Firing.Failed.class, failed -> assertThat(failed.code()).isEqualTo(RuleCode.DEADLINE));
  }

  @Test
  void refusesACallThatDoesNotExist() {
    assertThat(
            RuleBase.build(new SourceText("t.drl", HEAD + "    $decide.mask($field);\nend\n"))
                .diagnostics())
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found.code()).isEqualTo(RuleCode.BUILD));
  }

  private static Firing fire(String consequence, FireLimits limits) {
    return RuleBase.build(new SourceText("t.drl", HEAD + consequence + "end\n"))
        .value()
        .orElseThrow()
        .fire(
            Stage.OPEN,
            List.of(subject(Stage.OPEN, "a", "列"), subject(Stage.OPEN, "b", "列")),
            limits);
  }
}
