package io.tidegate.rules.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.ServiceFact;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule text that could do more than decide is refused before anything of it is built. */
class DescriptionCheckTest {
  private static final String MARKER = "tidegate.drl.marker";
  private static final String REACHED = "tidegate.drl.reached";

  private static final String HEAD =
      """
      package io.tidegate.rules.generated
      import io.tidegate.rules.drools.Subject
      import io.tidegate.rules.drools.Decide
      """;

  @TempDir private Path folder;
  private Path marker;

  @BeforeEach
  void pointTheMarker() {
    marker = folder.resolve("marker");
    System.setProperty(MARKER, marker.toString());
  }

  @AfterEach
  void forgetTheMarker() {
    System.clearProperty(MARKER);
    System.clearProperty(REACHED);
  }

  private static SourceText corpus(String name) throws IOException {
    try (var stream =
        Objects.requireNonNull(DescriptionCheckTest.class.getResourceAsStream("/drl/" + name))) {
      return new SourceText(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "consequence, 8",
    "eval, 4",
    "constraint, 6",
    "from, 4",
    "function, 4",
    "mvel-dialect, 5",
    "salience-expression, 5",
    "enabled-expression, 5",
    "accumulate, 4",
    "wildcard-import, 4",
    "function-import, 4",
    "global, 4",
    "declared-type, 4",
    "timer, 5",
    "self-triggering-update, 8",
    "escaped-identifier, 8"
  })
  void refusesAHostileTextAtItsPlaceAndRunsNothingOfIt(String name, int line) throws IOException {
    Outcome<RuleBase> outcome = RuleBase.build(corpus(name + ".drl"));

    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.diagnostics())
        .allSatisfy(
            found -> assertThat(found.code()).isIn(RuleCode.DRL_REFUSED, RuleCode.DRL_SYNTAX));
    assertThat(outcome.diagnostics().stream().map(found -> found.span().line())).contains(line);
    assertThat(marker).doesNotExist();
    assertThat(System.getProperty(REACHED)).isNull();
  }

  /** What the check is for: built without it, these texts do what they want. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "consequence",
        "eval",
        "constraint",
        "from",
        "function",
        "mvel-dialect",
        "salience-expression",
        "enabled-expression",
        "accumulate",
        "wildcard-import"
      })
  void isAllThatStopsThem(String name) throws Exception {
    SourceText text = corpus(name + ".drl");
    PackageDescr unchecked = new DrlParser(RuleBase.LANGUAGE).parse(false, text.text());

    Outcome<RuleBase> built = RuleBase.build(unchecked, text, new Diagnostics());
    built
        .value()
        .ifPresent(rules -> rules.fire(Stage.OPEN, List.of(subject()), FireLimits.DEFAULT));

    assertThat(marker).exists();
  }

  private static Subject subject() {
    FieldFact fact =
        new FieldFact(
            new ColumnId("customs", "dec", "head", "note"),
            "dec_head",
            "declaration",
            new Bilingual("备注", "note"),
            FieldType.STRING,
            "",
            Optional.empty(),
            Optional.of(Sensitivity.S2),
            List.of("free-text"),
            Openness.CLOSED);
    return new Subject(
        Stage.OPEN,
        new ServiceFact("declaration-detail", "declaration", Openness.CLOSED),
        fact,
        fact.declared(),
        fact.categories(),
        fact.openness());
  }

  @Test
  void holdsEveryFileOfTheCorpus() throws Exception {
    Path corpus =
        Path.of(Objects.requireNonNull(getClass().getResource("/drl/eval.drl")).toURI())
            .getParent();
    try (var files = Files.list(corpus)) {
      assertThat(files).hasSize(16);
    }
  }

  @Test
  void acceptsWhatATableCanSay() {
    assertThat(
            check(
                HEAD
                    + """
                    rule "table/row"
                        salience 10
                        no-loop true
                    when
                        $field : Subject( stage == "mask", field str[startsWith] "agent_", strictness >= 2,
                            sensitivity in ("S0", "S1"), categories contains "price" || categories contains "fee",
                            label == "a \\" quote, a \\\\ and || too" )
                        $decide : Decide()
                    then
                        $decide.mask($field, "M-DROP", "agent_prices", "AGENT CARRIER");
                    end
                    rule "table/other"
                    when
                        $field : Subject( stage == "limit", detectors contains "mobile" )
                        $decide : Decide()
                    then
                        $decide.limit($field, "OWN", "FINANCE", "UNRATED DISCREDITED");
                    end
                    """))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "field.length() == 4",
        "class.name == \"x\"",
        "$name : field",
        "field matches \"(a+)+b\"",
        "this == \"x\"",
        "field == \"a\" && openness == \"closed\"",
        "field == \"a\" + \"b\"",
        "field == System.getProperty(\"user.home\")",
        "strictness >= 1 + 1",
        "!(field == \"a\")"
      })
  void acceptsNoOtherConditionThanAComparisonWithLiterals(String condition) {
    List<Diagnostic> found =
        check(
            HEAD
                + "rule \"table/row\" when\n$field : Subject( "
                + condition
                + " )\n$decide : Decide()\nthen\n$decide.deny($field);\nend\n");
    assertThat(found).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "$decide.deny($field); System.exit(1);",
        "$decide.deny($field); // and a comment",
        "$decide.getClass();",
        "$decide.category($field, \"a\" + \"b\");",
        "$decide.category($field, $field.getField());",
        "$decide.category($field, \"\\u0022); System.exit(1); //\");",
        "modify($field) { }",
        "insert(new Object());",
        ""
      })
  void acceptsNoOtherConsequenceThanCallsWithLiterals(String consequence) {
    List<Diagnostic> found =
        check(
            HEAD
                + "rule \"table/row\" when\n$field : Subject( stage == \"open\" )\n$decide : Decide()\nthen\n"
                + consequence
                + "\nend\n");
    assertThat(found).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "$field : Subject() $decide : Decide() not Subject( field == \"a\" )",
        "$field : Subject() or $decide : Decide()",
        "$field : Object() $decide : Decide()",
        "$field : Subject() $decide : Decide( this != null )",
        "$decide : Decide() $field : Subject()",
        "$field : Subject()",
        "$field : Subject() from entry-point \"other\" $decide : Decide()",
        "$field : Subject() over window:length(3) $decide : Decide()"
      })
  void acceptsNoOtherPatternsThanOneSubjectAndTheDecisions(String patterns) {
    List<Diagnostic> found =
        check(
            HEAD + "rule \"table/row\" when\n" + patterns + "\nthen\n$decide.deny($field);\nend\n");
    assertThat(found).isNotEmpty();
  }

  /** Each line is refused for its own reason, so that no reason can be lost behind another. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "first | unit Other; | rule unit",
        "before | import java.util.List | import of `java.util.List`",
        "before | import function java.lang.Math.abs | an import of functions",
        "before | import accumulate java.util.List total | an import of accumulate functions",
        "before | global java.util.List found | a global",
        "before | function int one() { return 1; } | a function",
        "before | declare Other name : String end | a declared type",
        "before | declare enum Other A(1); value : int end | a declared enumeration",
        "before | declare entry-point other end | a declared entry point",
        "before | declare window Last Subject() over window:length(3) end | a declared window",
        "before | no-loop true | an attribute of the package",
        "before | query other() Subject() end | a query",
        "head | rule \"table/row\" extends \"table/other\" | extends another",
        "head | rule \"table/row\" @Watch(all) | an annotation",
        "head | rule \"no table\" | must be named",
        "head | rule \"table/row\" agenda-group \"other\" | the attribute `agenda-group`",
        "head | rule \"table/row\" date-effective \"01-Jan-2020\" | the attribute `date-effective`",
        "head | rule \"table/row\" salience ( 1 + 1 ) | must be a literal",
        "subject | $field : Subject() @Watch(all) | an annotation",
        "subject | $field : Subject( \"note\"; ) | compare a property",
        "subject | $field := Subject() | only match facts"
      })
  void acceptsNothingThatNoTableNeeds(String place, String text, String reason) {
    String written =
        (place.equals("first") ? HEAD.replace("generated\n", "generated\n" + text + "\n") : HEAD)
            + (place.equals("before") ? text : "")
            + "\n"
            + (place.equals("head") ? text : "rule \"table/row\"")
            + "\nwhen\n"
            + (place.equals("subject") ? text : "$field : Subject( stage == \"open\" )")
            + "\n$decide : Decide()\nthen\n$decide.deny($field);\nend\n";

    assertThat(check(written).stream().map(Diagnostic::message))
        .anySatisfy(message -> assertThat(message).contains(reason));
  }

  @Test
  void acceptsNoSecondRuleOfOneName() {
    String rule =
        "rule \"table/row\" when\n$field : Subject()\n$decide : Decide()\nthen\n$decide.deny($field);\nend\n";
    assertThat(check(HEAD + rule)).isEmpty();
    assertThat(check(HEAD + rule + rule)).isNotEmpty();
  }

  @Test
  void refusesATextThatIsTooLong() {
    assertThat(check(HEAD + " ".repeat(DescriptionCheck.LONGEST)))
        .singleElement()
        .satisfies(found -> assertThat(found.message()).contains("too long"));
  }

  /** Built, twenty thousand alternatives would keep a processor busy for minutes. */
  @ParameterizedTest
  @ValueSource(strings = {" || ", ", "})
  void refusesConditionsThatNameTooMuch(String between) {
    String many = String.join(between, Collections.nCopies(20_000, "field == \"a\""));
    String rule =
        "rule \"table/row\" when\n$field : Subject( %s )\n$decide : Decide()\nthen\n$decide.deny($field);\nend\n";

    assertThat(check(HEAD + rule.formatted(many)))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.code()).isEqualTo(RuleCode.DRL_REFUSED);
              assertThat(found.message()).contains("too long");
            });
    assertThat(
            check(
                HEAD
                    + rule.formatted(
                        String.join(between, Collections.nCopies(100, "field == \"a\"")))))
        .isEmpty();
  }

  @Test
  void acceptsNoRuleOutsideOfItsPackage() {
    assertThat(check(HEAD.replace("rules.generated", "rules.drools")))
        .singleElement()
        .satisfies(found -> assertThat(found.code()).isEqualTo(RuleCode.DRL_REFUSED));
  }

  @Test
  void refusesATextTheParserHadToRecoverFrom() {
    List<Diagnostic> found =
        check(
            HEAD
                + "rule \"table/row\" when\n$field : Subject( stage == )\n$decide : Decide()\nthen\n$decide.deny($field);\nend\n");
    assertThat(found)
        .isNotEmpty()
        .anySatisfy(
            error -> {
              assertThat(error.code()).isEqualTo(RuleCode.DRL_SYNTAX);
              assertThat(error.span().line()).isEqualTo(5);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\u0000", "rule", "package ;", "((((((((((((((((((((((", "query q end"})
  void refusesWhatIsNoRuleText(String text) {
    assertThat(check(text)).isNotEmpty();
  }

  private static List<Diagnostic> check(String text) {
    Diagnostics diagnostics = new Diagnostics();
    DescriptionCheck.check(new SourceText("test.drl", text), diagnostics);
    return diagnostics.list();
  }
}
