package io.tidegate.engine.emit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.demo.DemoFile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel could do for an attacker, in the process as it runs. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class ClosedCamelIT {
  private static final String STATUS = "/api/dec/v1/declarations/379120241000000004/status";

  /**
   * Headers that steer Camel or one of its components, by the advisories of 2025 and 2026; among
   * them some without the prefix that Camel filters by.
   */
  private static final List<String> CONTROL =
      List.of(
          "CamelHttpUri",
          "CamelHttpPath",
          "CamelHttpQuery",
          "CamelHttpMethod",
          "CamelHttpResponseCode",
          "CamelRestHttpUri",
          "CamelBeanMethodName",
          "CamelExecCommandExecutable",
          "CamelExecCommandArgs",
          "CamelFileName",
          "CamelLanguageScript",
          "CamelSqlQuery",
          "CamelRedelivered",
          "CamelSplitSize",
          "CamelJmsDestinationName",
          "CamelCoapUri",
          "CamelSlipEndpoint",
          "CamelToEndpoint",
          "Long-Running-Action",
          "operationName",
          "operationNamespace",
          "SOAPAction",
          "mail.smtp.host",
          "SolrParam.q",
          "breadcrumbId");

  @Inject CamelContext application;
  @Inject RouteEmitter emitter;
  @Inject DemoFile demo;

  /** Those that plans run in, and Camel Quarkus's own. */
  private List<CamelContext> contexts() {
    List<CamelContext> contexts = new ArrayList<>(emitter.contexts());
    assertThat(contexts).isNotEmpty().doesNotContain(application);
    contexts.add(application);
    return contexts;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bean", "browse", "class", "controlbus", "dataset", "exec", "file", "http", "jdbc",
            "kamelet",
        "language", "log", "mock", "platform-http", "ref", "rest", "saga", "scheduler", "seda",
            "sql",
        "stub", "timer", "validator", "xslt"
      })
  void noOtherComponentCanBeHad(String name) {
    assertThat(contexts()).allMatch(camel -> camel.getComponent(name, true, false) == null);
  }

  @Test
  void theComponentBetweenRoutesCan() {
    assertThat(contexts()).allMatch(camel -> camel.getComponent("direct", true, false) != null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bean",
        "csimple",
        "exchangeProperty",
        "file",
        "groovy",
        "header",
        "method",
        "ref",
        "spel",
        "tokenize",
        "variable",
        "xpath",
        "xtokenize"
      })
  void noOtherLanguageCanBeHad(String name) {
    assertThat(contexts())
        .allSatisfy(
            camel ->
                assertThatThrownBy(() -> camel.resolveLanguage(name))
                    .isInstanceOf(NoSuchLanguageException.class));
  }

  /** Without the control, a context resolves what lies on the class path. */
  @Test
  void anOpenContextHasTheLanguages() throws Exception {
    try (DefaultCamelContext open = new DefaultCamelContext()) {
      assertThat(open.resolveLanguage("ref")).isNotNull();
      ClosedCamel.close(open);
      assertThatThrownBy(() -> open.resolveLanguage("header"))
          .isInstanceOf(NoSuchLanguageException.class);
    }
  }

  @Test
  void noDataFormatCanBeHad() {
    assertThat(contexts()).allMatch(camel -> camel.resolveDataFormat("json-jackson") == null);
  }

  @Test
  void noPlanRunsInTheApplicationsOwnContext() {
    assertThat(application.getRoutes()).isEmpty();
    assertThat(emitter.contexts()).flatMap(CamelContext::getRoutes).isNotEmpty();
  }

  @Test
  void noHeaderOfARequestChangesWhatIsAnswered() {
    String plain = ask(List.of()).asString();
    List<String> names = new ArrayList<>();
    for (String name : CONTROL) {
      names.add(name);
      names.add(name.toLowerCase(Locale.ROOT));
      names.add(oddly(name));
    }

    for (String name : names) {
      Response answer = ask(List.of(name));

      assertThat(answer.statusCode()).as(name).isEqualTo(200);
      assertThat(answer.asString()).as(name).isEqualTo(plain);
    }
    assertThat(ask(names.subList(0, 40)).asString()).isEqualTo(plain);
  }

  private static String oddly(String name) {
    StringBuilder odd = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      odd.append(i % 2 == 0 ? Character.toLowerCase(c) : Character.toUpperCase(c));
    }
    return odd.toString();
  }

  private Response ask(List<String> headers) {
    RequestSpecification request =
        given().header("X-API-Key", demo.read().orElseThrow().keys().get("principal"));
    for (String header : headers) {
      request.header(header, "http://127.0.0.1:1/${body}");
    }
    return request.get(STATUS);
  }
}
