package io.tidegate.route.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.CorpusFiles;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every script of the corpus has the shape and the value that its file says, or is refused where
 * its file says.
 */
class ScriptCorpusTest {
  static List<CorpusFiles.Case> accepted() {
    return CorpusFiles.read("script/accepted");
  }

  static List<CorpusFiles.Case> refused() {
    return CorpusFiles.read("script/refused");
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void meansWhatIsExpected(CorpusFiles.Case script) {
    assertThat(describe(script.text())).containsExactlyElementsOf(script.expected());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedWhereItIsWrong(CorpusFiles.Case script) {
    assertThat(describe(script.text())).containsExactlyElementsOf(script.expected());
    assertThat(diagnostics(script.text()))
        .isNotEmpty()
        .allSatisfy(
            diagnostic -> {
              assertThat(diagnostic.message()).doesNotContain("\n").doesNotEndWith(".");
              assertThat(diagnostic.help()).isNotBlank();
            });
  }

  @Test
  void coversEnough() {
    assertThat(accepted()).hasSizeGreaterThanOrEqualTo(80);
    assertThat(refused()).hasSizeGreaterThanOrEqualTo(80);
  }

  /** Every function of the list stands in some accepted script. */
  @Test
  void coversEveryFunction() {
    String all = String.join("\n", accepted().stream().map(CorpusFiles.Case::text).toList());
    assertThat(ScriptFunctions.names()).allSatisfy(name -> assertThat(all).contains("." + name));
  }

  private static List<Diagnostic> diagnostics(String text) {
    Outcome<Script> parsed = Scripts.parse(text);
    return parsed.isRefused()
        ? parsed.diagnostics()
        : ScriptTyper.shape(parsed.value().orElseThrow(), Scripts.shapes()).diagnostics();
  }

  private static List<String> describe(String text) {
    Outcome<Script> parsed = Scripts.parse(text);
    List<String> lines = new ArrayList<>();
    if (parsed.isRefused()) {
      parsed.diagnostics().forEach(diagnostic -> lines.add(CorpusFiles.told(diagnostic)));
      return lines;
    }
    Script script = parsed.value().orElseThrow();
    Outcome<Shape> shape = ScriptTyper.shape(script, Scripts.shapes());
    if (shape.isRefused()) {
      shape.diagnostics().forEach(diagnostic -> lines.add(CorpusFiles.told(diagnostic)));
      return lines;
    }
    lines.add(Scripts.text(shape.value().orElseThrow()));
    try {
      lines.add(Scripts.text(ScriptRun.run(script, Scripts.values(), Scripts.LIMITS)));
    } catch (ScriptFault fault) {
      lines.add(
          "fault " + fault.kind() + " in line " + (fault.line() - 2) + ", " + (fault.column() - 4));
    }
    return lines;
  }
}
