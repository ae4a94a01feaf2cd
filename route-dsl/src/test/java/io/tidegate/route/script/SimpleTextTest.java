package io.tidegate.route.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimpleTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "plain words, 5 $ and { } too | 'plain words, 5 $ and { } too'",
        "${header.word} | 'ap'",
        "${headers.limit} | 2",
        "${variable.rate} | 7.1",
        "${variables.rate} | 7.1",
        "no. ${headers.limit}: ${header.word}! | 'no. 2: ap!'",
        "${header.word}${header.word} | 'apap'",
        "[${variables.none}] | '[]'",
        "a > b | 'a > b'",
        "${header.word} == 'ap' | true",
        "${header.word} != 'ap' | false",
        "${header.word} == \"ap\" | true",
        "${header.word} == ${header.word} | true",
        "${header.limit} > 5 | false",
        "${header.limit} >= 2 | true",
        "${header.limit} < 2.5 | true",
        "${header.limit} <= -3 | false",
        "${header.word} contains 'a' | true",
        "${header.word} !contains 'a' | false",
        "${header.word} in 'a,ap,app' | true",
        "${header.word} !in 'a,ap,app' | false",
        "${variables.none} == null | true",
        "${header.limit} > 1 && ${header.limit} < 3 && ${header.word} == 'ap' | true",
        "${header.word} == 'a && b' | false",
      })
  void yields(String text, String expected) throws ScriptFault {
    Script script = SimpleText.parse(Scripts.scalar(text)).value().orElseThrow();
    assertThat(Scripts.text(ScriptRun.run(script, Scripts.values(), Scripts.LIMITS)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "${body.size()} | SCRIPT-SIMPLE | ${body.size()}",
        "${body[0]} | SCRIPT-SIMPLE | ${body[0]}",
        "${body.class} | SCRIPT-RESERVED-NAME | class",
        "${body.getClass} | SCRIPT-RESERVED-NAME | getClass",
        "${bean:type:java.lang.System?method=getProperties} | SCRIPT-SIMPLE | ${bean:type:java.lang.System?method=getProperties}",
        "x ${env.PATH} | SCRIPT-SIMPLE | ${env.PATH}",
        "${sys.user.home} | SCRIPT-SIMPLE | ${sys.user.home}",
        "${exchange} | SCRIPT-SIMPLE | ${exchange}",
        "${exchangeProperty.x} | SCRIPT-SIMPLE | ${exchangeProperty.x}",
        "${date:now:yyyy} | SCRIPT-SIMPLE | ${date:now:yyyy}",
        "${random(10)} | SCRIPT-SIMPLE | ${random(10)}",
        "${ref:x} | SCRIPT-SIMPLE | ${ref:x}",
        "${properties:x} | SCRIPT-SIMPLE | ${properties:x}",
        "${header} | SCRIPT-SIMPLE | ${header}",
        "${headers} | SCRIPT-SIMPLE | ${headers}",
        "${header:word} | SCRIPT-SIMPLE | ${header:word}",
        "${headerAs(word,String)} | SCRIPT-SIMPLE | ${headerAs(word,String)}",
        "${bodyAs(String)} | SCRIPT-SIMPLE | ${bodyAs(String)}",
        "${body?.a} | SCRIPT-SIMPLE | ${body?.a}",
        "${} | SCRIPT-SIMPLE | ${}",
        "${body | SCRIPT-SIMPLE | ${body",
        "${header.${header.word}} | SCRIPT-SIMPLE | ${header.word}",
        "a ${header.word} == 'ap' | SCRIPT-SIMPLE | ==",
        "${header.word} == ap | SCRIPT-SIMPLE | ap",
        "${header.word} == 'a ${body}' | SCRIPT-SIMPLE | 'a ${body}'",
        "${header.word} == 'a\\'b' | SCRIPT-SIMPLE | 'a\\'b'",
        "${header.word} == ${bean:x} | SCRIPT-SIMPLE | ${bean:x}",
        "${header.limit} == 5x | SCRIPT-SIMPLE | 5x",
        "${header.word} in ap | SCRIPT-SIMPLE | ap",
        "${header.word} in 'a, ap' | SCRIPT-SIMPLE | 'a, ap'",
        "${header.word} in 'a,,ap' | SCRIPT-SIMPLE | 'a,,ap'",
        "${header.limit} > 1 and more | SCRIPT-SIMPLE | and more",
        "${header.limit} > 1 && 2 < 3 | SCRIPT-SIMPLE | 2 < 3",
        "${header.limit} > 1 && ${header.word} | SCRIPT-SIMPLE | ${header.word}",
        "${header.word} =~ 'AP' | SCRIPT-SIMPLE | =~",
        "${header.word} regex 'a.*' | SCRIPT-SIMPLE | regex",
        "${header.word} is 'java.lang.String' | SCRIPT-SIMPLE | is",
        "${header.limit} range '1..3' | SCRIPT-SIMPLE | range",
        "${header.word} startsWith 'a' | SCRIPT-SIMPLE | startsWith",
        "${header.word} ? 'a' : 'b' | SCRIPT-SIMPLE | ?",
        "${header.word} == | SCRIPT-SIMPLE | ==",
        "${header.limit}++ | SCRIPT-SIMPLE | ++",
        "$simple{body} | SCRIPT-SIMPLE | $simple{",
        "a\\nb | SCRIPT-SIMPLE | \\n",
      })
  void refuses(String text, String code, String place) {
    Outcome<Script> outcome = SimpleText.parse(Scripts.scalar(text));
    assertThat(outcome.isRefused()).isTrue();
    assertThat(outcome.diagnostics())
        .extracting(d -> d.code().id() + " " + d.span().text())
        .containsExactly(code + " " + place);
  }

  @Test
  void aComparisonIsTheTreeOfTheScriptThatSaysTheSame() {
    assertThat(
            SimpleText.parse(Scripts.scalar("${headers.word} !in 'a,b' && ${headers.limit} < 3"))
                .value()
                .orElseThrow()
                .text())
        .isEqualTo(
            ScriptParser.parse(Scripts.scalar("headers.word !in ['a', 'b'] && headers.limit < 3"))
                .value()
                .orElseThrow()
                .text());
    Script compared =
        SimpleText.parse(Scripts.scalar("${variable.rate} > ${variable.rate}"))
            .value()
            .orElseThrow();
    assertThat(Scripts.text(ScriptTyper.shape(compared, Scripts.shapes()).value().orElseThrow()))
        .isEqualTo("boolean < rate");
  }

  @Test
  void comparisonsAreJoinedByOneSignAlone() throws ScriptFault {
    String either = "${header.limit} > 2 || ${header.word} == 'ap'";
    Script script = SimpleText.parse(Scripts.scalar(either)).value().orElseThrow();
    Outcome<Script> mixed = SimpleText.parse(Scripts.scalar(either + " && ${header.limit} > 0"));

    assertThat(ScriptRun.run(script, Scripts.values(), Scripts.LIMITS)).isEqualTo(true);
    assertThat(mixed.diagnostics())
        .extracting(d -> d.code().id() + " " + d.span().text())
        .containsExactly("SCRIPT-SIMPLE &&");
  }

  @Test
  void anEndlessConditionIsRefused() {
    String many = "${header.limit} > 1" + " && ${header.limit} > 1".repeat(60);

    assertThat(SimpleText.parse(Scripts.scalar(many)).diagnostics())
        .extracting(d -> d.code().id())
        .containsExactly("SCRIPT-SIMPLE");
  }

  @Test
  void isTypedLikeAnyScript() {
    Script script = SimpleText.parse(Scripts.scalar("${variable.rate}")).value().orElseThrow();
    assertThat(Scripts.text(ScriptTyper.shape(script, Scripts.shapes()).value().orElseThrow()))
        .isEqualTo("number < rate");
    Script wrong = SimpleText.parse(Scripts.scalar("a ${header.wort}")).value().orElseThrow();
    assertThat(ScriptTyper.shape(wrong, Scripts.shapes()).diagnostics())
        .extracting(d -> d.code().id() + " " + d.span().text())
        .containsExactly("SCRIPT-UNKNOWN-MEMBER wort");
    assertThat(script.names()).containsExactly("variables");
  }
}
