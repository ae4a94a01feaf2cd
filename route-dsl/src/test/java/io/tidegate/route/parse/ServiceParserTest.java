package io.tidegate.route.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.Openness;
import io.tidegate.route.definition.Area;
import io.tidegate.route.definition.CacheDefinition;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.definition.StepDefinition.MulticastStep;
import io.tidegate.route.definition.StepDefinition.SqlStep;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.text.SourceText;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceParserTest {
  private static final String VALID =
      """
      service: declaration-status
      version: 1.2.3
      title: { zh: 状态, en: Status }
      summary: { zh: 摘要, en: Summary }
      area: declaration
      department: 海关
      openness: closed
      request:
        get: /declarations/{entryId}/status
        parameters:
          entryId: { in: path, type: string, format: entry-id, title: { zh: 号, en: Number } }
      route:
        from:
          uri: direct:request
          steps:
            - multicast:
                parallelProcessing: true
                aggregationStrategy: "#nest"
                steps:
                  - to: direct:head
                  - to: direct:items
      routes:
        head:
          steps:
            - to: { uri: sql, parameters: { dataSource: "#customs", outputType: SelectOne, query: "select 1 as a" } }
        items:
          steps:
            - to: { uri: sql, parameters: { dataSource: "#customs", query: "select 2 as b" } }
      deliver:
        realtime: { timeout: 2500ms }
      """;

  private static Outcome<ServiceDefinition> parse(String text) {
    return ServiceParser.parse(new SourceText("s.yaml", text));
  }

  private static List<Diagnostic> refusal(String text) {
    Outcome<ServiceDefinition> outcome = parse(text);
    assertThat(outcome.isRefused()).isTrue();
    return outcome.diagnostics();
  }

  @Test
  void aDocumentIsReadAsWritten() {
    ServiceDefinition service = parse(VALID).value().orElseThrow();

    assertThat(service.service().value()).isEqualTo("declaration-status");
    assertThat(service.version().value()).hasToString("1.2.3");
    assertThat(service.area().value()).isEqualTo(Area.DECLARATION);
    assertThat(service.openness()).isEqualTo(Openness.CLOSED);
    assertThat(service.timeout()).isEqualTo(Duration.ofMillis(2500));
    assertThat(service.route().steps()).hasSize(1).first().isInstanceOf(MulticastStep.class);
    assertThat(service.routes()).extracting(r -> r.name().value()).containsExactly("head", "items");
    SqlStep head = (SqlStep) service.routes().getFirst().steps().getFirst();
    assertThat(head.single()).isTrue();
    assertThat(head.dataSource().value()).isEqualTo("customs");
    assertThat(head.query().span().text()).isEqualTo("\"select 1 as a\"");
  }

  /**
   * Each case changes one thing of the valid document; the underlined text and the code are
   * asserted.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "service: declaration-status|service: Declaration_Status|SVC-NAME|Declaration_Status",
        "version: 1.2.3|version: v1|SVC-VERSION|v1",
        "area: declaration|area: declarations|YAML-VALUE|declarations",
        "openness: closed|openness: open|YAML-VALUE|open",
        "get: /declarations/{entryId}/status|get: declarations/{entryId}|SVC-PATH|declarations/{entryId}",
        "get: /declarations/{entryId}/status|get: /proxy-x/{entryId}|SVC-RESERVED|/proxy-x/{entryId}",
        "get: /declarations/{entryId}/status|get: /declarations/{id}|SVC-PATH-PARAMETER|entryId",
        "format: entry-id|format: entry|YAML-VALUE|entry",
        "type: string|type: text|YAML-VALUE|text",
        "in: path|in: header|YAML-VALUE|header",
        "uri: direct:request|uri: timer:x|ROUTE-FROM|timer:x",
        "to: direct:head|to: file:/tmp|ROUTE-URI|file:/tmp",
        "to: direct:head|toD: direct:head|ROUTE-STEP|toD",
        "to: direct:head|bean: x|ROUTE-STEP|bean",
        "to: direct:head|tto: direct:head|ROUTE-STEP|tto",
        "'\"#nest\"'|'\"#nets\"'|ROUTE-STRATEGY|'\"#nets\"'",
        "parallelProcessing: true|onPrepare: '#x'|ROUTE-OPTION|onPrepare",
        "'\"#customs\", outputType'|'\"jdbc:x\", outputType'|ROUTE-DATA-SOURCE|'\"jdbc:x\"'",
        "outputType: SelectOne|outputType: StreamList|YAML-VALUE|StreamList",
        "outputType: SelectOne|outputClass: java.lang.Object|ROUTE-OPTION|outputClass",
        "timeout: 2500ms|timeout: 2 minutes|SVC-DURATION|2 minutes",
        "timeout: 2500ms|timeout: 61s|SVC-DURATION|61s",
        "timeout: 2500ms|timeout: 1m|SVC-DURATION|1m",
        "timeout: 2500ms|cache: 0s|SVC-DURATION|0s",
        "timeout: 2500ms|cache: 500ms|SVC-DURATION|500ms",
        "timeout: 2500ms|cache: 25h|SVC-DURATION|25h",
        "timeout: 2500ms|'cache: 30s, fallback: last'|SVC-FALLBACK|last",
        "timeout: 2500ms|fallback: stale|SVC-FALLBACK|stale",
        "department: 海关|departement: 海关|YAML-UNKNOWN-KEY|departement",
        "'department: 海关'|'beans: []'|YAML-UNKNOWN-KEY|beans"
      })
  void aSlipIsToldAtItsPlace(String from, String to, String code, String underlined) {
    assertThat(VALID).contains(from);
    List<Diagnostic> diagnostics =
        refusal(VALID.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));

    assertThat(diagnostics)
        .anySatisfy(
            d -> {
              assertThat(d.code().id()).isEqualTo(code);
              assertThat(d.span().text()).isEqualTo(underlined);
              assertThat(d.help()).isNotBlank();
            });
  }

  @Test
  void aReadHasNoMoreFiltersAndOrdersThanCanBeJudgedSoon() {
    String read = "query: \"select 2 as b\"";
    String filters = String.join(", ", Collections.nCopies(33, "\"b = :#c\""));
    StringBuilder orders = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      orders.append(i == 0 ? "" : ", ").append("o").append(i).append(": [b]");
    }

    assertThat(refusal(VALID.replace(read, read + ", filters: [" + filters + "]")))
        .extracting(Diagnostic::message)
        .containsExactly("there are 33 filters; at most 32 are accepted");
    assertThat(refusal(VALID.replace(read, read + ", sort: { by: o, orders: { " + orders + " } }")))
        .extracting(Diagnostic::message)
        .containsExactly("there are 9 orders; 1 to 8 are accepted");
    assertThat(
            refusal(
                VALID.replace(
                    "query: \"select 1 as a\"",
                    "query: \"select 1 as a\", sort: { by: o, orders: { a: [a] } }")))
        .extracting(Diagnostic::message)
        .containsExactly("one record has no order to choose");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceInTheOrderOfTheFile() {
    List<Diagnostic> diagnostics =
        refusal(
            VALID
                .replace("version: 1.2.3", "version: x")
                .replace("openness: closed", "openness: x")
                .replace("SelectOne", "Select"));

    assertThat(diagnostics)
        .extracting(d -> d.code().id())
        .containsExactly("SVC-VERSION", "YAML-VALUE", "YAML-VALUE");
    assertThat(diagnostics)
        .isSortedAccordingTo((a, b) -> Integer.compare(a.span().start(), b.span().start()));
  }

  @Test
  void aMissingKeyIsNamed() {
    List<Diagnostic> diagnostics = refusal(VALID.replace("openness: closed\n", ""));

    assertThat(diagnostics)
        .extracting(Diagnostic::message)
        .containsExactly("the key `openness` is missing here");
  }

  @Test
  void aMisspeltWordGetsASuggestion() {
    List<Diagnostic> diagnostics = refusal(VALID.replace("area: declaration", "area: declartion"));

    assertThat(diagnostics.getFirst().suggestion()).contains("declaration");
  }

  @ParameterizedTest
  @CsvSource({"30s,PT30S", "10m,PT10M", "24h,PT24H", "86400s,PT24H"})
  void howLongAnswersAreKeptIsRead(String written, Duration life) {
    CacheDefinition cache = cached(written);

    assertThat(cache.life()).isEqualTo(life);
    assertThat(cache.staleOnError()).isFalse();
    assertThat(cached(written + ", fallback: stale").staleOnError()).isTrue();
    assertThat(parse(VALID).value().orElseThrow().cache()).isEmpty();
  }

  private static CacheDefinition cached(String written) {
    return parse(VALID.replace("timeout: 2500ms", "timeout: 2500ms, cache: " + written))
        .value()
        .orElseThrow()
        .cache()
        .orElseThrow();
  }

  @Test
  void aSettingThatHasNoEffectYetIsAWarning() {
    Outcome<ServiceDefinition> outcome =
        parse(VALID.replace("timeout: 2500ms", "timeout: 2500ms, breaker: {}"));

    assertThat(outcome.isRefused()).isFalse();
    assertThat(outcome.diagnostics())
        .extracting(d -> d.code().id())
        .containsExactly("SVC-INACTIVE");
  }

  @Test
  void theClassOfLimitsIsRead() {
    Outcome<ServiceDefinition> outcome = parse(VALID + "limits: { class: PARAM }\n");

    assertThat(outcome.diagnostics()).isEmpty();
    assertThat(outcome.value().orElseThrow().limit()).contains("PARAM");
    assertThat(parse(VALID).value().orElseThrow().limit()).isEmpty();
  }
}
