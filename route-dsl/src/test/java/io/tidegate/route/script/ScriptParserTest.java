package io.tidegate.route.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptParserTest {
  @Test
  void aPlaceIsThatInTheYamlWhateverItsStyle() {
    assertPlace("script:\n  groovy: body.frst().code\n", "frst", 2, 16);
    assertPlace("script:\n  groovy: 'body.frst(''a'').code'\n", "frst", 2, 17);
    assertPlace("script:\n  groovy: \"'\\t' + body.frst()\"\n", "frst", 2, 24);
    assertPlace("script:\n  groovy: |\n    def x = 1\n    x + body.frst()\n", "frst", 4, 14);
    assertPlace("script:\n  groovy: >-\n    [a: 1,\n    b: body.frst()]\n", "frst", 4, 13);
    assertPlace("script:\n  groovy: |\n    '中文' + '😀' + body.frst()\n", "frst", 3, 24);
  }

  private static void assertPlace(String yaml, String text, int line, int column) {
    Outcome<Script> outcome = ScriptParser.parse(Scripts.scalarOf(yaml));
    assertThat(outcome.diagnostics()).as(yaml).hasSize(1);
    Span span = outcome.diagnostics().getFirst().span();
    assertThat(span.text()).as(yaml).isEqualTo(text);
    assertThat(span.line()).as(yaml).isEqualTo(line);
    assertThat(span.column()).as(yaml).isEqualTo(column);
  }

  @Test
  void everythingThatIsWrongIsToldInOrderAndCapped() {
    List<Diagnostic> some = Scripts.parse("new A() + (B) 1\n  - x.frst()").diagnostics();
    assertThat(some).extracting(d -> d.span().text()).containsExactly("new A()", "(B) 1", "frst");
    String many = "[" + "new A(), ".repeat(300) + "1]";
    assertThat(Scripts.parse(many).diagnostics()).hasSize(Diagnostics.LIMIT);
  }

  @Test
  void aMessageSaysWhatToWriteInstead() {
    Diagnostic each = Scripts.parse("body.each { it.code }").diagnostics().getFirst();
    assertThat(each.message()).isEqualTo("there is no function `each`");
    assertThat(each.help()).isEqualTo("use `collect`, which yields a value for each element");
    Diagnostic arguments = Scripts.parse("'a'.substring()").diagnostics().getFirst();
    assertThat(arguments.help())
        .isEqualTo("write `substring(integer)` or `substring(integer, integer)`");
    Diagnostic typed = Scripts.parse("int n = 1\nn").diagnostics().getFirst();
    assertThat(typed.help()).isEqualTo("write `def n = …`; types are derived");
  }

  @Test
  void aScriptTellsWhatItTakesFromOutside() {
    Script script =
        Scripts.accepted("def x = headers.word\nbody.collect { row -> row.code + x + other }");
    assertThat(script.names()).containsExactly("body", "headers", "other");
  }

  @Test
  void theTextIsTheSameForEveryLayoutAndAnotherForEveryMeaning() {
    assertThat(Scripts.accepted("body.collect{it.qty*2}").text())
        .isEqualTo(Scripts.accepted("// twice\nbody\n  .collect { (it.qty * 2) }").text())
        .isEqualTo("return body.collect() {it#0 -> return (it#0.'qty' * 2)}");
    assertThat(
            List.of(
                text("1"),
                text("1.0"),
                text("1.00"),
                text("'1'"),
                text("\"1${1}\""),
                text("true"),
                text("'true'"),
                text("null"),
                text("'null'"),
                text("[1]"),
                text("[[1]]"),
                text("[a: 1]"),
                text("['a: 1']"),
                text("[]"),
                text("[:]"),
                text("-1"),
                text("-(1)"),
                text("1 - 2 - 3"),
                text("1 - (2 - 3)"),
                text("headers.'a.b'"),
                text("headers.a.b"),
                text("'a\\nb'"),
                text("'a\\\\nb'"),
                text("'\\''"),
                text("body"),
                text("def body = 1\nbody"),
                text("if (headers) { 1 } else { 2 }"),
                text("headers ? 1 : 2"),
                text("headers ?: 2"),
                text("!headers"),
                text("1 == 2"),
                text("1 != 2")))
        .doesNotHaveDuplicates();
  }

  private static String text(String script) {
    return Scripts.accepted(script).text();
  }

  @Test
  void theSpanIsThatOfTheScript() {
    assertThat(Scripts.accepted("1 +\n  2").span().text()).isEqualTo("1 +\n      2");
  }
}
