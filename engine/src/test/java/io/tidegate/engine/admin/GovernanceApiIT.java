package io.tidegate.engine.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.demo.DemoFile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From a draft to a release and back, by three people who may not do the same. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class GovernanceApiIT {
  private static final String DRAFTS = "/admin/v1/rule-drafts";
  private static final String PACKS = "/admin/v1/rule-packs";

  @Inject DemoFile demo;

  private RequestSpecification as(String login) {
    return given()
        .auth()
        .preemptive()
        .basic(login, demo.read().orElseThrow().logins().get(login))
        .header("Accept-Language", "en");
  }

  private static void problem(Response response, int status, String code) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.contentType()).startsWith("application/problem+json");
    assertThat(response.jsonPath().getString("code")).isEqualTo(code);
    assertThat(response.jsonPath().getString("message_cn")).isNotEmpty();
    assertThat(response.jsonPath().getString("trace_id")).hasSize(32);
  }

  @Test
  void aLooseningGoesItsWay() throws Exception {
    Response begun = as("administrator").post(DRAFTS);
    assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(201);
    String draft = begun.header("Location");
    assertThat(draft).isEqualTo(DRAFTS + "/" + begun.jsonPath().getLong("id"));
    String table = draft + "/files/mask-agent.yaml";

    byte[] content = as("provider").get(table).asByteArray();
    assertThat(content)
        .isEqualTo(Files.readAllBytes(Samples.FOLDERS.rules().resolve("mask-agent.yaml")));
    String loosened =
        new String(content, StandardCharsets.UTF_8)
            .replace("{ mask: M-DROP, unless: agent_prices }", "{ mask: none }");
    problem(as("administrator").body(loosened).put(table), 428, "TG-ADMIN-428");
    problem(
        as("administrator").header("If-Match", "\"77\"").body(loosened).put(table),
        412,
        "TG-ADMIN-412");
    Response written =
        as("administrator").header("If-Match", begun.header("ETag")).body(loosened).put(table);
    assertThat(written.statusCode()).as(written.asString()).isEqualTo(200);
    assertThat(written.header("ETag")).isEqualTo("\"2\"");
    assertThat(as("administrator").post(draft + "/check").jsonPath().getBoolean("sound")).isTrue();

    JsonPath impact = impact(draft);
    assertThat(impact.getString("impact.grade")).isEqualTo("loosening");
    assertThat(impact.getInt("done")).isEqualTo(impact.getInt("of")).isPositive();
    assertThat(impact.getList("impact.services")).hasSize(1);
    assertThat(impact.getInt("next_after")).isEqualTo(1);
    assertThat(impact.getList("impact.services[0].examples")).isNotEmpty();

    Response submitted = as("administrator").header("If-Match", "\"2\"").post(draft + "/submit");
    String fingerprint = submitted.jsonPath().getString("fingerprint");
    assertThat(submitted.jsonPath().getString("grade")).isEqualTo("loosening");
    String approval = "{\"fingerprint\": \"" + fingerprint + "\"}";
    problem(
        as("administrator").header("If-Match", "\"3\"").post(draft + "/release"),
        403,
        "TG-ADMIN-PERSON");
    problem(
        as("administrator").header("If-Match", "\"3\"").body(approval).post(draft + "/approve"),
        403,
        "TG-ADMIN-PERSON");
    problem(
        as("operator").header("If-Match", "\"3\"").body(approval).post(draft + "/approve"),
        403,
        "TG-ADMIN-ROLE");
    Response approved =
        as("approver").header("If-Match", "\"3\"").body(approval).post(draft + "/approve");
    assertThat(approved.jsonPath().getString("approver")).isEqualTo("approver");

    long before = as("operator").get(PACKS + "/current").jsonPath().getLong("number");
    Response released = as("administrator").header("If-Match", "\"4\"").post(draft + "/release");
    assertThat(released.statusCode()).as(released.asString()).isEqualTo(200);
    assertThat(released.jsonPath().getList("refused")).isEmpty();
    assertThat(as("provider").get(PACKS + "/current").jsonPath().getString("fingerprint"))
        .isEqualTo(fingerprint);
    problem(
        as("administrator").header("If-Match", "\"5\"").post(draft + "/release"),
        409,
        "TG-ADMIN-409");

    Response back = as("approver").post(PACKS + "/" + before + "/release");
    assertThat(back.statusCode()).as(back.asString()).isEqualTo(200);
    assertThat(as("provider").get(PACKS + "/current").jsonPath().getLong("number"))
        .isEqualTo(before);

    JsonPath audit = as("auditor").get("/admin/v1/audit?limit=500").jsonPath();
    assertThat(audit.<String>getList("entries.act"))
        .contains(
            "rule-draft.approve", "rule-draft.approve.refused", "rule-pack.release", "refused");
    assertThat(as("auditor").get("/admin/v1/audit/chain").jsonPath().getBoolean("whole")).isTrue();
  }

  /** The first page, of one service, of a run that ended. */
  private JsonPath impact(String draft) throws InterruptedException {
    Response begun = as("administrator").post(draft + "/impacts");
    assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(202);
    for (int i = 0; i < 300; i++) {
      JsonPath now = as("administrator").get(begun.header("Location") + "?limit=1").jsonPath();
      if (!now.getString("state").equals("running")) {
        assertThat(now.getString("state")).isEqualTo("done");
        return now;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the run does not end");
  }

  @Test
  void onlyTheAuditAdministratorReadsTheAuditAndCanDoNothingElse() {
    for (String login : List.of("administrator", "operator", "provider")) {
      problem(as(login).get("/admin/v1/audit"), 403, "TG-ADMIN-ROLE");
      problem(as(login).get("/admin/v1/audit/chain"), 403, "TG-ADMIN-ROLE");
    }
    for (String login : List.of("auditor", "operator", "provider")) {
      problem(as(login).post(DRAFTS), 403, "TG-ADMIN-ROLE");
      problem(as(login).post(PACKS + "/1/release"), 403, "TG-ADMIN-ROLE");
    }
    problem(as("consumer").get(PACKS), 401, "TG-AUTH-INVALID");
  }

  @Test
  void whoeverIsNobodyIsToldNothing() {
    problem(given().get(PACKS), 401, "TG-AUTH-MISSING");
    problem(
        given().auth().preemptive().basic("x", "y").get("/admin/v1/audit"), 401, "TG-AUTH-INVALID");
    problem(
        given().auth().preemptive().basic("x", "y").post(DRAFTS + "/9/x"), 401, "TG-AUTH-INVALID");
  }

  @Test
  void whatIsNotThereAndWhatIsNotWellFormedAreProblems() {
    problem(as("administrator").get(PACKS + "/99999"), 404, "TG-ADMIN-404");
    problem(as("administrator").get(PACKS + "/x"), 404, "TG-ADMIN-404");
    problem(as("administrator").get(DRAFTS + "/99999"), 404, "TG-ADMIN-404");
    problem(as("administrator").get("/admin/v1/impacts/99999"), 404, "TG-ADMIN-404");
    problem(as("administrator").get(PACKS + "/1/files/none.yaml"), 404, "TG-ADMIN-404");
    problem(as("administrator").delete(PACKS + "/1"), 405, "TG-ADMIN-405");
    problem(as("administrator").body("[").post(DRAFTS), 400, "TG-ADMIN-400");
    problem(as("administrator").body("{\"based_on\": \"a\"}").post(DRAFTS), 400, "TG-ADMIN-400");
    problem(as("administrator").get(PACKS + "?limit=many"), 400, "TG-ADMIN-400");
    problem(as("administrator").get(PACKS + "?limit=1&limit=2"), 400, "TG-ADMIN-400");
  }

  @Test
  void aBrokenTableIsToldWithItsPlace() {
    Response begun = as("administrator").post(DRAFTS);
    String draft = begun.header("Location");
    Response written =
        as("administrator")
            .header("If-Match", begun.header("ETag"))
            .body("table: x\nstage: nothing\n")
            .put(draft + "/files/x.yaml");
    Response submitted =
        as("administrator").header("If-Match", written.header("ETag")).post(draft + "/submit");

    problem(submitted, 422, "TG-ADMIN-422");
    assertThat(submitted.jsonPath().<String>getList("diagnostics.code"))
        .contains("RULE-UNKNOWN-STAGE");
    assertThat(submitted.jsonPath().getString("diagnostics[0].file")).isEqualTo("x.yaml");
    Response removed =
        as("administrator")
            .header("If-Match", written.header("ETag"))
            .delete(draft + "/files/x.yaml");
    assertThat(removed.jsonPath().<String>getList("files")).doesNotContain("x.yaml");
  }

  @Test
  void listsComePageByPage() {
    as("administrator").post(DRAFTS);
    as("administrator").post(DRAFTS);
    JsonPath first = as("administrator").get(DRAFTS + "?limit=1").jsonPath();
    JsonPath second =
        as("administrator")
            .get(DRAFTS + "?limit=1&before=" + first.getLong("next_before"))
            .jsonPath();

    assertThat(first.getList("rule_drafts")).hasSize(1);
    assertThat(second.getLong("rule_drafts[0].id")).isLessThan(first.getLong("rule_drafts[0].id"));
  }

  @Test
  void theDescriptionHasEveryRoute() {
    Map<String, Map<String, Object>> paths =
        given().get("/admin/v1/openapi.json").jsonPath().getMap("paths");
    assertThat(paths.keySet())
        .contains(PACKS, DRAFTS + "/{id}/approve", "/admin/v1/impacts/{run}", "/admin/v1/audit");
    assertThat(paths.get("/admin/v1/impacts/{run}").keySet()).isEqualTo(Set.of("get", "delete"));
  }

  @Test
  void whatIsReadOnlyIsStillServed() {
    assertThat(as("operator").get("/admin/v1/services").statusCode()).isEqualTo(200);
  }
}
