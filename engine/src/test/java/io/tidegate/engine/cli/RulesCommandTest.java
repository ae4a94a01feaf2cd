package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCommandTest {
  private static final String SAMPLES = "../samples/rules";

  @TempDir Path folder;

  /** A copy of the sample pack in which one text is replaced in one file. */
  private Path changed(String file, String right, String wrong) throws IOException {
    Path copy = Files.createDirectory(folder.resolve("pack"));
    try (Stream<Path> files = Files.list(Path.of(SAMPLES))) {
      for (Path each : files.toList()) {
        Files.copy(each, copy.resolve(each.getFileName()));
      }
    }
    String text = Files.readString(copy.resolve(file));
    assertThat(text).contains(right);
    Files.writeString(copy.resolve(file), text.replace(right, wrong));
    return copy;
  }

  @Test
  void theSamplePackIsFitToBeUsed() {
    CommandRun run = CommandRun.of("rules", "check", SAMPLES);
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("\nsingle-window ", "scenarios: 9 passed, 0 failed\n", " 0 unreachable, ")
        .contains(
            "mask-persons/telephones  (mask-persons.yaml:9:9)\n  conflict: `M-TEL` and `M-BILL` hide"
                + " equally much in different ways, so the value is left out\n"
                + "    for { type: string, category: [bill-no, phone], sensitivity: S3, relation:"
                + " regulator }\n")
        .contains("mask\n  gap: no row decides for public", "  overlap: prevails over ");
  }

  @Test
  void eachOverlapIsToldWithItsExampleWhenAskedFor() {
    CommandRun run = CommandRun.of("rules", "check", "--overlaps", SAMPLES);
    assertThat(run.out())
        .contains(
            "  overlap: gives way to classify-business/partner-codes\n"
                + "    for { field: consignee_usci, area: bonded, category: account-no }\n");
  }

  @Test
  void aPackThatDecidesOtherwiseThanItsScenariosSayFailsAtTheirPlace() throws IOException {
    Path pack =
        changed("mask-carrier.yaml", "category: [price, amount, fee", "category: [amount, fee");
    CommandRun run = CommandRun.of("rules", "check", pack.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "scenarios.yaml:13:18: error RULE-SCENARIO: the scenario `price-of-a-declaration`"
                + " expects otherwise: for `carrier` ",
            "8 passed, 1 failed");
  }

  @Test
  void aFaultIsToldAtItsPlaceAndNothingElse() throws IOException {
    Path pack = changed("mask-agent.yaml", "mask: M-NAME", "mask: M-NAEM");
    CommandRun run = CommandRun.of("rules", "check", pack.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("mask-agent.yaml:15:19: error RULE-UNKNOWN-MASK", "did you mean `M-NAME`?")
        .endsWith("refused\n");
  }

  @Test
  void hostileRulesWrittenByHandAreRefusedBeforeTheyAreBuilt() throws IOException {
    Path pack = changed("pack.yaml", "Opening rules", "Other rules");
    Files.writeString(
        pack.resolve("by-hand.drl"),
        "package io.tidegate.rules.generated\nrule \"by-hand/x\" when eval( System.setProperty(\"a\","
            + " \"b\") == null ) then end\n");
    CommandRun run = CommandRun.of("rules", "check", pack.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("by-hand.drl:2:1: error RULE-DRL-REFUSED");
    assertThat(System.getProperty("a")).isNull();
  }

  @Test
  void toolsGetEverythingInOneShape() throws IOException {
    CommandRun run = CommandRun.of("rules", "check", "--format", "json", SAMPLES);
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.get("pack").asText()).isEqualTo("single-window");
    assertThat(report.get("outcome").asText()).isEqualTo("ok");
    assertThat(report.get("fingerprint").asText()).matches("[0-9a-f]{64}");
    assertThat(report.get("diagnostics")).isEmpty();
    assertThat(report.get("incomplete")).isEmpty();
    List<String> kinds = report.get("findings").findValuesAsText("kind");
    assertThat(kinds).contains("gap", "overlap", "conflict").hasSizeGreaterThan(100);
    JsonNode gap = report.get("findings").get(0);
    assertThat(gap.get("stage").asText()).isEqualTo("classify");
    assertThat(gap.get("file").asText()).endsWith(".yaml");
    assertThat(gap.get("line").asInt()).isPositive();
    assertThat(report.get("scenarios")).hasSize(9);
    assertThat(report.get("scenarios").findValuesAsText("outcome")).containsOnly("passed");
  }

  @Test
  void aPackGoesToAWorkbookAndBack() throws IOException {
    Path workbook = folder.resolve("rules.xlsx");
    Path back = folder.resolve("back");
    CommandRun export = CommandRun.of("rules", "export", SAMPLES, "--to", workbook.toString());
    assertThat(export.exitCode()).isZero();
    assertThat(export.out() + export.err()).isEmpty();
    CommandRun imported =
        CommandRun.of("rules", "import", workbook.toString(), "--to", back.toString());
    assertThat(imported.exitCode()).isZero();
    assertThat(imported.out() + imported.err()).isEmpty();
    assertThat(contents(back)).isEqualTo(contents(Path.of(SAMPLES)));

    // neither takes the place of what is there
    assertThat(CommandRun.of("rules", "export", SAMPLES, "--to", workbook.toString()).exitCode())
        .isEqualTo(2);
    Files.writeString(back.resolve("mine.txt"), "kept");
    assertThat(
            CommandRun.of("rules", "import", workbook.toString(), "--to", back.toString())
                .exitCode())
        .isEqualTo(2);
    assertThat(back.resolve("mine.txt")).hasContent("kept");
    assertThat(names(folder)).containsExactlyInAnyOrder("rules.xlsx", "back");
  }

  @Test
  void anImportReplacesAPackWhenAskedToAndNothingElse() throws IOException {
    Path pack = changed("mask-agent.yaml", "mask: M-NAME", "mask: M-COVER");
    Files.writeString(pack.resolve("old.drl"), "no longer wanted");
    Path workbook = folder.resolve("rules.xlsx");
    assertThat(CommandRun.of("rules", "export", SAMPLES, "--to", workbook.toString()).exitCode())
        .isZero();
    String[] replacing = {
      "rules", "import", workbook.toString(), "--to", pack.toString(), "--replace"
    };

    Files.writeString(pack.resolve("mine.txt"), "kept");
    assertThat(CommandRun.of(replacing).exitCode()).isEqualTo(2);
    assertThat(pack.resolve("mine.txt")).hasContent("kept");
    assertThat(pack.resolve("old.drl")).exists();

    Files.delete(pack.resolve("mine.txt"));
    assertThat(CommandRun.of(replacing).exitCode()).isZero();
    assertThat(contents(pack)).isEqualTo(contents(Path.of(SAMPLES)));
    assertThat(names(folder)).containsExactlyInAnyOrder("rules.xlsx", "pack");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : names(folder)) {
      contents.put(name, Files.readString(folder.resolve(name)));
    }
    return contents;
  }

  @Test
  void aWorkbookThatIsRefusedWritesNothing() throws IOException {
    Path attacks = Path.of("../rules/src/test/resources/workbook");
    for (String name : names(attacks)) {
      if (name.startsWith("good-")) {
        continue;
      }
      Path back = folder.resolve("back");
      CommandRun run =
          CommandRun.of(
              "rules", "import", attacks.resolve(name).toString(), "--to", back.toString());
      assertThat(run.exitCode()).as(name).isEqualTo(1);
      assertThat(run.err()).as(name).contains("error RULE-WORKBOOK");
      assertThat(folder).as(name).isEmptyDirectory();
    }
  }

  @Test
  void aPackThatIsRefusedIsNotExported() throws IOException {
    Path pack = changed("mask-agent.yaml", "mask: M-NAME", "mask: M-NAEM");
    Path workbook = folder.resolve("rules.xlsx");
    CommandRun run = CommandRun.of("rules", "export", pack.toString(), "--to", workbook.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("error RULE-UNKNOWN-MASK");
    assertThat(workbook).doesNotExist();
  }

  @Test
  void aFolderThatIsNotThereIsAWrongUse() {
    assertThat(CommandRun.of("rules", "check", "gone").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("rules").exitCode()).isEqualTo(2);
  }
}
