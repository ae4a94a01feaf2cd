package io.tidegate.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.yaml.YamlCode;
import org.junit.jupiter.api.Test;

class DiagnosticTextTest {
  @Test
  void thePlaceIsUnderlinedInItsLine() {
    assertThat(DiagnosticText.of(at("a: 1\nbcd: 2\n", "bcd")))
        .isEqualTo(
            """
            f.yaml:2:1: error YAML-VALUE: `bcd` is wrong
                2 | bcd: 2
                  | ^^^
                   help: use one of the values that are named
            """);
  }

  @Test
  void chineseCharactersTakeTwoPlacesBeforeAndUnderTheMark() {
    assertThat(DiagnosticText.of(at("标题: 报关单\n", "报关单")))
        .contains(
            """
                1 | 标题: 报关单
                  |       ^^^^^^
            """);
  }

  @Test
  void aTabStaysATabSoThatTheMarkStandsUnderThePlace() {
    assertThat(DiagnosticText.of(at("\ta: x\n", "x"))).contains("      | \t   ^\n");
  }

  @Test
  void aDocumentCannotSteerTheTerminal() {
    String hostile = "a: \u001b[2Jx\u202e\u0007\n";
    assertThat(DiagnosticText.of(at(hostile, "a")))
        .contains("    1 | a: \uFFFD[2Jx\uFFFD\uFFFD\n")
        .doesNotContain("\u001b", "\u202e", "\u0007");
  }

  @Test
  void neitherCanANameOrAMessage() {
    Diagnostics diagnostics = new Diagnostics();
    SourceText source = new SourceText("f\u001b[31m.yaml", "");
    diagnostics.error(YamlCode.VALUE, source.all(), "`\u001b]0;title\n` is wrong");
    assertThat(DiagnosticText.of(diagnostics.list().getFirst()))
        .startsWith("f\uFFFD[31m.yaml:1:1: error YAML-VALUE: `\uFFFD]0;title\uFFFD` is wrong\n");
  }

  @Test
  void aPlaceBehindTheEndOfALineIsMarkedAtItsEnd() {
    Diagnostics diagnostics = new Diagnostics();
    SourceText source = new SourceText("f.yaml", "ab   ");
    diagnostics.error(YamlCode.VALUE, source.span(5, 5), "wrong");
    assertThat(DiagnosticText.of(diagnostics.list().getFirst()))
        .contains("    1 | ab\n      |   ^\n");
  }

  private static Diagnostic at(String text, String part) {
    Diagnostics diagnostics = new Diagnostics();
    SourceText source = new SourceText("f.yaml", text);
    int start = text.indexOf(part);
    diagnostics.error(
        YamlCode.VALUE, source.span(start, start + part.length()), "`" + part + "` is wrong");
    return diagnostics.list().getFirst();
  }
}
