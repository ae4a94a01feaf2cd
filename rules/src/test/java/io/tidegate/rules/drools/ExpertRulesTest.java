package io.tidegate.rules.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.Relation;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.pack.Cell;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import io.tidegate.rules.pack.Stage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules written by hand are taken when a table could say them, and nothing else of them is built.
 */
class ExpertRulesTest {
  private static final String MARKER = "tidegate.drl.marker";
  private static final String REACHED = "tidegate.drl.reached";

  /** How a variant says which code it is refused by, and on which line. */
  private static final Pattern EXPECTED = Pattern.compile("// refused: (\\S+ \\d+)\\n");

  private static final String PACK =
      """
      pack: test
      version: 1.0.0
      title: { zh: 测试, en: Test }
      switches: [agent_prices]
      """;

  private static Outcome<RuleBase> build(SourceText... rules) {
    List<SourceText> files =
        Stream.concat(Stream.of(new SourceText("pack.yaml", PACK)), Stream.of(rules)).toList();
    Outcome<RulePack> pack = RulePackReader.read(files);
    assertThat(pack.diagnostics()).isEmpty();
    return RuleBase.build(pack.value().orElseThrow());
  }

  private static Path folder(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(ExpertRulesTest.class.getResource("/" + name)).toURI());
  }

  static List<Path> hostile() throws IOException, URISyntaxException {
    try (Stream<Path> corpus = Files.list(folder("drl"));
        Stream<Path> variants = Files.list(folder("drl-variants"))) {
      return Stream.concat(corpus, variants).sorted().toList();
    }
  }

  /** The sixteen shapes of the corpus and the variants, each as a file of a pack. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void aPackWithAHostileFileIsRefusedAtAPlaceAndRunsNothing(Path file) throws IOException {
    Path marker = file.resolveSibling("marker");
    System.setProperty(MARKER, marker.toString());
    try {
      Outcome<RuleBase> outcome = build(new SourceText("variant.drl", Files.readString(file)));

      assertThat(outcome.isRefused()).isTrue();
      assertThat(outcome.diagnostics())
          .allSatisfy(
              found -> {
                assertThat(found.span().source().name()).isEqualTo("variant.drl");
                assertThat(found.code().id()).startsWith("RULE-").isNotEqualTo("RULE-BUILD");
              });
      Matcher expected = EXPECTED.matcher(Files.readString(file));
      assertThat(
              outcome.diagnostics().stream()
                  .map(found -> found.code().id() + " " + found.span().line()))
          .anyMatch(found -> !expected.lookingAt() || found.equals(expected.group(1)))
          .anyMatch(found -> !found.endsWith(" 1"));
      assertThat(marker).doesNotExist();
      assertThat(System.getProperty(REACHED)).isNull();
    } finally {
      System.clearProperty(MARKER);
      System.clearProperty(REACHED);
    }
  }

  @Test
  void everyVariantSaysWhatItIsRefusedFor() throws IOException, URISyntaxException {
    try (Stream<Path> variants = Files.list(folder("drl-variants"))) {
      assertThat(variants.toList())
          .hasSizeGreaterThan(50)
          .allSatisfy(
              file -> assertThat(EXPECTED.matcher(Files.readString(file)).lookingAt()).isTrue());
    }
  }

  private static final String HEAD =
      """
      package io.tidegate.rules.generated
      import io.tidegate.rules.drools.Subject
      import io.tidegate.rules.drools.Decide
      """;

  private static final String BY_HAND =
      HEAD
          + """
          // an expert may comment
          rule "by-hand/prices"
          when
              $field : Subject( stage == "mask", field str[endsWith] "_price" || categories contains "price",
                  strictness >= 2, type in ("number", "integer"), label == "a \\"quote\\"" )
              $decide : Decide()
          then
              $decide.mask($field, "M-DROP", "agent_prices", "AGENT CARRIER");
          end
          """;

  @Test
  void saysInTheWordsOfTheTablesWhatItReads() {
    RuleBase rules = build(new SourceText("by-hand.drl", BY_HAND)).value().orElseThrow();

    assertThat(rules.expert())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.name()).isEqualTo("by-hand/prices");
              assertThat(rule.place().line()).isEqualTo(5);
              assertThat(rule.stage()).isEqualTo(Stage.MASK);
              assertThat(rule.conditions())
                  .containsExactly(
                      List.of(
                          compared(ConditionColumn.FIELD, new Cell.Suffix("_price")),
                          compared(ConditionColumn.CATEGORY, new Cell.OneOf(List.of("price")))),
                      List.of(
                          compared(ConditionColumn.SENSITIVITY, new Cell.AtLeast(Sensitivity.S2))),
                      List.of(
                          compared(
                              ConditionColumn.TYPE, new Cell.OneOf(List.of("integer", "number")))),
                      List.of(
                          compared(ConditionColumn.LABEL, new Cell.OneOf(List.of("a \"quote\"")))));
              assertThat(rule.conclusions())
                  .containsExactly(
                      new Conclusion.Masked(
                          "M-DROP",
                          Optional.of("agent_prices"),
                          List.of(Relation.AGENT, Relation.CARRIER)));
            });
  }

  /** What the guide shows an expert is what is taken, beside the sample pack. */
  @Test
  void takesTheExampleOfTheGuide() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "administrator", "README.md"));
    Matcher example =
        Pattern.compile("```\n(package io\\.tidegate.*?)```", Pattern.DOTALL).matcher(guide);
    assertThat(example.find()).isTrue();
    List<SourceText> files =
        new ArrayList<>(
            RulePackReader.files(Path.of("..", "samples", "rules")).value().orElseThrow());
    files.add(new SourceText("by-hand.drl", example.group(1)));

    Outcome<RuleBase> built = RuleBase.build(RulePackReader.read(files).value().orElseThrow());

    assertThat(built.diagnostics()).isEmpty();
    assertThat(built.value().orElseThrow().expert()).hasSize(1);
  }

  private static ExpertRule.Comparison compared(ConditionColumn column, Cell cell) {
    return new ExpertRule.Comparison(column, cell);
  }

  @Test
  void aListOfAnyLengthIsTakenOrRefusedAndNothingIsThrown() {
    String many =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "\"v" + i + "\"")
            .collect(Collectors.joining(", "));
    Outcome<RuleBase> outcome =
        build(
            new SourceText(
                "by-hand.drl",
                BY_HAND.replace("type in (\"number\", \"integer\")", "area in (" + many + ")")));
    assertThat(outcome.diagnostics())
        .allSatisfy(found -> assertThat(found.message()).contains("too long"));
  }

  @Test
  void tellsTheFaultsOfAllFilesAtOnce() {
    Outcome<RuleBase> outcome =
        build(
            new SourceText("one.drl", BY_HAND),
            new SourceText("two.drl", BY_HAND.replace("by-hand", "two").replace("M-DROP", "M-NO")));
    assertThat(outcome.diagnostics().stream().map(found -> found.span().toString()))
        .containsExactly("one.drl:5:1", "two.drl:5:1");
  }
}
