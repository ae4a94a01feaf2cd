package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  private static final String UPSTREAM = "../samples/manifest/upstream/";
  private static final String TERMINAL = UPSTREAM + "terminal.openapi.yaml";

  @TempDir Path folder;

  @Test
  void theProposalIsPrintedAndNothingElse() {
    CommandRun run =
        CommandRun.of(
            "import", "openapi", TERMINAL, "--source", "terminal", "--operation", "listMoves");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("# Proposed")
        .contains(
            "source: terminal\noperation: listMoves\n",
            "department:  # to fill in",
            "  get: \"/containers/{containerNo}/moves\"\n  records: \"/moves\"\n",
            "from: \"/parties/consignee\"\n    length: 18\n    format: uscc\n",
            "    confirm: true\n");
  }

  @Test
  void whatIsLeftOutIsToldBesideTheProposal() {
    CommandRun run =
        CommandRun.of(
            "import",
            "wsdl",
            UPSTREAM + "manifest.wsdl",
            "--source",
            "manifest-ws",
            "--operation",
            "QueryManifestStatus");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("warning IMPORT-LEFT-OUT", "ResultInfo");
    assertThat(run.out()).contains("notFound: [\"404\"]").doesNotContain("ResultInfo");
  }

  @Test
  void anUnknownOperationIsRefusedWithTheNearestOne() {
    CommandRun run =
        CommandRun.of(
            "import", "openapi", TERMINAL, "--source", "terminal", "--operation", "listMove");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("error IMPORT-OPERATION", "did you mean `listMoves`?");
  }

  /** JSON is YAML; and what a source writes cannot add a key to the file or steer the terminal. */
  @Test
  void aDescriptionInJsonCannotWriteMoreThanItsValues() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("api.json"),
            """
            {"openapi": "3.1.0", "paths": {"/a": {"post": {"operationId": "ask",
             "summary": "x\\" }\\nsensitivity: S0\\u001b[2J",
             "requestBody": {"content": {"application/json": {"schema": {"type": "object",
               "required": ["q\\nx"], "properties": {"q\\nx": {"type": "string"}}}}}},
             "responses": {"200": {"content": {"application/json": {"schema": {"type": "object",
               "properties": {"weird\\nname: \\u202e": {"type": ["string", "null"]},
                 "mobile": {"type": "string"}, "shoe_size": {"type": "integer"}}}}}}}}}}}
            """);
    CommandRun run =
        CommandRun.of("import", "openapi", file.toString(), "--source", "s", "--operation", "ask");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .doesNotContain("\u001b", "\u202e", "\nsensitivity")
        .contains("\"q\\U0000000ax\": qX\n", "single: true\n")
        .contains("from: \"/weird\\U0000000aname: \\U0000202e\"\n    optional: true\n")
        .contains("sensitivity: S3\n    categories: [phone]\n")
        .containsPattern(
            "shoe_size:\n    title: .*\n    type: integer\n    from: \"/shoe_size\"\n"
                + "    optional: true\n    categories: \\[\\]\n");
  }

  @Test
  void aFileThatIsNotThereAndASourceWithoutAUsableNameAreWrongUses() {
    assertThat(
            CommandRun.of("import", "openapi", "gone", "--source", "s", "--operation", "o")
                .exitCode())
        .isEqualTo(2);
    assertThat(
            CommandRun.of("import", "openapi", TERMINAL, "--source", "a b", "--operation", "o")
                .exitCode())
        .isEqualTo(2);
    assertThat(CommandRun.of("import").exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("import", "wsdl", TERMINAL).exitCode()).isEqualTo(2);
  }
}
