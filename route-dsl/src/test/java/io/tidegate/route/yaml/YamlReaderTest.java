package io.tidegate.route.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.text.SourceText;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  private final Diagnostics diagnostics = new Diagnostics();

  private Optional<YamlNode> read(String text) {
    return YamlReader.read(new SourceText("a.yaml", text), diagnostics);
  }

  private YamlScalar scalar(String text) {
    return (YamlScalar) ((YamlMap) read(text).orElseThrow()).get("v").orElseThrow();
  }

  private Diagnostic only() {
    assertThat(diagnostics.list()).hasSize(1);
    return diagnostics.list().getFirst();
  }

  /** The library reads a thousand characters at a time, and a rare one may lie across two. */
  @Test
  void aCharacterOutsideOfTheBasicPlaneMayLieAnywhere() {
    for (int before = 1000; before < 1100; before++) {
      String text = "a: " + "x".repeat(before) + "𠮷 end\n";
      Diagnostics diagnostics = new Diagnostics();
      assertThat(YamlReader.read(new SourceText("t.yaml", text), diagnostics)).isPresent();
      assertThat(diagnostics.list()).isEmpty();
    }
  }

  @Test
  void everyNodeKnowsItsPlace() {
    YamlMap map = (YamlMap) read("报关: 单\nb:\n  - 箱号 😀 x\n").orElseThrow();

    assertThat(map.entries().get(0).key().span().text()).isEqualTo("报关");
    YamlNode.YamlList list = (YamlNode.YamlList) map.get("b").orElseThrow();
    assertThat(list.items().getFirst().span().text()).isEqualTo("箱号 😀 x");
    assertThat(list.items().getFirst().span().line()).isEqualTo(3);
    assertThat(list.items().getFirst().span().column()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v: select abc from t\n",
        "v: 'it''s abc from'\n",
        "v: \"tab\\there \\u4e2d abc from\"\n",
        "v: |\n  select x,\n     abc\n  from t\n",
        "v: |-\n    select 中文,\n    abc from t",
        "v: >\n  select x\n  and abc\n  from t\n",
        "v: select x\n   and abc\n   from t\n",
        "v: \"select x\n   and abc\n\n   from t\"\n",
        "v: |2\n    abc\n  from\n"
      })
  void aPlaceWithinAValueIsFoundInTheFileWhateverItsStyle(String text) {
    YamlScalar value = scalar(text);
    int abc = value.text().indexOf("abc");
    int from = value.text().indexOf("from");

    assertThat(value.spanWithin(abc, abc + 3).text()).isEqualTo("abc");
    if (from >= 0) {
      assertThat(value.spanWithin(from, from + 4).text()).isEqualTo("from");
    }
  }

  @Test
  void aKeyWrittenTwiceIsRefusedAndTheFirstPlaceIsNamed() {
    read("a: 1\nb: 2\na: 3\n");

    assertThat(only().code()).isEqualTo(YamlCode.DUPLICATE_KEY);
    assertThat(only().message()).contains("line 1");
    assertThat(only().span().line()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: &x 1|YAML-ALIAS",
        "a: *x|YAML-ALIAS",
        "a: !!java.io.File x|YAML-TAG",
        "a: !!str x|YAML-TAG",
        "a: [1, 2|YAML-SYNTAX",
        "'a: ''b'|YAML-SYNTAX",
        "? [a, b] : c|YAML-KIND",
        "a: 1\t:|YAML-SYNTAX"
      })
  void whatIsNotPlainDataIsRefused(String text, String code) {
    read(text);

    assertThat(diagnostics.list()).extracting(d -> d.code().id()).contains(code);
  }

  @Test
  void aSecondDocumentIsRefused() {
    read("a: 1\n---\nb: 2\n");

    assertThat(only().code()).isEqualTo(YamlCode.SEVERAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment\n", "~", "---\n"})
  void aFileWithoutADocumentIsRefused(String text) {
    assertThat(read(text)).isEmpty();

    assertThat(only().code()).isEqualTo(YamlCode.EMPTY);
  }

  @Test
  void deepNestingIsRefusedWithoutRunningOutOfStack() {
    read("a: " + "[".repeat(100_000));

    assertThat(only().code()).isIn(YamlCode.TOO_DEEP, YamlCode.SYNTAX);
  }

  @Test
  void aFileOfFiveMegabytesIsRefusedBeforeItIsRead() {
    byte[] large = ("a: " + "x".repeat(5_000_000)).getBytes(StandardCharsets.UTF_8);

    assertThat(YamlReader.decode("a.yaml", large, diagnostics)).isEmpty();
    assertThat(only().code()).isEqualTo(YamlCode.TOO_LARGE);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertThat(YamlReader.decode("a.yaml", new byte[] {(byte) 0xC3, 0x28}, diagnostics)).isEmpty();
    assertThat(only().code()).isEqualTo(YamlCode.NOT_TEXT);
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() {
    byte[] marked = "\uFEFFa: 1".getBytes(StandardCharsets.UTF_8);

    assertThat(YamlReader.decode("a.yaml", marked, diagnostics).orElseThrow().text())
        .isEqualTo("a: 1");
  }
}
