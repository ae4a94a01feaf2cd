package io.tidegate.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.answer.AnswerForm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|JSON",
        "Application/JSON|JSON",
        "application/json; charset=gb18030|JSON",
        "application/*|JSON",
        "*/*|JSON",
        "text/*|CSV",
        "text/html, application/json;q=0.1|JSON",
        "text/html;q=1, */*;q=0.001|JSON",
        "text/html,application/xhtml+xml,*/*;q=0.8|JSON",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8|XML",
        "text/csv|CSV",
        "text/csv; charset=utf-8|CSV",
        "text/csv; bom=true|CSV_MARKED",
        "text/csv;BOM=TRUE;q=0.3, application/json;q=0.2|CSV_MARKED",
        "text/csv, text/csv;bom=true|CSV",
        "application/x-ndjson|NDJSON",
        "application/xml, application/x-ndjson|NDJSON",
        "application/xml;q=0.5, application/x-ndjson;q=0.4|XML",
        "application/json;q=0, */*|NDJSON",
        "application/*;q=0, */*|CSV",
        "application/json;q=0.2, text/csv;q=0.1|JSON",
        "application/json;q=2|NONE",
        "application/json;q=abc|NONE",
        "application/json;q=0|NONE",
        "text/html|NONE",
        "text/plain, image/*|NONE",
        "json|NONE",
        "''|NONE",
        ";|NONE",
        "','|NONE"
      })
  void theFormIsChosenByItsWeight(String accept, String expected) {
    assertThat(form(accept)).isEqualTo(expected);
  }

  private static String form(String... headers) {
    return Negotiation.form(List.of(headers), AnswerForm.all()).map(Enum::name).orElse("NONE");
  }

  @Test
  void whereOnlyJsonIsOfferedNothingElseIsChosen() {
    List<AnswerForm> json = List.of(AnswerForm.JSON);
    assertThat(Negotiation.form(List.of("text/csv, */*;q=0.1"), json)).contains(AnswerForm.JSON);
    assertThat(Negotiation.form(List.of("text/csv"), json)).isEmpty();
  }

  @Test
  void withoutAHeaderAnythingIsAccepted() {
    assertThat(form()).isEqualTo("JSON");
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(form("text/html", "application/xml")).isEqualTo("XML");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|true",
        "GZIP|true",
        "x-gzip|true",
        "gzip, deflate, br|true",
        "*|true",
        "gzip;q=0.5|true",
        "gzip;q=0.5, identity;q=0.4|true",
        "gzip;q=0.5, identity|false",
        "identity;q=0.2, *;q=0.1|false",
        "gzip;q=0|false",
        "gzip;q=0.000, *|false",
        "br|false",
        "identity|false",
        "gzip;q=nonsense|false"
      })
  void gzipIsWantedAsItsWeightSays(String accept, boolean wanted) {
    assertThat(Negotiation.wantsGzip(List.of(accept))).isEqualTo(wanted);
  }

  @Test
  void withoutAHeaderNothingIsPacked() {
    assertThat(Negotiation.wantsGzip(List.of())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en|EN",
        "en-GB|EN",
        "en;q=0.9, zh;q=0.8|EN",
        "zh-CN, en;q=0.9|ZH",
        "fr|ZH",
        "*|ZH",
        "en, *;q=0.5|EN",
        "zh;q=0, en;q=0.1|EN",
        "english|ZH"
      })
  void chineseIsSpokenUnlessEnglishIsPreferred(String accept, Language expected) {
    assertThat(Language.preferred(List.of(accept))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"abc\"", "W/\"abc\"", "*", "\"x\", \"abc\"", " \"abc\" ,\"y\""})
  void aKnownTagMatches(String header) {
    assertThat(EntityTags.anyMatches(List.of(header), "\"abc\"")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"ABC\"", "abc", "\"abc", "\"ab\", \"c\"", ""})
  void anotherTagDoesNotMatch(String header) {
    assertThat(EntityTags.anyMatches(List.of(header), "\"abc\"")).isFalse();
  }
}
