package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What CI systems and editors may rely on: exit codes, the shape of the JSON, and never a crash.
 */
class CheckCommandTest {
  private static final Path GOOD = Path.of("../samples/tutorial/declaration-goods.yaml");
  private static final String WRONG = "../samples/broken/two-unknown-columns.yaml";
  private static final String RULED = "../samples/broken/price-oracle.yaml";
  private static final String WARNED = "../samples/broken/never-shown.yaml";

  @TempDir Path folder;

  @Test
  void theJsonHasOneObjectPerFileInTheShapeOfTheContract() throws IOException {
    CommandRun run =
        CommandRun.judging("check", "--format", "json", GOOD.toString(), WRONG, RULED, WARNED);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report).hasSize(4);
    for (JsonNode file : report) {
      assertThat(names(file))
          .contains(
              "file", "service", "version", "outcome", "fingerprint", "diagnostics", "certificate");
      assertThat(file.path("service").isTextual()).isTrue();
      assertThat(file.path("version").asText()).isEqualTo("1.0.0");
      assertThat(file.path("outcome").asText()).isIn("ok", "refused");
      file.path("diagnostics").forEach(CheckCommandTest::isDiagnostic);
    }
    isAccepted(report.get(0), GOOD.toString(), "declaration-goods");
    isRefused(report.get(1), WRONG, "two-unknown-columns");
    isRefused(report.get(2), RULED, "price-oracle");
    isAccepted(report.get(3), WARNED, "never-shown");
    assertThat(report.get(2).at("/diagnostics/0/rule").asText()).isEqualTo("influence/money");
    assertThat(report.get(3).at("/diagnostics/0/severity").asText()).isEqualTo("warning");
  }

  @Test
  void thePlaceOfADiagnosticCountsLinesAndColumnsFromOneAndEndsBehindTheText() throws IOException {
    CommandRun run = CommandRun.judging("check", "--format", "json", WRONG);
    JsonNode first = new ObjectMapper().readTree(run.out()).at("/0/diagnostics/0");

    String line = Files.readAllLines(Path.of(WRONG)).get(first.path("line").asInt() - 1);
    assertThat(first.path("endLine").asInt()).isEqualTo(first.path("line").asInt());
    assertThat(
            line.substring(first.path("column").asInt() - 1, first.path("endColumn").asInt() - 1))
        .isEqualTo("h.entri_id");
    assertThat(first.path("suggestion").asText()).isEqualTo("entry_id");
  }

  @Test
  void theTextShowsThePlaceAndCountsTheFiles() {
    CommandRun run = CommandRun.judging("check", GOOD.toString(), WRONG);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(GOOD + ": ok  declaration-goods 1.0.0  ")
        .contains(WRONG + ":")
        .contains("error SQL-UNKNOWN-COLUMN: ")
        .contains("^^^^^^^^^^")
        .endsWith("1 ok, 1 refused\n");
  }

  @Test
  void whenAllPassItSucceeds() {
    CommandRun run = CommandRun.judging("check", GOOD.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).endsWith("1 ok, 0 refused\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aFolderWithWhateverIsInItGetsAPlaceForEachFileAndNeverAStackTrace() throws IOException {
    Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2});
    Files.writeString(folder.resolve("brackets.yaml"), "[".repeat(100_000));
    Files.writeString(folder.resolve("empty.yaml"), "");
    Files.writeString(folder.resolve("escape.yaml"), "a: \u001b[31mred\n");
    Files.writeString(folder.resolve("large.yaml"), "a: 1\n".repeat(1_000_000));
    Files.writeString(folder.resolve("scalar.yaml"), "42\n");
    Files.createSymbolicLink(folder.resolve("nowhere.yaml"), folder.resolve("gone"));
    Files.createDirectories(folder.resolve("x.yaml"));
    Path good = Files.copy(GOOD, folder.resolve("x.yaml/报关单商品.yaml"));
    Files.createSymbolicLink(folder.resolve("link.yaml"), good);

    CommandRun run = CommandRun.judging("check", "--format", "json", folder.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).doesNotContain("Exception", "\tat ");
    assertThat(run.err()).isEmpty();
    Map<String, String> found = new TreeMap<>();
    for (JsonNode file : new ObjectMapper().readTree(run.out())) {
      Path name = folder.relativize(Path.of(file.path("file").asText()));
      file.path("diagnostics").forEach(CheckCommandTest::isDiagnostic);
      found.put(
          name.toString(),
          file.path("outcome").asText() + " " + file.at("/diagnostics/0/code").asText());
    }
    assertThat(found)
        .containsExactly(
            Map.entry("binary.yaml", "refused YAML-NOT-TEXT"),
            Map.entry("brackets.yaml", "refused YAML-TOO-DEEP"),
            Map.entry("empty.yaml", "refused YAML-EMPTY"),
            Map.entry("escape.yaml", "refused YAML-SYNTAX"),
            Map.entry("large.yaml", "refused YAML-TOO-LARGE"),
            Map.entry("link.yaml", "ok "),
            Map.entry("scalar.yaml", "refused YAML-KIND"),
            Map.entry("x.yaml/报关单商品.yaml", "ok "));
  }

  @Test
  void aFileThatMayNotBeReadIsRefusedAsTheOthersAre() throws IOException {
    Path file = Files.copy(GOOD, folder.resolve("secret.yaml"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(file), "root may read everything");

    CommandRun run = CommandRun.judging("check", file.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains(file + ":1:1: error FILE-UNREADABLE: ");
  }

  @Test
  void aBrokenCatalogIsToldWithItsOwnPlacesAndNothingIsJudged() throws IOException {
    Files.writeString(folder.resolve("customs.yaml"), "source: customs\nkind: oracle\n");
    Files.writeString(folder.resolve("binary.yaml"), "resource: \u0001\n");

    CommandRun text = CommandRun.of("check", "--catalog", folder.toString(), rules(), GOOD + "");
    CommandRun json =
        CommandRun.of(
            "check", "--format=json", "--catalog", folder.toString(), rules(), GOOD.toString());

    isRefusedWithoutATrace(text);
    assertThat(text.out()).contains("customs.yaml:2:7: error YAML-VALUE: ");
    isRefusedWithoutATrace(json);
    JsonNode report = new ObjectMapper().readTree(json.out());
    assertThat(report).hasSize(2);
    for (JsonNode file : report) {
      assertThat(file.path("file").asText()).endsWith(".yaml").doesNotContain("goods");
      assertThat(file.path("outcome").asText()).isEqualTo("refused");
      assertThat(file.path("diagnostics")).isNotEmpty();
      file.path("diagnostics").forEach(CheckCommandTest::isDiagnostic);
    }
  }

  @Test
  void aBrokenRulePackIsToldWithItsOwnPlaces() throws IOException {
    Files.writeString(
        folder.resolve("pack.yaml"), "pack: mine\nversion: 1\ntitle: { zh: 规则, en: Rules }\n");
    Files.writeString(folder.resolve("table.yaml"), "table: t\nstage: unmask\n");
    Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0});

    CommandRun run =
        CommandRun.of(
            "check",
            "--catalog=../samples/declaration/catalog",
            "--catalog=../samples/parameters/catalog",
            "--rules",
            folder.toString(),
            GOOD.toString());

    isRefusedWithoutATrace(run);
    assertThat(run.out()).contains("binary.yaml:1:1: error YAML-NOT-TEXT: ");
  }

  @Test
  void aRulePackFolderWithoutAPackIsToldToo() {
    CommandRun run =
        CommandRun.of(
            "check",
            "--catalog=../samples/declaration/catalog",
            "--catalog=../samples/parameters/catalog",
            "--rules",
            folder.toString(),
            GOOD.toString());
    isRefusedWithoutATrace(run);
    assertThat(run.out()).contains("pack.yaml:1:1: error RULE-NO-PACK: ");
  }

  @Test
  void aWrongUseIsToldOnTheErrorStreamAndNothingOnTheOther() throws IOException {
    String good = GOOD.toString();
    Path emptyFolder = Files.createDirectories(folder.resolve("empty.yaml"));
    isWrongUse("there is no file or folder gone.yaml", "check", "gone.yaml");
    isWrongUse("there is no service document below", "check", emptyFolder.toString());
    isWrongUse("Unknown option: '--jsn'", "check", "--jsn", good);
    isWrongUse("'xml'", "check", "--format", "xml", good);
    isWrongUse("PATH", "check");
    isWrongUse("there is no folder gone", "check", "--catalog", "gone", good);
    isWrongUse("there is no folder gone", "check", catalog(), "--rules", "gone", good);
    isWrongUse("there is no folder " + good, "check", catalog(), "--rules", good, good);
    isWrongUse("there are no samples at", "check", good);
  }

  private static void isWrongUse(String said, String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.exitCode()).as(List.of(arguments).toString()).isEqualTo(2);
    assertThat(run.err()).contains(said).doesNotContain("Exception", "\tat ");
    assertThat(run.out()).isEmpty();
  }

  private static void isRefusedWithoutATrace(CommandRun run) {
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isNotBlank().doesNotContain("Exception", "\tat ");
    assertThat(run.err()).isEmpty();
  }

  private static void isRefused(JsonNode file, String name, String service) {
    assertThat(file.path("file").asText()).isEqualTo(name);
    assertThat(file.path("service").asText()).isEqualTo(service);
    assertThat(file.path("outcome").asText()).isEqualTo("refused");
    assertThat(file.path("fingerprint").isNull()).isTrue();
    assertThat(file.path("certificate").isNull()).isTrue();
    assertThat(file.path("diagnostics")).isNotEmpty();
    assertThat(file.at("/diagnostics/0/file").asText()).isEqualTo(name);
    assertThat(file.at("/diagnostics/0/severity").asText()).isEqualTo("error");
  }

  private static void isAccepted(JsonNode file, String name, String service) {
    assertThat(file.path("file").asText()).isEqualTo(name);
    assertThat(file.path("service").asText()).isEqualTo(service);
    assertThat(file.path("outcome").asText()).isEqualTo("ok");
    assertThat(file.path("fingerprint").asText()).matches("[0-9a-f]{64}");
    JsonNode certificate = file.path("certificate");
    assertThat(names(certificate)).contains("fields", "influences");
    assertThat(certificate.path("fields")).isNotEmpty();
    for (JsonNode field : certificate.path("fields")) {
      assertThat(names(field))
          .contains("path", "type", "nullable", "sources", "label", "masks", "rules");
      assertThat(field.path("nullable").isBoolean()).isTrue();
      assertThat(field.path("sources").isArray()).isTrue();
      assertThat(field.path("masks").isObject()).isTrue();
      assertThat(field.path("rules").isArray()).isTrue();
    }
    assertThat(certificate.path("influences")).isNotEmpty();
    for (JsonNode influence : certificate.path("influences")) {
      assertThat(names(influence)).contains("column", "where", "allowedBy");
      assertThat(influence.path("allowedBy").asText()).isNotBlank();
    }
  }

  private static void isDiagnostic(JsonNode diagnostic) {
    assertThat(names(diagnostic))
        .contains(
            "code",
            "severity",
            "message",
            "help",
            "file",
            "line",
            "column",
            "endLine",
            "endColumn");
    assertThat(diagnostic.path("code").asText()).matches("[A-Z]+(-[A-Z0-9]+)+");
    assertThat(diagnostic.path("severity").asText()).isIn("error", "warning");
    assertThat(diagnostic.path("message").asText()).isNotBlank();
    assertThat(diagnostic.path("help").asText()).isNotBlank();
    assertThat(diagnostic.path("line").asInt()).isPositive();
    assertThat(diagnostic.path("column").asInt()).isPositive();
    assertThat(diagnostic.path("endLine").asInt())
        .isGreaterThanOrEqualTo(diagnostic.path("line").asInt());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String rules() {
    return "--rules=../samples/rules";
  }

  private static String catalog() {
    return "--catalog=../samples/declaration/catalog";
  }
}
