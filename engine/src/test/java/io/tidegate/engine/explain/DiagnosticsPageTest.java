package io.tidegate.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tidegate.route.diagnostic.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/diagnostics.md} lists every code there is, with the broken sample that shows it. */
class DiagnosticsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "diagnostics.md");
  private static final Path BROKEN = Path.of("..", "samples", "broken");
  private static final Pattern EXPECTATION =
      Pattern.compile("^# (?:refused|warned): (\\S+) ", Pattern.MULTILINE);

  /**
   * What no committed file can show: it would be too large, or the fault lies in the catalog, in
   * the rules or in the compiler.
   */
  private static final List<String> WITHOUT_EXAMPLE =
      List.of(
          "YAML-TOO-LARGE",
          "SQL-ROLES",
          "PLAN-FAULT",
          "PLAN-SERVICE",
          "PLAN-STATISTICS",
          "PLAN-VARIANTS");

  @Test
  void thePageListsEveryCode() throws IOException {
    List<Code> codes = codes();
    assertThat(codes).extracting(Code::id).doesNotHaveDuplicates().hasSizeGreaterThan(60);
    assertThat(codes)
        .allSatisfy(
            c -> {
              assertThat(c.id()).matches("[A-Z]+(-[A-Z0-9]+)+");
              assertThat(c.meaning()).isNotBlank();
              assertThat(c.help()).isNotBlank();
            });

    Golden.check(PAGE, page(codes, examples()));
  }

  @Test
  void everyCodeThatAServiceDocumentCanCauseHasAnExample() throws IOException {
    List<String> shown =
        codes().stream()
            .map(Code::id)
            .filter(id -> id.matches("(YAML|SVC|ROUTE|SCRIPT|ANSWER|PAGING|PLAN|SQL)-.*"))
            .filter(id -> !WITHOUT_EXAMPLE.contains(id))
            .toList();

    assertThat(examples().keySet()).containsExactlyInAnyOrderElementsOf(shown);
  }

  private static List<Code> codes() {
    List<Code> codes = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tidegate")) {
      if (type.isEnum() && type.isAssignableTo(Code.class)) {
        for (Object constant : type.reflect().getEnumConstants()) {
          codes.add((Code) constant);
        }
      }
    }
    codes.sort(Comparator.comparing(Code::id));
    return codes;
  }

  private static Map<String, String> examples() throws IOException {
    Map<String, String> examples = new TreeMap<>();
    try (Stream<Path> files = Files.list(BROKEN)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        Matcher expectation =
            EXPECTATION.matcher(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        while (expectation.find()) {
          examples.putIfAbsent(expectation.group(1), file.getFileName().toString());
        }
      }
    }
    return examples;
  }

  private static String page(List<Code> codes, Map<String, String> examples) {
    StringBuilder page = new StringBuilder();
    page.append("# Diagnostics\n\n");
    page.append(
        "Every code that `./tidegate check`, a start and the designer can show. Codes are stable: one never changes its\n");
    page.append(
        "meaning and is never used for another. The phase says how far the compilation had come. The page is written by a\n");
    page.append("test from the code enums (`-Dgolden=update`).\n\n");
    page.append(
        "| Code | Phase | Meaning | How to mend it | Bad example |\n|---|---|---|---|---|\n");
    for (Code code : codes) {
      String example = examples.get(code.id());
      page.append("| `")
          .append(code.id())
          .append("` | ")
          .append(code.phase().name().toLowerCase(Locale.ROOT));
      page.append(" | ")
          .append(cell(code.meaning()))
          .append(" | ")
          .append(cell(code.help()))
          .append(" | ");
      page.append(example == null ? "" : "[" + example + "](../samples/broken/" + example + ")")
          .append(" |\n");
    }
    return page.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("{", "\\{");
  }
}
