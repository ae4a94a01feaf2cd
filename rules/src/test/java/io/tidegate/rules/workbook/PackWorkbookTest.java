package io.tidegate.rules.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.RuleCode;
import io.tidegate.rules.pack.RulePack;
import io.tidegate.rules.pack.RulePackReader;
import io.tidegate.rules.pack.TableForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dhatim.fastexcel.HyperLink;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pack goes to a workbook and back without a byte of difference; a bad workbook gives nothing.
 */
class PackWorkbookTest {
  private static final String PACK =
      """
      # What governs the test.
      pack: test
      version: 1.0.0
      title: { zh: 测试, en: Test }
      switches: [agent_prices]   # who may lift what
      masks:
        M-HEAD: { kind: keep, first: 3, last: 0 }
      """;

  private static final String TABLE =
      """
      # Who sees prices.
      #
      #   And why.
      table: prices
      stage: mask
      title: { zh: 价格, en: 'Prices, of all kinds: #1' }
      rows:
        # the agent first
        - id: agent
          when: { relation: agent, field: { prefix: 'a,b' }, category: [price, fee], sensitivity: { atLeast: S2 } }
          then: { mask: M-DROP, unless: agent_prices }
          why: { zh: 开关, en: 'a switch, ''quoted''' }
        - id: all
          when: { label: '# 3 _x0041_' }
          then: { mask: M-HEAD }
          why: { zh: 甲, en: '=1+1' }
      """;

  private static final String OPEN =
      """
      table: tiers
      stage: open
      title: { zh: 开放, en: Open }
      rows:
        - id: never
          when: { service: leak }
          then: { deny: 'it leaks: "truly", # and so on' }
          why: { zh: 乙, en: b }
      """;

  private static final String BY_HAND =
      """
      package io.tidegate.rules.generated
      import io.tidegate.rules.drools.Subject
      import io.tidegate.rules.drools.Decide

      rule "by-hand/row"
      when
          $field : Subject( stage == "open", area == "x" )
          $decide : Decide()
      then
          $decide.approval($field, "OWNER");
      end
      """;

  private static List<SourceText> files(String... more) {
    List<SourceText> files = new ArrayList<>();
    files.add(new SourceText("pack.yaml", PACK));
    files.add(new SourceText("prices.yaml", TABLE));
    for (int i = 0; i < more.length; i += 2) {
      files.add(new SourceText(more[i], more[i + 1]));
    }
    return files;
  }

  private static byte[] exported(List<SourceText> files) {
    Outcome<byte[]> exported = PackWorkbook.export(files);
    assertThat(exported.diagnostics()).isEmpty();
    return exported.value().orElseThrow();
  }

  private static List<String> texts(List<SourceText> files) {
    return files.stream().map(file -> file.name() + "\n" + file.text()).sorted().toList();
  }

  @Test
  void comesBackWithoutAByteOfDifference() {
    List<SourceText> files = files("tiers.yaml", OPEN, "by-hand.drl", BY_HAND);
    List<SourceText> back = PackWorkbook.read("p.xlsx", exported(files)).value().orElseThrow();
    assertThat(texts(back)).isEqualTo(texts(files));
  }

  @Test
  void theSamplePackComesBackWithoutAByteOfDifference() {
    List<SourceText> files =
        RulePackReader.files(Path.of("..", "samples", "rules")).value().orElseThrow();
    List<SourceText> back = PackWorkbook.read("p.xlsx", exported(files)).value().orElseThrow();
    assertThat(texts(back)).isEqualTo(texts(files));
  }

  /** Whatever texts stand in the cells. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyTextComesBack(int seed) {
    Random random = new Random(seed);
    List<String> parts =
        List.of(
            "a",
            " ",
            ",",
            "[",
            "]",
            "{",
            "}",
            ":",
            "#",
            "'",
            "\"",
            "\\",
            "-",
            "?",
            "!",
            "&",
            "*",
            "|",
            ">",
            "%",
            "@",
            "`",
            "~",
            "null",
            "true",
            "1.0",
            "0x1",
            "价",
            "𠮷",
            "_x000D_",
            "=",
            "_",
            "<!DOCTYPE x>",
            "&amp;",
            "{ prefix: x }",
            "é",
            "\u00a0");
    StringBuilder table =
        new StringBuilder("table: t\nstage: classify\ntitle: { zh: 表, en: t }\nrows:\n");
    for (int i = 0; i < 40; i++) {
      StringBuilder text = new StringBuilder("x");
      for (int j = random.nextInt(6); j >= 0; j--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      String value = text.substring(random.nextInt(2)).strip();
      value = value.isEmpty() || value.contains("\u00a0") ? "x" : value;
      String quoted = "'" + value.replace("'", "''") + "'";
      table
          .append("  - { id: r")
          .append(i)
          .append(", when: { label: [")
          .append(quoted)
          .append(", y], field: { prefix: ")
          .append(quoted)
          .append(" } }, then: { sensitivity: S2 }, why: { zh: ")
          .append(quoted)
          .append(", en: ")
          .append(quoted)
          .append(" } }\n");
    }
    List<SourceText> files =
        List.of(new SourceText("pack.yaml", PACK), new SourceText("t.yaml", table.toString()));
    RulePack before = RulePackReader.read(files).value().orElseThrow();

    Outcome<byte[]> exported = PackWorkbook.export(files);
    List<SourceText> back =
        PackWorkbook.read("p.xlsx", exported.value().orElseThrow()).value().orElseThrow();

    assertThat(RulePackReader.read(back).value()).contains(before);
    assertThat(texts(PackWorkbook.read("p.xlsx", exported(back)).value().orElseThrow()))
        .isEqualTo(texts(back));
  }

  @Test
  void everyColumnHasItsPlace() {
    assertThat(TableForm.ORDER).containsExactlyInAnyOrder(ConditionColumn.values());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "rows: | rows: # of all | RULE-COMMENT-LOST | # of all",
        "{ mask: M-HEAD } | { mask: M-HEAD } # why | RULE-COMMENT-LOST | # why",
        "{ mask: M-HEAD } | { \"mask\": M-HEAD } | RULE-LAYOUT | then: { \"mask\": M-HEAD }"
      })
  void warnsOfWhatDoesNotComeBack(String right, String wrong, String code, String text) {
    assertThat(TABLE).contains(right);
    Outcome<byte[]> exported =
        PackWorkbook.export(
            List.of(
                new SourceText("pack.yaml", PACK),
                new SourceText("prices.yaml", TABLE.replace(right, wrong))));
    assertThat(exported.isRefused()).isFalse();
    assertThat(exported.diagnostics())
        .anySatisfy(
            found -> {
              assertThat(found.code().id()).isEqualTo(code);
              assertThat(found.span().text().strip()).isEqualTo(text);
            });
  }

  @Test
  void aPackThatCannotBeReadHasNoWorkbook() {
    Outcome<byte[]> exported =
        PackWorkbook.export(List.of(new SourceText("pack.yaml", PACK.replace("keep", "kepe"))));
    assertThat(exported.isRefused()).isTrue();
    assertThat(exported.diagnostics().getFirst().code()).isEqualTo(RuleCode.MASK_KIND);
  }

  // ---- what somebody did to the cells

  /** A workbook with the sheets of the pack, changed by whoever had it. */
  private static byte[] edited(Consumer<Worksheet> edit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(out, "somebody", null)) {
      Worksheet pack = workbook.newWorksheet("pack.yaml");
      pack.value(0, 0, "file");
      pack.value(0, 1, "pack.yaml");
      pack.value(1, 0, "lines");
      List<String> lines = PACK.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        pack.value(i + 2, 0, lines.get(i));
      }
      Worksheet table = workbook.newWorksheet("prices");
      String[][] cells = {
        {"file", "prices.yaml"},
        {"table", "prices"},
        {"stage", "mask"},
        {"title zh", "价格"},
        {"title en", "Prices"},
        {"note"},
        {},
        {"id", "when relation", "when category", "then mask", "then unless", "why zh", "why en"},
        {"agent", "agent", "[price, fee]", "M-DROP", "agent_prices", "甲", "a"},
        {"all", "", "", "M-HEAD", "", "乙", "b"}
      };
      for (int row = 0; row < cells.length; row++) {
        for (int column = 0; column < cells[row].length; column++) {
          if (!cells[row][column].isEmpty()) {
            table.value(row, column, cells[row][column]);
          }
        }
      }
      edit.accept(table);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  @Test
  void takesATableThatSomebodyWroteWithTheColumnsHeNeeds() {
    List<SourceText> files = PackWorkbook.read("p.xlsx", edited(sheet -> {})).value().orElseThrow();
    assertThat(files.getLast().text())
        .isEqualTo(
            """
            table: prices
            stage: mask
            title: { zh: 价格, en: Prices }
            rows:
              - id: agent
                when: { relation: agent, category: [price, fee] }
                then: { mask: M-DROP, unless: agent_prices }
                why: { zh: 甲, en: a }
              - id: all
                then: { mask: M-HEAD }
                why: { zh: 乙, en: b }
            """);
  }

  @ParameterizedTest(name = "{0} becomes {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "A1 | fiel | RULE-WORKBOOK | A1",
        "B1 | ../prices.yaml | RULE-WORKBOOK | A1",
        "B1 | pack.yaml | RULE-WORKBOOK | B1",
        "A2 | tabel | RULE-WORKBOOK | A2",
        "B2 | No Table | RULE-NAME | B2",
        "B3 | masks | RULE-UNKNOWN-STAGE | B3",
        "A8 | number | RULE-WORKBOOK | A8",
        "B8 | when relatoin | RULE-UNKNOWN-COLUMN | B8",
        "B8 | relation | RULE-WORKBOOK | B8",
        "B8 | when probe | RULE-UNKNOWN-COLUMN | B8",
        "B8 | when organisation | RULE-WITH-GRANT | B8",
        "D8 | then limit | RULE-UNKNOWN-COLUMN | D8",
        "C8 | when relation | RULE-WORKBOOK | C8",
        "F8 | note | RULE-WORKBOOK | A8",
        "H9 | stray | RULE-WORKBOOK | H9",
        "B9 | agnet | RULE-UNKNOWN-WORD | B9",
        "C9 | [price, feee] | RULE-UNKNOWN-LABEL | C9",
        "C9 | [price | YAML-SYNTAX | C9",
        "C9 | price # and more | RULE-WORKBOOK | C9",
        "C9 | !!java.io.File [x] | YAML-TAG | C9",
        "D9 | M-NOBODY | RULE-UNKNOWN-MASK | D9",
        "E9 | nobody | RULE-UNKNOWN-SWITCH | E9",
        "D9 | '' | RULE-WORKBOOK | D9",
        "A9 | '' | RULE-WORKBOOK | A9",
        "A10 | agent | RULE-DUPLICATE-ROW | A10",
        "A10 | a/b | RULE-NAME | A10",
        "F9 | '' | RULE-WORKBOOK | F9"
      })
  void aFaultIsToldAtItsSheetAndCell(String cell, String text, String code, String told) {
    int column = cell.charAt(0) - 'A';
    int row = Integer.parseInt(cell.substring(1)) - 1;
    Outcome<List<SourceText>> outcome =
        PackWorkbook.read("p.xlsx", edited(sheet -> sheet.value(row, column, text)));
    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.diagnostics().stream().map(d -> d.code().id() + " " + d.span().source()))
        .contains(code + " p.xlsx prices!" + told);
  }

  @Test
  void aFaultInASheetOfLinesIsToldAtItsCell() {
    byte[] workbook =
        WorkbookWriter.write(
            List.of(
                LineSheet.content("pack.yaml", PACK.replace("kind: keep", "kind: kepe")),
                LineSheet.content("by-hand.drl", BY_HAND)));
    Diagnostic found = PackWorkbook.read("p.xlsx", workbook).diagnostics().getFirst();
    assertThat(found.span().source().name()).isEqualTo("p.xlsx pack.yaml!A9");
    assertThat(found.span().text()).isEqualTo("kepe");
  }

  @Test
  void hostileRulesInAWorkbookAreRefusedAtTheirCell() {
    byte[] workbook =
        WorkbookWriter.write(
            List.of(
                LineSheet.content("pack.yaml", PACK),
                LineSheet.content(
                    "by-hand.drl",
                    BY_HAND.replace("$decide.approval($field, \"OWNER\");", "System.exit(1);"))));
    assertThat(PackWorkbook.read("p.xlsx", workbook).diagnostics())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.code()).isEqualTo(RuleCode.DRL_REFUSED);
              assertThat(found.span().source().name()).isEqualTo("p.xlsx by-hand.drl!A11");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "number",
    "date",
    "formula",
    "hyperlink",
    "comment",
    "merge",
    "hidden-row",
    "hidden-column",
    "hidden-sheet",
    "control-character",
    "too-many-columns",
    "line-break"
  })
  void onlyTextsInCellsAreTaken(String what) {
    Outcome<List<SourceText>> outcome =
        PackWorkbook.read(
            "p.xlsx",
            edited(
                sheet -> {
                  switch (what) {
                    case "number" -> sheet.value(8, 0, 7);
                    case "date" -> sheet.value(8, 0, LocalDate.of(2026, 1, 2));
                    case "formula" -> sheet.formula(8, 0, "HYPERLINK(\"http://x\")");
                    case "hyperlink" ->
                        sheet.hyperlink(8, 0, HyperLink.external("http://x", "agent"));
                    case "comment" -> sheet.comment(8, 0, "seen by nobody");
                    case "merge" -> sheet.range(8, 0, 9, 0).merge();
                    case "hidden-row" -> sheet.hideRow(8);
                    case "hidden-column" -> sheet.hideColumn(0);
                    case "hidden-sheet" -> sheet.setVisibilityState(VisibilityState.VERY_HIDDEN);
                    case "control-character" -> sheet.value(8, 0, "ag_x202E_ent");
                    case "too-many-columns" -> sheet.value(8, 64, "x");
                    case "line-break" -> sheet.value(8, 5, "甲\n  - id: other");
                    default -> throw new IllegalArgumentException(what);
                  }
                }));
    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.diagnostics().getFirst().code())
        .isIn(RuleCode.WORKBOOK_CONTENT, RuleCode.WORKBOOK_SIZE, RuleCode.WORKBOOK);
    String place = outcome.diagnostics().getFirst().span().source().name();
    switch (what) {
      case "number", "date", "formula", "merge", "hidden-row", "control-character" ->
          assertThat(place).isEqualTo("p.xlsx prices!A9");
      case "hidden-column" -> assertThat(place).isEqualTo("p.xlsx prices!A1");
      case "line-break" -> assertThat(place).isEqualTo("p.xlsx prices!F9");
      case "too-many-columns" -> assertThat(place).isEqualTo("p.xlsx prices!BM9");
      default -> assertThat(place).startsWith("p.xlsx");
    }
  }

  // ---- files that are no workbooks of ours

  static List<Path> hostile() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(PackWorkbookTest.class.getResource("/workbook")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".xlsx")).sorted().toList();
    }
  }

  /** Each file is named after the code that refuses it, and after what is wrong with it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void aHostileWorkbookIsRefused(Path file) throws IOException {
    long before = System.nanoTime();
    Outcome<List<SourceText>> outcome =
        PackWorkbook.read(file.getFileName().toString(), Files.readAllBytes(file));
    String name = file.getFileName().toString();
    if (name.startsWith("good-")) {
      assertThat(outcome.diagnostics()).isEmpty();
      assertThat(outcome.value().orElseThrow()).hasSize(2);
      return;
    }
    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.diagnostics())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(name).startsWith(found.code().id().toLowerCase(Locale.ROOT) + ".");
              assertThat(found.span().source().name()).startsWith(name);
            });
    assertThat((System.nanoTime() - before) / 1_000_000_000L).isLessThan(10);
  }

  @Test
  void theCorpusIsThere() throws IOException, URISyntaxException {
    assertThat(hostile()).hasSizeGreaterThanOrEqualTo(14);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 2000})
  void whatIsNoWorkbookIsRefused(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    assertThat(PackWorkbook.read("p.xlsx", bytes).diagnostics())
        .singleElement()
        .satisfies(found -> assertThat(found.code()).isEqualTo(RuleCode.WORKBOOK));
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    assertThat(PackWorkbook.read("p.xlsx", new byte[WorkbookReader.MAX_BYTES + 1]).diagnostics())
        .singleElement()
        .satisfies(found -> assertThat(found.code()).isEqualTo(RuleCode.WORKBOOK_SIZE));
  }
}
