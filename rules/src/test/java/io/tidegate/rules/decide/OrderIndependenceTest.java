package io.tidegate.rules.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.Categories;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.fact.FieldFact;
import io.tidegate.rules.fact.ServiceFact;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Order decides nothing: of files, rows, words and facts, nor that in which rules fire. */
class OrderIndependenceTest {
  private static final ServiceFact SERVICE =
      new ServiceFact("any", "declaration", Openness.UNCONDITIONAL);

  private static final Pattern WORDS = Pattern.compile("\\[([a-zA-Z0-9_, -]+)]");

  /** The files of the sample pack, with everything that has an order in another one. */
  private static List<SourceText> shuffled(List<SourceText> files, Random random) {
    List<SourceText> shuffled = new ArrayList<>();
    for (SourceText file : files) {
      String text = file.text();
      int rows = text.indexOf("  - id:");
      if (rows >= 0) {
        List<String> each =
            new ArrayList<>(Arrays.asList(text.substring(rows).split("(?m)^(?=  - id:)")));
        Collections.shuffle(each, random);
        text = text.substring(0, rows) + String.join("", each);
      }
      Matcher words = WORDS.matcher(text);
      if (!file.name().equals("pack.yaml")) {
        text = words.replaceAll(found -> "[" + shuffledWords(found.group(1), random) + "]");
      }
      boolean table = text.contains("\ntable:") || text.startsWith("table:");
      String name = table ? "t" + random.nextInt(1_000_000) + file.name() : file.name();
      shuffled.add(new SourceText(name, text));
    }
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static String shuffledWords(String words, Random random) {
    List<String> each = new ArrayList<>(Arrays.asList(words.split(", *")));
    Collections.shuffle(each, random);
    return String.join(", ", each);
  }

  private static List<FieldFact> facts(Random random) {
    List<String> names =
        List.of("decl_price", "trade_usci", "a_person", "overseas_party_x", "typist_ic", "x");
    List<FieldFact> facts = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      List<String> categories = new ArrayList<>(Categories.ALL);
      Collections.shuffle(categories, random);
      facts.add(
          new FieldFact(
              new ColumnId("s", "s", "t" + i, names.get(random.nextInt(names.size()))),
              "r",
              List.of("declaration", "express", "parameters", "transport").get(random.nextInt(4)),
              new Bilingual(random.nextBoolean() ? "收件人姓名" : "其他", ""),
              FieldType.STRING,
              "",
              Optional.empty(),
              random.nextInt(6) == 0
                  ? Optional.empty()
                  : Optional.of(Sensitivity.values()[random.nextInt(5)]),
              categories.subList(0, random.nextInt(3)),
              random.nextInt(3) == 0 ? List.of("mobile") : List.of(),
              Openness.values()[random.nextInt(3)]));
    }
    return facts;
  }

  private static Decisions decide(Decider decider, List<FieldFact> facts) {
    Verdict verdict = decider.decide(SERVICE, facts);
    assertThat(verdict).isInstanceOf(Verdict.Decided.class);
    return ((Verdict.Decided) verdict).decisions();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void theSamePackInAnotherOrderDecidesTheSame(int seed) {
    Random random = new Random(seed);
    List<SourceText> files =
        RulePackReader.files(Path.of("..", "samples", "rules")).value().orElseThrow();
    List<SourceText> others = shuffled(files, random);
    assertThat(others.stream().map(SourceText::text).sorted().toList())
        .isNotEqualTo(files.stream().map(SourceText::text).sorted().toList());

    RulePack pack = RulePackReader.read(files).value().orElseThrow();
    RulePack other = RulePackReader.read(others).value().orElseThrow();
    assertThat(other).isEqualTo(pack);
    assertThat(other.fingerprint()).isEqualTo(pack.fingerprint());

    List<FieldFact> facts = facts(random);
    Decisions decisions = decide(Decider.build(pack).value().orElseThrow(), facts);
    Collections.shuffle(facts, random);
    assertThat(decide(Decider.build(other).value().orElseThrow(), facts)).isEqualTo(decisions);
  }

  private static final String PACK =
      """
      pack: test
      version: 1.0.0
      title: { zh: 测试, en: Test }
      switches: [agent_prices]
      masks:
        M-HEAD: { kind: keep, first: 3, last: 0 }
      limits:
        OWN: { perSecond: 20, burst: 40, perDay: 100000 }
        PLATFORM: { perSecond: 5, burst: 10, perDay: 20000 }
        SANDBOX: { perSecond: 10, burst: 20, perDay: 5000 }
      """;

  private static final List<String> BY_HAND =
      List.of(
          "stage == \"classify\", field str[endsWith] \"_person\" => sensitivity($field, \"S3\")",
          "stage == \"classify\", categories contains \"price\" => sensitivity($field, \"S2\")",
          "stage == \"classify\", label == \"其他\" => category($field, \"free-text\")",
          "stage == \"classify\", detectors contains \"mobile\" => category($field, \"phone\")",
          "stage == \"open\" => approval($field, \"REVIEW\")",
          "stage == \"open\", strictness >= 3 => openness($field, \"CLOSED\")",
          "stage == \"open\", strictness >= 2 => approval($field, \"OWNER\", \"FINANCE INSURANCE\", \"\")",
          "stage == \"open\", categories contains \"price\" => deny($field, \"\", \"DISCREDITED\")",
          "stage == \"limit\" => limit($field, \"OWN\")",
          "stage == \"limit\", strictness >= 1 => limit($field, \"SANDBOX\", \"\", \"ANONYMOUS UNRATED\")",
          "stage == \"limit\", categories contains \"price\" => limit($field, \"PLATFORM\")",
          "stage == \"mask\" => mask($field, \"none\", \"\", \"\")",
          "stage == \"mask\", categories contains \"free-text\" => mask($field, \"M-HEAD\", \"agent_prices\", \"AGENT\")",
          "stage == \"mask\", sensitivity == \"S2\" => mask($field, \"M-DROP\", \"\", \"CARRIER PUBLIC\")",
          "stage == \"influence\" => influence($field, \"allow\", \"\", \"\")",
          "stage == \"influence\", strictness >= 2 => influence($field, \"refuse\", \"WHERE ORDER\", \"true\")");

  /** Written by hand, each rule with a salience of its own, so that they fire in another order. */
  private static Decider byHand(Random random) {
    List<String> rules = new ArrayList<>();
    for (int i = 0; i < BY_HAND.size(); i++) {
      String[] parts = BY_HAND.get(i).split(" => ");
      rules.add(
          "rule \"by-hand/r"
              + i
              + "\"\n    salience "
              + random.nextInt(-100, 100)
              + "\nwhen\n    $field : Subject( "
              + parts[0]
              + " )\n    $decide : Decide()\nthen\n    $decide."
              + parts[1]
              + ";\nend\n");
    }
    Collections.shuffle(rules, random);
    String text =
        "package io.tidegate.rules.generated\nimport io.tidegate.rules.drools.Subject\n"
            + "import io.tidegate.rules.drools.Decide\n"
            + String.join("", rules);
    RulePack pack =
        RulePackReader.read(
                List.of(new SourceText("pack.yaml", PACK), new SourceText("by-hand.drl", text)))
            .value()
            .orElseThrow();
    return Decider.build(pack).value().orElseThrow();
  }

  @Test
  void theOrderInWhichRulesFireDecidesNothing() {
    Random random = new Random(7);
    List<FieldFact> facts = facts(random);
    Decisions first = decide(byHand(random), facts);
    assertThat(first.fields().values().stream().map(f -> f.label().sensitivity()).distinct())
        .hasSizeGreaterThan(3);
    for (int run = 0; run < 8; run++) {
      Collections.shuffle(facts, random);
      Decisions other = decide(byHand(random), facts);
      assertThat(other.fields()).isEqualTo(first.fields());
      assertThat(other.service()).isEqualTo(first.service());
      assertThat(other.terms()).isEqualTo(first.terms()).hasSize(6);
    }
  }
}
