package io.tidegate.engine.accounting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.admin.DescribedAnswers;
import io.tidegate.engine.demo.DemoFile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A call, and what staff finds of it afterwards. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class AccountingIT {
  private static final String DECLARATION = "379120241000000004";

  private final Supplier<DescribedAnswers> described = DescribedAnswers.ofTheEngine();

  @Inject DemoFile demo;

  private Response call(String member, String path) {
    return given().header("X-API-Key", demo.read().orElseThrow().keys().get(member)).get(path);
  }

  private RequestSpecification as(String login) {
    return given().auth().preemptive().basic(login, demo.read().orElseThrow().logins().get(login));
  }

  private Map<String, Object> recordOf(Response response) throws Exception {
    String trace = response.header("X-TG-Trace-Id");
    for (int i = 0; i < 250; i++) {
      JsonPath calls = as("auditor").get("/admin/v1/calls?trace=" + trace).jsonPath();
      List<Map<String, Object>> found = calls.getList("calls");
      if (!found.isEmpty()) {
        assertThat(found).hasSize(1);
        return found.getFirst();
      }
      Thread.sleep(40);
    }
    throw new AssertionError("no record of " + trace);
  }

  @Test
  void anAnswerIsInTheBooksWithHowItWasTreated() throws Exception {
    Response own = call("principal", "/api/dec/v1/declarations/" + DECLARATION);
    assertThat(own.statusCode()).as(own.asString()).isEqualTo(200);

    Map<String, Object> record = recordOf(own);

    assertThat(record)
        .containsEntry("service", "declaration-details")
        .containsEntry("outcome", "answered")
        .containsEntry("status", 200)
        .containsEntry("rows", 1)
        .containsEntry("problem", null);
    // as it is sent, and the client asks for it packed
    assertThat((Integer) record.get("bytes")).isBetween(1, own.asByteArray().length);
    assertThat(record.get("relations")).isEqualTo(List.of("PRINCIPAL"));
    assertThat(record.get("masks").toString()).contains("M-");
    assertThat(record.toString()).doesNotContain(DECLARATION, "TDGL00083334");
  }

  @Test
  void whatIsNotOnesOwnIsInTheBooksAsRefused() throws Exception {
    Response other = call("bank", "/api/dec/v1/declarations/" + DECLARATION);
    assertThat(other.statusCode()).isEqualTo(404);

    assertThat(recordOf(other))
        .containsEntry("outcome", "refused")
        .containsEntry("problem", "TG-DATA-404")
        .containsEntry("rows", 0);
  }

  @Test
  void theBooksAreForAuditorsAndOperatorsAndTheMetersForOperators() {
    assertThat(as("operator").get("/admin/v1/calls").statusCode()).isEqualTo(200);
    for (String login : List.of("provider", "administrator")) {
      assertThat(as(login).get("/admin/v1/calls").statusCode()).isEqualTo(403);
      assertThat(as(login).get("/admin/v1/metrics").statusCode()).isEqualTo(403);
    }
    assertThat(given().get("/admin/v1/calls").statusCode()).isEqualTo(401);
    assertThat(given().get("/admin/v1/metrics").statusCode()).isEqualTo(401);

    call("principal", "/api/dec/v1/declarations/" + DECLARATION);
    Response meters = as("operator").get("/admin/v1/metrics");

    assertThat(meters.contentType()).startsWith("text/plain");
    assertThat(meters.asString())
        .contains("tidegate_calls_seconds_count{", "service=\"declaration-details\"")
        .doesNotContain(DECLARATION);
  }

  @Test
  void theLastHoursAreCountedByTheMinute() throws Exception {
    Response own = call("principal", "/api/dec/v1/declarations/" + DECLARATION);
    recordOf(own);
    recordOf(call("bank", "/api/dec/v1/declarations/" + DECLARATION));

    JsonPath hour = monitored("operator", "calls?minutes=60&service=declaration-details");
    List<Map<String, Integer>> minutes = hour.getList("minutes");
    assertThat(minutes).hasSize(60);
    assertThat(minutes.stream().mapToInt(minute -> minute.get("answered")).sum())
        .isEqualTo(hour.getInt("services[0].answered"))
        .isPositive();
    assertThat(minutes.stream().mapToInt(minute -> minute.get("refused")).sum())
        .isEqualTo(hour.getInt("services[0].refused"))
        .isPositive();
    assertThat(hour.getList("services.service")).containsExactly("declaration-details");
    assertThat(hour.getList("problems.problem")).contains("TG-DATA-404");
    assertThat(hour.getList("masks")).isNotEmpty();
    assertThat(monitored("operator", "calls?service=no-such").getList("services")).isEmpty();
    for (String wrong : List.of("0", "721", "-1", "x")) {
      assertThat(as("operator").get("/admin/v1/monitor/calls?minutes=" + wrong).statusCode())
          .as(wrong)
          .isEqualTo(400);
    }
  }

  @Test
  void aNodeTellsOfItsCacheItsBreakersAndItsQuota() {
    call("principal", "/api/dec/v1/declarations/" + DECLARATION);

    JsonPath node = monitored("operator", "node");
    assertThat(node.getList("breakers")).isNotEmpty();
    assertThat(node.getList("breakers.state")).containsOnly("closed");
    assertThat(node.getList("quota.service")).contains("declaration-details");
    assertThat(node.getList("quota.buckets")).doesNotContain(List.of());
    assertThat(node.getLong("cache.bytes")).isNotNegative();
    assertThat(as("auditor").get("/admin/v1/monitor/node").statusCode()).isEqualTo(403);
  }

  private JsonPath monitored(String login, String what) {
    return as(login)
        .filter(described.get())
        .get("/admin/v1/monitor/" + what)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void pagesGoBackInTime() throws Exception {
    recordOf(call("principal", "/api/dec/v1/declarations/" + DECLARATION));
    recordOf(call("principal", "/api/dec/v1/declarations/" + DECLARATION));

    JsonPath first =
        as("auditor").get("/admin/v1/calls?limit=1&service=declaration-details").jsonPath();
    JsonPath second =
        as("auditor")
            .get(
                "/admin/v1/calls?limit=1&service=declaration-details&before="
                    + first.getLong("next_before"))
            .jsonPath();

    assertThat(second.getLong("calls[0].number")).isLessThan(first.getLong("calls[0].number"));
  }
}
