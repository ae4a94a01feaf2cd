package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImpactCommandTest {
  private static final Path RULES = Path.of("..", "samples", "rules");
  private static final String GOODS = "../samples/tutorial/declaration-goods.yaml";

  @TempDir Path folder;

  /** The sample pack with one text replaced in one of its tables. */
  private Path edited(String table, String text, String by) throws IOException {
    try (Stream<Path> files = Files.list(RULES)) {
      for (Path file : files.toList()) {
        String content = Files.readString(file);
        if (file.getFileName().toString().equals(table)) {
          assertThat(content).contains(text);
          content = content.replace(text, by);
        }
        Files.writeString(folder.resolve(file.getFileName().toString()), content);
      }
    }
    return folder;
  }

  private CommandRun impact(Path rules, String... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of(
                    "impact",
                    "--catalog",
                    "../samples/declaration/catalog",
                    "--catalog",
                    "../samples/parameters/catalog",
                    "--against",
                    RULES.toString(),
                    "--rules",
                    rules.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void aSwitchThatFallsAwayIsALooseningWithAnExample() throws IOException {
    Path rules =
        edited("mask-agent.yaml", "{ mask: M-DROP, unless: agent_prices }", "{ mask: none }");

    CommandRun run = impact(rules, "--lang", "en", GOODS);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
    assertThat(run.out())
        .contains(
            "loosened   rows[].decl_price  AGENT: M-DROP unless agent_prices -> none",
            "example    AGENT: decl_price null -> 61680.00",
            "1 services, 1 decided otherwise, 1 changed: 1 loosened, 0 appeared, 0 tightened",
            "grade: loosening; another administrator has to approve it");
  }

  @Test
  void toolsGetTheSame() throws IOException {
    Path rules =
        edited("mask-agent.yaml", "{ mask: M-DROP, unless: agent_prices }", "{ mask: none }");

    CommandRun run = impact(rules, "--format", "json", GOODS);

    JsonPath json = JsonPath.from(run.out());
    assertThat(json.getString("grade")).isEqualTo("loosening");
    assertThat(json.getBoolean("needs_approval")).isTrue();
    assertThat(json.getInt("total.loosened")).isEqualTo(1);
    assertThat(json.getString("services[0].fields[0].rules_after[0]")).startsWith("mask-agent/");
    assertThat(json.<String>getList("services[0].fields[0].paths"))
        .containsExactly("rows[].decl_price");
    assertThat(json.getString("services[0].examples[0].before.decl_price")).isNull();
    assertThat(run.out()).contains("\"decl_price\" : 61680.00");
    assertThat(json.getString("services[0].examples[0].after.hs_code")).isEqualTo("9403200000");
  }

  @Test
  void aTighterMaskIsATightening() throws IOException {
    Path rules = edited("mask-carrier.yaml", "{ mask: M-HS }", "{ mask: M-COVER }");

    CommandRun run = impact(rules, "--lang", "zh", GOODS);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.out())
        .contains("收紧  rows[].hs_code  CARRIER: M-HS -> M-COVER", "可立即发布")
        .doesNotContain("示例");
  }

  @Test
  void aFieldThatGoesIsToldAsVanished() throws IOException {
    Path rules = edited("mask-carrier.yaml", "{ mask: M-HS }", "{ mask: M-DROP }");

    assertThat(impact(rules, "--lang", "en", GOODS).out())
        .contains("vanished   rows[].hs_code  CARRIER: M-HS -> M-DROP");
  }

  @Test
  void aDenialTakesTheServiceAway() throws IOException {
    Path rules =
        edited(
            "open-tiers.yaml",
            "then: { openness: closed, approval: review }\n    why: { zh: 报关",
            "then: { deny: not at all }\n    why: { zh: 报关");

    CommandRun run = impact(rules, "--lang", "en", GOODS);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
    assertThat(run.out())
        .contains(
            "declaration-goods 1.0.0  would be refused", "RULE-DENIED", "1 services newly refused");
  }

  @Test
  void anOpenTierTellsWhoIsServedBesides() throws IOException {
    Path rules =
        edited(
            "open-tiers.yaml",
            "when: { area: parameters, sensitivity: S0 }\n    then: { approval: auto }",
            "when: { area: parameters, sensitivity: S0 }\n    then: { openness: conditional, approval: review }");

    CommandRun run =
        impact(rules, "--lang", "en", "../samples/parameters/services/parameter-lookup.yaml");

    assertThat(run.out()).contains("approval: ").contains("-> review");
  }

  @Test
  void thePackItselfChangesNothing() {
    CommandRun run = impact(RULES, "--lang", "en", "../samples/tutorial");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("0 decided otherwise", "grade: none; it may be released at once");
  }

  @Test
  void whatCannotBeJudgedHasNoGrade() throws IOException {
    Path broken = edited("mask-carrier.yaml", "{ mask: M-HS }", "{ mask: M-NOT-THERE }");
    assertThat(impact(broken, GOODS).exitCode()).isEqualTo(1);
    assertThat(impact(broken, GOODS).err()).contains("RULE-UNKNOWN-MASK");

    CommandRun document = impact(RULES, "../samples/broken/unknown-column.yaml");
    assertThat(document.exitCode()).isEqualTo(1);
    assertThat(document.err()).contains("SQL-");
  }

  @Test
  void wrongUses() {
    for (String[] arguments :
        new String[][] {
          {"impact"},
          {"impact", "--rules", "gone"},
          {"impact", "--rules", RULES.toString(), "gone.yaml"},
          {"impact", "--rules", RULES.toString(), "--format", "xml"}
        }) {
      assertThat(CommandRun.of(arguments).exitCode()).as(String.join(" ", arguments)).isEqualTo(2);
    }
  }
}
