package io.tidegate.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.text.Bilingual;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemDocumentTest {
  private static final String TRACE = "0123456789abcdef0123456789abcdef";

  private static String render(CallProblem problem, Language language) {
    return new String(ProblemDocument.render(problem, language, TRACE), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void everyCodeHasTheWholeEnvelopeInBothLanguages(ProblemCode code) {
    Map<String, Object> document =
        JsonPath.from(render(new CallProblem(code), Language.ZH)).getMap("$");

    assertThat(document.keySet())
        .containsExactly(
            "type",
            "title",
            "status",
            "detail",
            "code",
            "message_cn",
            "message_en",
            "hint",
            "doc_url",
            "trace_id",
            "origin",
            "retryable");
    assertThat(document)
        .containsEntry("type", "/docs/problems#" + code.id())
        .containsEntry("title", code.title().zh())
        .containsEntry("status", code.status())
        .containsEntry("code", code.id())
        .containsEntry("message_cn", code.title().zh())
        .containsEntry("message_en", code.title().en())
        .containsEntry("hint", code.hint().zh())
        .containsEntry("doc_url", "/docs/problems#" + code.id())
        .containsEntry("trace_id", TRACE)
        .containsEntry("origin", code.origin().name().toLowerCase(Locale.ROOT))
        .containsEntry("retryable", code.retryable());
  }

  @Test
  void titleDetailAndHintSpeakTheLanguageOfTheCaller() {
    CallProblem problem =
        new CallProblem(
            ProblemCode.PARAM_TYPE, "limit", new Bilingual("应为整数", "limit is a whole number"));

    JsonPath document = JsonPath.from(render(problem, Language.EN));

    assertThat(document.getString("title")).isEqualTo(ProblemCode.PARAM_TYPE.title().en());
    assertThat(document.getString("detail")).isEqualTo("limit is a whole number");
    assertThat(document.getString("hint")).isEqualTo(ProblemCode.PARAM_TYPE.hint().en());
    assertThat(document.getString("message_cn")).isEqualTo("应为整数");
    assertThat(document.getString("field")).isEqualTo("limit");
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void thePageThatDocumentsReferToExplainsEveryCode(ProblemCode code) {
    String page = ProblemPage.render();

    assertThat(page)
        .contains("id=\"" + code.id() + "\"")
        .contains(code.title().zh())
        .contains(code.title().en());
    assertThat(ProblemDocument.reference(code)).isEqualTo(ProblemDocument.PAGE + "#" + code.id());
  }

  @Test
  void aFaultIsDescribedWithoutTheWordsOfExceptions() {
    Exception secret =
        new IllegalStateException(
            "key 91350299MAT0000182", new RuntimeException("select * from dec.head"));

    assertThat(Fault.describe(secret))
        .contains(
            "IllegalStateException", "caused by java.lang.RuntimeException", "ProblemDocumentTest")
        .doesNotContain("91350299MAT0000182")
        .doesNotContain("select");
  }
}
