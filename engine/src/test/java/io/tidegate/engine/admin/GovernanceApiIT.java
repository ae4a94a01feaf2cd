package io.tidegate.engine.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.demo.DemoFile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** From a draft to a release and back, by three people who may not do the same. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class GovernanceApiIT {
  private static final String DRAFTS = "/admin/v1/rule-drafts";
  private static final String STAFF = "/admin/v1/staff";
  private static final String PACKS = "/admin/v1/rule-packs";

  @Inject DemoFile demo;

  private static final Supplier<DescribedAnswers> DESCRIBED = DescribedAnswers.ofTheEngine();

  /** Every answer is held against the description of the API. */
  private RequestSpecification as(String login) {
    return as(login, demo.read().orElseThrow().logins().get(login));
  }

  private static RequestSpecification as(String login, String password) {
    return given()
        .filter(DESCRIBED.get())
        .auth()
        .preemptive()
        .basic(login, password)
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
    JsonPath drafts = audit("before=9007199254740991&limit=2&act=rule-draft.");
    assertThat(drafts.<String>getList("entries.act"))
        .hasSize(2)
        .allMatch(act -> act.startsWith("rule-draft."));
    List<Long> numbers = drafts.getList("entries.number", Long.class);
    assertThat(numbers.getFirst()).isGreaterThan(numbers.getLast());
    assertThat(drafts.getLong("next_before")).isEqualTo(numbers.getLast());
    String subject = drafts.getString("entries[0].subject");
    String actor = drafts.getString("entries[0].actor");
    JsonPath one = audit("actor=" + actor + "&subject=" + subject.substring(1));
    assertThat(one.<String>getList("entries.actor")).isNotEmpty().containsOnly(actor);
    assertThat(one.<String>getList("entries.subject"))
        .allMatch(text -> text.contains(subject.substring(1)));
    assertThat(audit("actor=" + actor.substring(1)).getList("entries")).isEmpty();
    String at = drafts.getString("entries[0].at");
    assertThat(audit("from=" + at).<String>getList("entries.at")).contains(at);
    assertThat(audit("limit=500&until=" + at).<String>getList("entries.at"))
        .isNotEmpty()
        .doesNotContain(at);
    problem(as("auditor").get("/admin/v1/audit?from=yesterday"), 400, "TG-ADMIN-400");
    problem(as("auditor").get("/admin/v1/audit?after=1&before=9"), 400, "TG-ADMIN-400");
  }

  private JsonPath audit(String query) {
    Response answer = as("auditor").get("/admin/v1/audit?" + query);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.jsonPath();
  }

  /** The first page, of one service, of a run that ended. */
  private JsonPath impact(String draft) throws InterruptedException {
    Response begun = as("administrator").post(draft + "/impacts");
    assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(202);
    for (int i = 0; i < 300; i++) {
      JsonPath now = as("administrator").get(begun.header("Location") + "?limit=1").jsonPath();
      if (!List.of("waiting", "running").contains(now.getString("state"))) {
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
    for (String path : List.of("services", "services/declaration-goods", "route-steps")) {
      assertThat(as("operator").get("/admin/v1/" + path).statusCode()).isEqualTo(200);
    }
    assertThat(as("operator").get("/admin/v1/detections").statusCode()).isEqualTo(200);
    assertThat(as("operator").get(PACKS + "/release-progress").jsonPath().getString("phase"))
        .isNotEmpty();
  }

  @Test
  void aRunIsAnsweredAtOnceCanBeCancelledAndTellsWhyItFailed() throws Exception {
    Response begun = as("administrator").post(DRAFTS);
    String draft = begun.header("Location");
    as("administrator")
        .header("If-Match", begun.header("ETag"))
        .body("table: x\nstage: nothing\n")
        .put(draft + "/files/x.yaml");

    Response run = as("administrator").post(draft + "/impacts");
    assertThat(run.statusCode()).as(run.asString()).isEqualTo(202);
    JsonPath ended = ended(run.header("Location"));
    assertThat(ended.getString("state")).isEqualTo("failed");
    assertThat(ended.getString("reason.en")).contains("not sound");
    assertThat(ended.<String>getList("diagnostics.code")).contains("RULE-UNKNOWN-STAGE");

    String sound = as("administrator").post(DRAFTS).header("Location");
    List<String> runs = new ArrayList<>();
    Response refused = null;
    for (int i = 0; i < 5; i++) {
      Response one = as("administrator").post(sound + "/impacts");
      if (one.statusCode() == 202) {
        runs.add(one.header("Location"));
        as("approver").delete(one.header("Location"));
      } else {
        refused = one;
      }
    }
    if (refused != null) {
      problem(refused, 503, "TG-ADMIN-503");
    }
    for (String each : runs) {
      assertThat(ended(each).getString("state")).isIn("cancelled", "done");
    }
  }

  private JsonPath ended(String run) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      JsonPath now = as("administrator").get(run).jsonPath();
      if (!List.of("waiting", "running").contains(now.getString("state"))) {
        return now;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the run does not end");
  }

  @Test
  void aDraftThatIsSentTwiceIsBegunOnce() {
    Response first = as("administrator").header("Idempotency-Key", "draft-of-monday").post(DRAFTS);
    Response again = as("administrator").header("Idempotency-Key", "draft-of-monday").post(DRAFTS);
    Response others = as("approver").header("Idempotency-Key", "draft-of-monday").post(DRAFTS);

    assertThat(again.jsonPath().getLong("id")).isEqualTo(first.jsonPath().getLong("id"));
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(others.jsonPath().getLong("id")).isNotEqualTo(first.jsonPath().getLong("id"));
  }

  // ---- workbooks

  @Test
  void aPackGoesToAWorkbookAndBackIntoADraft() {
    byte[] workbook = as("provider").get(PACKS + "/1/workbook").asByteArray();
    Response begun = as("administrator").post(DRAFTS);
    String draft = begun.header("Location");

    Response written = put(draft, begun.header("ETag"), workbook);
    assertThat(written.statusCode()).as(written.asString()).isEqualTo(200);
    assertThat(written.jsonPath().<String>getList("files"))
        .isEqualTo(begun.jsonPath().<String>getList("files"));
    assertThat(as("administrator").post(draft + "/check").jsonPath().getString("fingerprint"))
        .isEqualTo(as("provider").get(PACKS + "/1").jsonPath().getString("fingerprint"));
    assertThat(as("operator").get(draft + "/workbook").statusCode()).isEqualTo(200);
    // the one who was there before counts
    problem(put(draft, begun.header("ETag"), workbook), 412, "TG-ADMIN-412");
  }

  private Response put(String draft, String etag, byte[] workbook) {
    return as("administrator")
        .header("If-Match", etag)
        .contentType(ContentType.BINARY)
        .body(workbook)
        .put(draft + "/workbook");
  }

  @Test
  void aWorkbookThatIsNotSoundIsToldWithItsCellAndNothingIsLost() throws Exception {
    byte[] good = as("provider").get(PACKS + "/1/workbook").asByteArray();
    Map<String, byte[]> attacks = new TreeMap<>();
    try (Stream<Path> corpus = Files.list(Path.of("../rules/src/test/resources/workbook"))) {
      for (Path file : corpus.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("rule-")) {
          attacks.put(name, Files.readAllBytes(file));
        }
      }
    }
    assertThat(attacks.keySet())
        .anyMatch(name -> name.contains("hundred-thousand-rows"))
        .anyMatch(name -> name.contains("bomb"))
        .anyMatch(name -> name.contains("merged-cells"))
        .anyMatch(name -> name.contains("formula"))
        .anyMatch(name -> name.contains("macro"));
    attacks.put("rule-column.wrong-header.xlsx", edited(good, "then mask", "then maske"));
    Response begun = as("administrator").post(DRAFTS);
    String draft = begun.header("Location");
    List<String> files = begun.jsonPath().getList("files");

    for (Map.Entry<String, byte[]> attack : attacks.entrySet()) {
      Response refused = put(draft, begun.header("ETag"), attack.getValue());
      problem(refused, 422, "TG-ADMIN-422");
      assertThat(refused.jsonPath().getString("diagnostics[0].code"))
          .as(attack.getKey())
          .startsWith("RULE-");
      assertThat(refused.jsonPath().getString("diagnostics[0].file"))
          .as(attack.getKey())
          .startsWith("workbook.xlsx");
    }
    Response wrong = put(draft, begun.header("ETag"), attacks.get("rule-column.wrong-header.xlsx"));
    assertThat(wrong.jsonPath().getString("diagnostics[0].file"))
        .matches("workbook.xlsx .*![A-Z]+[0-9]+");
    JsonPath after = as("administrator").get(draft).jsonPath();
    assertThat(after.getLong("revision")).isEqualTo(1);
    assertThat(after.<String>getList("files")).isEqualTo(files);

    // a mask that no pack has comes in as a draft, and no farther
    Response unknown = put(draft, "\"1\"", edited(good, ">M-HS<", ">M-GONE<"));
    assertThat(unknown.statusCode()).as(unknown.asString()).isIn(200, 422);
    if (unknown.statusCode() == 200) {
      Response submitted = as("administrator").header("If-Match", "\"2\"").post(draft + "/submit");
      problem(submitted, 422, "TG-ADMIN-422");
      assertThat(submitted.jsonPath().<String>getList("diagnostics.code"))
          .anyMatch(code -> code.startsWith("RULE-"));
    }
  }

  /** The workbook with another text in its cells, wherever it stands. */
  private static byte[] edited(byte[] workbook, String text, String by) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean found = false;
    Path file = Files.createTempFile("workbook", ".xlsx");
    Files.write(file, workbook);
    // the sizes of its entries stand in its directory only, which a stream comes to last
    try (ZipFile in = new ZipFile(file.toFile());
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        String content =
            new String(in.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        found |= content.contains(text);
        zip.putNextEntry(new ZipEntry(entry.getName()));
        zip.write(content.replace(text, by).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } finally {
      Files.delete(file);
    }
    assertThat(found).as(text + " stands in the workbook").isTrue();
    return out.toByteArray();
  }

  // ---- accounts

  @Test
  void anAccountIsOpenedConfirmedUsedAndDisabled() {
    String wish =
        """
        {"login": "zhang.san", "role": "administrator", "person": "E1001", "name": "张三"}
        """;
    problem(as("administrator").body(wish).post(STAFF), 403, "TG-ADMIN-ROLE");
    Response opened = as("operator").body(wish).post(STAFF);
    assertThat(opened.statusCode()).as(opened.asString()).isEqualTo(201);
    assertThat(opened.header("Cache-Control")).isEqualTo("no-store");
    String password = opened.jsonPath().getString("one_time_password");
    String account = opened.header("Location");
    problem(as("zhang.san", password).get(PACKS), 401, "TG-AUTH-INVALID");
    problem(as("operator").body(wish).post(STAFF), 409, "TG-ADMIN-409");
    problem(
        as("operator")
            .body(wish.replace("zhang.san", "zhang.two").replace("administrator", "auditor"))
            .post(STAFF),
        403,
        "TG-ADMIN-PERSON");
    problem(as("operator").body("{\"login\": \"x\"}").post(STAFF), 400, "TG-ADMIN-400");
    problem(as("operator").body(wish.replace("zhang.san", "Z!")).post(STAFF), 422, "TG-ADMIN-422");

    problem(as("administrator").post(account + "/confirm"), 428, "TG-ADMIN-428");
    Response confirmed =
        as("administrator").header("If-Match", opened.header("ETag")).post(account + "/confirm");
    assertThat(confirmed.statusCode()).as(confirmed.asString()).isEqualTo(200);
    problem(as("zhang.san", password).get(PACKS), 403, "TG-ADMIN-PASSWORD");
    problem(
        as("zhang.san", password).body("{\"password\": \"weak\"}").post("/admin/v1/password"),
        422,
        "TG-ADMIN-422");
    Response changed =
        as("zhang.san", password)
            .body("{\"password\": \"Tide-and-time-1\"}")
            .post("/admin/v1/password");
    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    problem(as("zhang.san", password).get(PACKS), 401, "TG-AUTH-INVALID");
    assertThat(as("zhang.san", "Tide-and-time-1").get(PACKS).statusCode()).isEqualTo(200);
    assertThat(as("auditor").get(account).jsonPath().getString("last_used_at")).isNotNull();
    assertThat(as("auditor").get(STAFF + "?limit=500").jsonPath().<String>getList("staff.login"))
        .contains("zhang.san", "operator", "auditor")
        .doesNotContain("consumer")
        .isSorted();

    // a second login of the same person approves nothing of the first
    Response second = as("operator").body(wish.replace("zhang.san", "zhang.two")).post(STAFF);
    as("approver")
        .header("If-Match", second.header("ETag"))
        .post(second.header("Location") + "/confirm");
    as("zhang.two", second.jsonPath().getString("one_time_password"))
        .body("{\"password\": \"Tide-and-time-2\"}")
        .post("/admin/v1/password");
    Response begun = as("zhang.san", "Tide-and-time-1").post(DRAFTS);
    String draft = begun.header("Location");
    Response submitted =
        as("zhang.san", "Tide-and-time-1").header("If-Match", "\"1\"").post(draft + "/submit");
    String approval =
        "{\"fingerprint\": \"" + submitted.jsonPath().getString("fingerprint") + "\"}";
    problem(
        as("zhang.two", "Tide-and-time-2")
            .header("If-Match", "\"2\"")
            .body(approval)
            .post(draft + "/approve"),
        403,
        "TG-ADMIN-PERSON");

    Response reset =
        as("operator").header("If-Match", "\"4\"").post(second.header("Location") + "/reset");
    problem(reset, 412, "TG-ADMIN-412");
    reset = as("operator").header("If-Match", "\"3\"").post(second.header("Location") + "/reset");
    assertThat(reset.statusCode()).as(reset.asString()).isEqualTo(200);
    problem(as("zhang.two", "Tide-and-time-2").get(PACKS), 401, "TG-AUTH-INVALID");
    Response disabled = as("administrator").header("If-Match", "\"3\"").post(account + "/disable");
    assertThat(disabled.jsonPath().getString("state")).isEqualTo("disabled");
    problem(as("zhang.san", "Tide-and-time-1").get(PACKS), 401, "TG-AUTH-INVALID");
    assertThat(
            as("auditor")
                .get("/admin/v1/audit?limit=500")
                .jsonPath()
                .<String>getList("entries.act"))
        .contains(
            "staff.open",
            "staff.open.refused",
            "staff.confirm",
            "staff.password",
            "staff.reset",
            "staff.disable");
  }
}
