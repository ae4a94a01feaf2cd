package io.tidegate.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json; charset=gb18030",
        "application/*",
        "*/*",
        "text/html, application/json;q=0.1",
        "text/html;q=1, */*;q=0.001",
        "text/html,application/xhtml+xml,*/*;q=0.8"
      })
  void jsonIsAccepted(String accept) {
    assertThat(Negotiation.acceptsJson(List.of(accept))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/csv",
        "application/xml",
        "application/json;q=0",
        "application/json;q=0, */*",
        "application/*;q=0, */*",
        "application/json;q=2",
        "application/json;q=abc",
        "json",
        "",
        ";",
        ","
      })
  void jsonIsNotAccepted(String accept) {
    assertThat(Negotiation.acceptsJson(List.of(accept))).isFalse();
  }

  @Test
  void withoutAHeaderAnythingIsAccepted() {
    assertThat(Negotiation.acceptsJson(List.of())).isTrue();
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(Negotiation.acceptsJson(List.of("text/csv", "application/json"))).isTrue();
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
