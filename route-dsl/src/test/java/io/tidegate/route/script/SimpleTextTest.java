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
        "${header.word} == 'ap' | SCRIPT-SIMPLE | ==",
        "${header.limit} > 5 | SCRIPT-SIMPLE | >",
        "${header.word} contains 'a' | SCRIPT-SIMPLE | contains",
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
