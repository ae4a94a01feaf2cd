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
import io.tidegate.engine.store.PlatformDatabase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** A service from a draft to its end, by people who may not do the same, and in wrong orders. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class ServiceLifeApiIT {
  private static final String DRAFTS = "/admin/v1/service-drafts";
  private static final String ENTRY = "379120241000000004";

  private static final Supplier<DescribedAnswers> DESCRIBED = DescribedAnswers.ofTheEngine();

  @Inject DemoFile demo;
  @Inject PlatformDatabase database;

  private RequestSpecification as(String login) {
    return given()
        .filter(DESCRIBED.get())
        .auth()
        .preemptive()
        .basic(login, demo.read().orElseThrow().logins().get(login))
        .contentType(ContentType.JSON)
        .header("Accept-Language", "en");
  }

  private RequestSpecification at(String login, Response read) {
    return as(login).header("If-Match", read.header("ETag"));
  }

  private static Response good(Response response) {
    assertThat(response.statusCode()).as(response.asString()).isBetween(200, 299);
    return response;
  }

  private static void problem(Response response, int status, String code) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.jsonPath().getString("code")).isEqualTo(code);
  }

  /** The sample service under another name, so that tests do not meet. */
  private static String text(String service, String version) {
    try {
      return Files.readString(
              Samples.FOLDERS.root().resolve("declaration/services/declaration-details.yaml"))
          .replace("service: declaration-details", "service: " + service)
          .replace("version: 1.0.0", "version: " + version)
          .replace("get: /declarations/{entryId}", "get: /" + service + "/{entryId}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Response begin(String text) {
    return good(as("provider").body(Map.of("text", text)).post(DRAFTS));
  }

  private Response submit(Response draft) {
    return good(at("provider", draft).post(path(draft) + "/submit"));
  }

  private Response approve(Response submitted) {
    return good(
        at("administrator", submitted)
            .body(Map.of("fingerprint", submitted.jsonPath().getString("fingerprint")))
            .post(path(submitted) + "/approve"));
  }

  private Response publish(String service, String version) {
    Response approved = approve(submit(begin(text(service, version))));
    return good(at("provider", approved).post(path(approved) + "/publish"));
  }

  private static String path(Response draft) {
    return DRAFTS + "/" + draft.jsonPath().getLong("id");
  }

  private Response call(String service, int major) {
    return given()
        .header("X-API-Key", demo.read().orElseThrow().keys().get("principal"))
        .get("/api/dec/v" + major + "/" + service + "/" + ENTRY);
  }

  @Test
  void aServiceGoesFromADraftToItsEnd() {
    Response begun = begin("service: life-whole\n");
    assertThat(begun.statusCode()).isEqualTo(201);
    assertThat(begun.header("Location")).isEqualTo(path(begun));
    problem(at("provider", begun).post(path(begun) + "/submit"), 422, "TG-ADMIN-422");
    problem(as("provider").get(path(begun) + "/report"), 409, "TG-ADMIN-409");

    Response written =
        good(
            at("provider", begun)
                .body(Map.of("text", text("life-whole", "1.0.0")))
                .put(path(begun)));
    assertThat(written.jsonPath().getString("service")).isEqualTo("life-whole");
    assertThat(written.jsonPath().getString("department")).isEqualTo("潮汐港数据中心");
    Response submitted = submit(written);
    assertThat(submitted.jsonPath().getString("state")).isEqualTo("submitted");
    JsonPath report = as("administrator").get(path(begun) + "/report").jsonPath();
    assertThat(report.getString("fingerprint"))
        .isEqualTo(submitted.jsonPath().getString("fingerprint"));
    assertThat(report.getBoolean("passed")).as(report.prettify()).isTrue();
    assertThat(report.getList("sections.name"))
        .containsExactly("contract", "security", "performance");
    assertThat(report.prettify()).doesNotContain(ENTRY).contains("TG-PARAM-MISSING", "p95");
    assertThat(call("life-whole", 1).statusCode()).isEqualTo(404);

    Response approved = approve(submitted);
    assertThat(approved.jsonPath().getString("approver")).isEqualTo("administrator");
    Response published = good(at("provider", approved).post(path(approved) + "/publish"));
    assertThat(published.jsonPath().getString("act")).isEqualTo("published");
    assertThat(call("life-whole", 1).statusCode()).isEqualTo(200);
    assertThat(call("life-whole", 1).header("Deprecation")).isNull();
    problem(at("provider", approved).post(path(approved) + "/publish"), 409, "TG-ADMIN-409");

    LocalDate sunset = LocalDate.now().plusDays(90);
    problem(
        as("provider")
            .body(Map.of("sunset", "2020-01-01"))
            .post("/admin/v1/services/life-whole/deprecate"),
        422,
        "TG-ADMIN-422");
    problem(as("administrator").post("/admin/v1/services/life-whole/retire"), 409, "TG-ADMIN-409");
    good(
        as("provider")
            .body(Map.of("sunset", sunset.toString(), "notice_zh", "请改用新版", "notice_en", "x"))
            .post("/admin/v1/services/life-whole/deprecate"));
    eventually(() -> call("life-whole", 1).header("Deprecation") != null);
    assertThat(call("life-whole", 1).header("Deprecation")).startsWith("@");
    assertThat(call("life-whole", 1).header("Sunset")).endsWith("16:00:00 GMT");
    problem(as("administrator").post("/admin/v1/services/life-whole/retire"), 409, "TG-ADMIN-409");
    good(
        as("administrator")
            .body(Map.of("reason", "the source ends"))
            .post("/admin/v1/services/life-whole/retire"));
    assertThat(call("life-whole", 1).statusCode()).isEqualTo(404);
    assertThat(
            as("auditor")
                .get("/admin/v1/services/life-whole/revisions")
                .jsonPath()
                .getList("revisions.act"))
        .containsExactly("retired", "deprecated", "published");
    assertThat(
            as("operator")
                .get("/admin/v1/service-lives")
                .jsonPath()
                .getString("services.find { it.service == 'life-whole' }.state"))
        .isEqualTo("retired");
    assertThat(
            as("auditor")
                .get("/admin/v1/audit?limit=500")
                .jsonPath()
                .<String>getList("entries.act"))
        .contains(
            "service-draft.submit",
            "service-draft.approve",
            "service.published",
            "service.retired");
  }

  private static void eventually(Callable<Boolean> so) {
    for (int i = 0; i < 100; i++) {
      try {
        if (so.call()) {
          return;
        }
        Thread.sleep(100);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("it does not come");
  }

  @Test
  void revisionsFollowEachOtherAndGoBack() {
    long first = publish("life-back", "1.0.0").jsonPath().getLong("number");
    Response same = begin(text("life-back", "1.0.0").replace("h.pre_entry_id, ", ""));
    problem(at("provider", same).post(path(same) + "/submit"), 422, "TG-ADMIN-422");
    Response next = begin(text("life-back", "1.1.0").replace("h.pre_entry_id, ", ""));
    JsonPath difference = as("administrator").get(path(next) + "/difference").jsonPath();
    assertThat(difference.getString("live_version")).isEqualTo("1.0.0");
    assertThat(difference.getList("fields.path")).containsExactly("pre_entry_id");
    assertThat(difference.getString("fields[0].after")).isNull();
    assertThat(difference.getString("fields[0].before.masks.PRINCIPAL")).isEqualTo("none");
    Response approved = approve(submit(next));
    good(at("administrator", approved).post(path(approved) + "/publish"));
    assertThat(call("life-back", 1).jsonPath().getMap("")).doesNotContainKey("pre_entry_id");

    problem(
        as("administrator")
            .body(Map.of("revision", 999_999))
            .post("/admin/v1/services/life-back/roll-back"),
        404,
        "TG-ADMIN-404");
    good(
        as("administrator")
            .body(Map.of("revision", first))
            .post("/admin/v1/services/life-back/roll-back"));
    assertThat(call("life-back", 1).jsonPath().getMap("")).containsKey("pre_entry_id");
    problem(
        as("administrator")
            .body(Map.of("revision", first))
            .post("/admin/v1/services/life-back/roll-back"),
        409,
        "TG-ADMIN-409");
  }

  @Test
  void whoeverWroteDoesNotApproveByWhateverWay() {
    Response submitted = submit(begin(text("life-own", "1.0.0")));
    String fingerprint = submitted.jsonPath().getString("fingerprint");
    long id = submitted.jsonPath().getLong("id");

    problem(
        at("provider", submitted)
            .body(Map.of("fingerprint", fingerprint))
            .post(path(submitted) + "/approve"),
        403,
        "TG-ADMIN-ROLE");
    // the administrator is a person who wrote to it
    execute(
        "insert into service_draft_text (id, number, author, document, written_at) values ("
            + id
            + ", 900, 'administrator', 'x', now())");
    problem(
        at("administrator", submitted)
            .body(Map.of("fingerprint", fingerprint))
            .post(path(submitted) + "/approve"),
        403,
        "TG-ADMIN-PERSON");
    Assertions.assertThatThrownBy(
            () ->
                execute(
                    "update service_draft set state = 'APPROVED', approver = 'administrator' where"
                        + " id = "
                        + id))
        .hasMessageContaining("not approved by one who wrote it");
    Response approved =
        good(
            at("approver", submitted)
                .body(Map.of("fingerprint", fingerprint))
                .post(path(submitted) + "/approve"));
    assertThat(approved.jsonPath().getString("approver")).isEqualTo("approver");
    problem(at("provider", submitted).post(path(submitted) + "/publish"), 412, "TG-ADMIN-412");
  }

  private void execute(String sql) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Test
  void anApprovalIsOfOnePlanAndNoOther() {
    Response approved = approve(submit(begin(text("life-bound", "1.0.0"))));
    Response submitted = submit(begin(text("life-other", "1.0.0")));
    problem(
        at("administrator", submitted)
            .body(Map.of("fingerprint", approved.jsonPath().getString("fingerprint")))
            .post(path(submitted) + "/approve"),
        412,
        "TG-ADMIN-412");

    // written behind the back of everybody: what would be published is not what was approved
    execute(
        "update service_draft set document = replace(document, 'h.pre_entry_id, ', '') where id = "
            + approved.jsonPath().getLong("id"));
    problem(at("provider", approved).post(path(approved) + "/publish"), 409, "TG-ADMIN-409");
    assertThat(call("life-bound", 1).statusCode()).isEqualTo(404);

    Response written =
        good(
            at("provider", approved)
                .body(Map.of("text", text("life-bound", "1.0.0")))
                .put(path(approved)));
    assertThat(written.jsonPath().getString("state")).isEqualTo("open");
    assertThat(written.jsonPath().getString("approver")).isNull();
    problem(at("provider", written).post(path(written) + "/publish"), 409, "TG-ADMIN-409");
  }

  @Test
  void ofTwoReviewersAtOnceOneIsTold() throws Exception {
    Response submitted = submit(begin(text("life-twice", "1.0.0")));
    Map<String, String> decision =
        Map.of("fingerprint", submitted.jsonPath().getString("fingerprint"));
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService reviewers = Executors.newFixedThreadPool(2)) {
      List<Future<Integer>> both = new ArrayList<>();
      for (String who : List.of("administrator", "approver")) {
        both.add(
            reviewers.submit(
                () ->
                    at(who, submitted)
                        .body(decision)
                        .post(path(submitted) + "/approve")
                        .statusCode()));
      }
      for (Future<Integer> one : both) {
        statuses.add(one.get());
      }
    }
    assertThat(statuses).contains(200).hasSize(2);
    assertThat(statuses.stream().filter(status -> status != 200).toList())
        .hasSize(1)
        .allSatisfy(status -> assertThat(status).isIn(409, 412));
  }

  @Test
  void wrongOrdersAreRefused() {
    Response begun = begin(text("life-order", "1.0.0"));
    problem(as("provider").post(path(begun) + "/submit"), 428, "TG-ADMIN-428");
    problem(at("provider", begun).post(path(begun) + "/publish"), 409, "TG-ADMIN-409");
    problem(
        at("administrator", begun)
            .body(Map.of("fingerprint", "0".repeat(64)))
            .post(path(begun) + "/approve"),
        409,
        "TG-ADMIN-409");
    problem(
        at("administrator", begun).body(Map.of("reason", "no")).post(path(begun) + "/reject"),
        409,
        "TG-ADMIN-409");
    Response submitted = submit(begun);
    problem(
        at("administrator", submitted).body(Map.of("reason", " ")).post(path(begun) + "/reject"),
        422,
        "TG-ADMIN-422");
    Response rejected =
        good(
            at("administrator", submitted)
                .body(Map.of("reason", "say what it is for"))
                .post(path(begun) + "/reject"));
    assertThat(rejected.jsonPath().getString("reason")).isEqualTo("say what it is for");
    problem(at("provider", rejected).post(path(begun) + "/publish"), 409, "TG-ADMIN-409");
    Response withdrawn = good(at("provider", rejected).delete(path(begun)));
    problem(
        at("provider", withdrawn).body(Map.of("text", "x")).put(path(begun)), 409, "TG-ADMIN-409");
    assertThat(as("provider").get(path(begun) + "/texts").jsonPath().getList("texts")).hasSize(1);
    assertThat(
            as("provider").get(DRAFTS + "?service=life-order").jsonPath().getList("service_drafts"))
        .isEmpty();
    assertThat(
            as("provider")
                .get(DRAFTS + "?service=life-order&state=withdrawn")
                .jsonPath()
                .getList("service_drafts"))
        .hasSize(1);
    problem(as("provider").get(DRAFTS + "/999999"), 404, "TG-ADMIN-404");
    problem(as("provider").get(DRAFTS + "?state=gone"), 400, "TG-ADMIN-400");
  }

  @Test
  void whatIsCalledByOthersStays() {
    String text = text("life-called", "1.0.0");
    Response approved = approve(submit(begin(text)));
    good(at("provider", approved).post(path(approved) + "/publish"));
    String caller =
        "service: life-caller\nversion: 1.0.0\ntitle: { zh: 调用, en: Calls }\nsummary: { zh: 调用, en: Calls }\n"
            + "area: declaration\ndepartment: 潮汐港数据中心\nopenness: closed\nrequest:\n  get: /life-caller/{entryId}\n"
            + "  parameters:\n    entryId: { in: path, type: string, format: entry-id, title: { zh: 报关单号, en: Entry }, example: \""
            + ENTRY
            + "\" }\nroute:\n  from:\n    uri: direct:request\n    steps:\n      - to:\n          uri: service:life-called\n"
            + "          parameters: { entryId: \"${header.entryId}\" }\n";
    JsonPath check =
        as("provider").body(Map.of("text", caller)).post("/admin/v1/service-checks").jsonPath();
    assertThat(check.getString("outcome")).as(check.prettify()).isEqualTo("ok");
    Response second = approve(submit(begin(caller)));
    good(at("provider", second).post(path(second) + "/publish"));

    Response refused =
        as("administrator")
            .body(Map.of("reason", "at once"))
            .post("/admin/v1/services/life-called/retire");
    problem(refused, 409, "TG-ADMIN-409");
    assertThat(refused.jsonPath().getString("message_en")).contains("life-caller");
    assertThat(call("life-called", 1).statusCode()).isEqualTo(200);
  }

  @Test
  void aTableBecomesAServiceByOneClick() {
    Response begun =
        good(as("provider").body(Map.of("resource", "dec_head")).post(DRAFTS + "/from-resource"));
    assertThat(begun.statusCode()).isEqualTo(201);
    assertThat(begun.jsonPath().getString("service")).isEqualTo("dec-head");
    JsonPath report = as("provider").get(path(submit(begun)) + "/report").jsonPath();
    assertThat(report.getBoolean("passed")).as(report.prettify()).isTrue();
    problem(
        as("provider").body(Map.of("resource", "none")).post(DRAFTS + "/from-resource"),
        404,
        "TG-ADMIN-404");
  }
}
