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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What whoever writes a service document asks, over the engine with the sample catalog. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class CheckApiIT {
  private static final String CHECKS = "/admin/v1/service-checks";
  private static final String PREVIEW = CHECKS + "/preview";
  private static final String ENTRY = "379120241000000004";

  private static final Supplier<DescribedAnswers> DESCRIBED = DescribedAnswers.ofTheEngine();

  @Inject DemoFile demo;

  private RequestSpecification as(String login) {
    return given()
        .filter(DESCRIBED.get())
        .auth()
        .preemptive()
        .basic(login, demo.read().orElseThrow().logins().get(login))
        .contentType(ContentType.JSON)
        .header("Accept-Language", "en");
  }

  private static String sample(String path) {
    try {
      return Files.readString(Samples.FOLDERS.root().resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String details() {
    return sample("declaration/services/declaration-details.yaml");
  }

  private Response preview(String text, Map<String, Object> parameters, String who) {
    return as("provider")
        .body(Map.of("text", text, "parameters", parameters, "as", who))
        .post(PREVIEW);
  }

  @Test
  void aSoundTextIsToldWithAllThatFollowsFromIt() {
    Response response = as("provider").body(Map.of("text", details())).post(CHECKS);

    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    JsonPath check = response.jsonPath();
    assertThat(check.getString("outcome")).isEqualTo("ok");
    assertThat(check.getString("fingerprint"))
        .isEqualTo(
            as("provider")
                .get("/admin/v1/services/declaration-details")
                .jsonPath()
                .getString("releases[0].fingerprint"));
    assertThat(check.getString("plan.path")).isEqualTo("/api/dec/v1/declarations/{entryId}");
    assertThat(check.getString("plan.parameters[0].example")).isEqualTo(ENTRY);
    String entry = "fields.find { it.path == 'entry_id' }";
    assertThat(check.getString(entry + ".sources[0].column"))
        .isEqualTo("customs.dec.head.entry_id");
    assertThat(check.getString(entry + ".sources[0].title.zh")).isNotEmpty();
    assertThat(check.getString(entry + ".masks.PRINCIPAL")).isEqualTo("none");
    assertThat(check.getList(entry + ".lines")).isNotEmpty();
    assertThat(check.<String>getList("relations.relation")).contains("PRINCIPAL", "AGENT");
    assertThat(check.<String>getList("words.zh")).anyMatch(w -> w.startsWith("entry_id 来自"));
    assertThat(check.<String>getList("words.en"))
        .anyMatch(w -> w.startsWith("entry_id comes from"));
    assertThat(check.<String>getList("callers.as")).contains("principal", "agent", "anonymous");
    assertThat(check.getString("openapi.openapi")).isEqualTo("3.1.0");
    assertThat(check.<String, Object>getMap("openapi.paths").keySet())
        .filteredOn(path -> path.startsWith("/api/"))
        .containsExactly("/api/dec/v1/declarations/{entryId}");
  }

  @Test
  void aBrokenTextIsToldWithItsPlaces() {
    Response response =
        as("auditor")
            .body(Map.of("text", details().replace("h.pre_entry_id", "h.pre_entri_id")))
            .post(CHECKS);

    JsonPath check = response.jsonPath();
    assertThat(check.getString("outcome")).isEqualTo("refused");
    assertThat(check.getString("service")).isEqualTo("declaration-details");
    assertThat(check.getString("diagnostics[0].suggestion")).contains("pre_entry_id");
    assertThat(check.getInt("diagnostics[0].line")).isPositive();
    assertThat(check.getString("certificate")).isNull();
    assertThat(as("provider").body(Map.of("text", "")).post(CHECKS).jsonPath().getString("outcome"))
        .isEqualTo("refused");
  }

  @Test
  void whatThereIsAtEachStepIsToldAlsoOfABrokenText() {
    String text =
        sample("benign/everything.yaml").replace("month: body.declare_date", "month: body.date");

    JsonPath check = as("provider").body(Map.of("text", text)).post(CHECKS).jsonPath();

    assertThat(check.getString("outcome")).isEqualTo("refused");
    String step = "steps.find { it.line == " + check.getInt("diagnostics[0].line") + " }";
    assertThat(check.getString(step + ".given.type")).isEqualTo("record");
    assertThat(check.<String>getList(step + ".given.members.name"))
        .contains("status", "country_name", "traf_mode_name");
    assertThat(check.getString(step + ".given.members.find { it.name == 'status' }.title.zh"))
        .isNotEmpty();
    assertThat(check.getString(step + ".yielded")).isNull();
  }

  @Test
  void whatIsNoRequestIsRefused() {
    for (String body :
        List.of("", "[]", "{}", "{\"text\": 7}", "{\"text\": \"a\", \"text\": \"b\"}", "{")) {
      Response response = as("provider").body(body).post(CHECKS);
      assertThat(response.statusCode()).as(body).isEqualTo(400);
    }
    Response large = as("provider").body(Map.of("text", "x".repeat(1_100_000))).post(CHECKS);
    assertThat(large.statusCode()).isEqualTo(422);
    assertThat(
            as("provider")
                .body(Map.of("text", "x", "as", "principal", "parameters", 7))
                .post(PREVIEW)
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void eachOfTheCastSeesWhatItWouldSee() {
    JsonPath principal = preview(details(), Map.of("entryId", ENTRY), "principal").jsonPath();
    JsonPath agent = preview(details(), Map.of("entryId", ENTRY), "agent").jsonPath();
    JsonPath other = preview(details(), Map.of("entryId", ENTRY), "other").jsonPath();
    JsonPath anonymous = preview(details(), Map.of("entryId", ENTRY), "anonymous").jsonPath();

    assertThat(principal.getInt("status")).as(principal.prettify()).isEqualTo(200);
    assertThat(principal.getString("answer.entry_id")).isEqualTo(ENTRY);
    assertThat(principal.<String>getList("relations")).containsExactly("PRINCIPAL");
    assertThat(agent.getInt("status")).isEqualTo(200);
    assertThat(agent.<String>getList("relations")).contains("AGENT");
    assertThat(agent.getList("masks")).isNotEmpty();
    assertThat(agent.getString("answer")).contains("_masked");
    assertThat(other.getInt("status")).isEqualTo(404);
    assertThat(other.getString("problem.code")).isEqualTo("TG-DATA-404");
    assertThat(anonymous.getString("problem.code")).isEqualTo("TG-AUTH-MISSING");
    assertThat(preview(details(), Map.of(), "principal").jsonPath().getString("problem.code"))
        .isEqualTo("TG-PARAM-MISSING");
    assertThat(
            preview(details(), Map.of("entryId", "379' or 1=1"), "principal")
                .jsonPath()
                .getString("problem.field"))
        .isEqualTo("entryId");
  }

  @Test
  void aPreviewIsWhatTheLiveServiceAnswersTheSameCaller() {
    String key = demo.read().orElseThrow().keys().get("agent");
    JsonPath live =
        given().header("X-API-Key", key).get("/api/dec/v1/declarations/" + ENTRY).jsonPath();
    JsonPath preview = preview(details(), Map.of("entryId", ENTRY), "agent").jsonPath();

    assertThat(preview.getMap("answer")).isEqualTo(live.getMap(""));
  }

  private Response preview(String text, String who, Map<String, Object> manner) {
    Map<String, Object> wish =
        new HashMap<>(Map.of("text", text, "parameters", Map.of("entryId", ENTRY), "as", who));
    wish.putAll(manner);
    return as("provider").body(wish).post(PREVIEW);
  }

  @Test
  void aPreviewIsSeenStepByStep() {
    String text = sample("benign/enrich-nest.yaml");

    JsonPath preview = preview(text, "principal", Map.of("steps", true)).jsonPath();

    assertThat(preview.getInt("status")).as(preview.prettify()).isEqualTo(200);
    assertThat(preview.<Integer>getList("steps.line"))
        .as(preview.prettify())
        .containsExactly(17, 25, 30);
    assertThat(preview.<Boolean>getList("steps.failed")).containsOnly(false);
    assertThat(preview.<Integer>getList("steps.microseconds")).allMatch(took -> took > 0);
    assertThat(preview.getString("steps[0].body[0].entry_id")).isEqualTo(ENTRY);
    assertThat(preview.getList("steps[1].body[0].items")).isNotEmpty();
    assertThat(preview.<String, Object>getMap("steps[2].body[0]"))
        .containsKey("hs_code")
        .isEqualTo(preview.getMap("steps[1].body[0].items[0]"));
    // the very answer that comes without being watched
    assertThat(preview.getMap("answer"))
        .isEqualTo(preview(text, "principal", Map.of()).jsonPath().getMap("answer"));
    assertThat(preview(text, "principal", Map.of()).jsonPath().getString("steps")).isNull();
    // a plan of one read goes a shorter way when nobody looks
    String one = sample("benign/plain-head.yaml");
    JsonPath watched = preview(one, "principal", Map.of("steps", true)).jsonPath();
    assertThat(watched.getList("steps")).as(watched.prettify()).hasSize(1);
    assertThat(watched.getMap("answer"))
        .isEqualTo(preview(one, "principal", Map.of()).jsonPath().getMap("answer"));
  }

  /**
   * Every value of an answer that is long enough not to stand elsewhere by chance, by its place.
   */
  private static Map<String, String> values(String place, Object part) {
    Map<String, String> values = new HashMap<>();
    if (part instanceof Map<?, ?> members) {
      // what a record says of itself is names, and no values
      members.forEach(
          (name, one) ->
              values.putAll(
                  name.toString().startsWith("_") ? Map.of() : values(place + "." + name, one)));
    } else if (part instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        values.putAll(values(place + "[" + i + "]", list.get(i)));
      }
    } else if (part != null && part.toString().length() > 5) {
      values.put(place, part.toString());
    }
    return values;
  }

  @Test
  void noStepShowsWhatTheAnswerHides() {
    JsonPath principal = preview(details(), "principal", Map.of("steps", true)).jsonPath();
    Map<String, String> whole = values("", principal.getMap("answer"));
    int hidden = 0;
    for (String other : List.of("agent", "forwarder", "terminal", "bank", "other")) {
      Response seen = preview(details(), other, Map.of("steps", true));
      Collection<String> theirs = values("", seen.jsonPath().get("answer")).values();
      for (Map.Entry<String, String> value : whole.entrySet()) {
        if (!theirs.contains(value.getValue())) {
          hidden++;
          assertThat(seen.asString())
              .as(other + " " + value.getKey())
              .doesNotContain("\"" + value.getValue() + "\"")
              .doesNotContain(":" + value.getValue() + ",");
        }
      }
    }
    assertThat(hidden).isGreaterThan(20);
    assertThat(
            preview(details(), "agent", Map.of("steps", true))
                .jsonPath()
                .<List<String>>getList("steps.masked"))
        .anyMatch(names -> !names.isEmpty());
  }

  @Test
  void aSourceCanSeemToFail() {
    JsonPath late =
        preview(
                details(),
                "principal",
                Map.of("steps", true, "faults", Map.of("customs", "timeout")))
            .jsonPath();
    assertThat(late.getString("problem.code")).isEqualTo("TG-SRC-TIMEOUT");
    assertThat(late.<Boolean>getList("steps.failed")).contains(true);
    JsonPath caught =
        preview(
                sample("benign/breaker.yaml"),
                "principal",
                Map.of("faults", Map.of("customs", "unavailable")))
            .jsonPath();
    // what the route makes of it is what is tried
    assertThat(caught.getInt("status")).as(caught.prettify()).isEqualTo(200);
    assertThat(caught.<String>getList("missing")).isNotEmpty();
    assertThat(caught.getList("answer.rows")).isEmpty();
    // it was not asked, and no breaker heard of it
    assertThat(preview(details(), "principal", Map.of()).jsonPath().getInt("status"))
        .isEqualTo(200);

    Response elsewhere =
        preview(details(), "principal", Map.of("faults", Map.of("nowhere", "timeout")));
    assertThat(elsewhere.statusCode()).isEqualTo(422);
    assertThat(elsewhere.jsonPath().getString("message_en")).contains("customs");
    for (Map<String, Object> manner :
        List.<Map<String, Object>>of(
            Map.of("faults", Map.of("customs", "explosion")),
            Map.of("faults", List.of("customs")),
            Map.of("steps", "yes"))) {
      assertThat(preview(details(), "principal", manner).statusCode())
          .as(manner.toString())
          .isEqualTo(400);
    }
  }

  @Test
  void nobodyIsPreviewedWhoExists() {
    Response named = preview(details(), Map.of("entryId", ENTRY), "91350299MAT0000182");

    assertThat(named.statusCode()).isEqualTo(422);
    assertThat(named.jsonPath().getString("message_en")).contains("principal");
    assertThat(
            as("auditor").body(Map.of("text", details(), "as", "agent")).post(PREVIEW).statusCode())
        .isEqualTo(403);
    assertThat(
            as("auditor")
                .get("/admin/v1/audit?limit=500")
                .jsonPath()
                .<String>getList("entries.act"))
        .contains("refused");
  }

  @Test
  void aPreviewLeavesNothingLiveAndIsOnRecord() {
    String text =
        details()
            .replace("service: declaration-details", "service: never-published")
            .replace("get: /declarations/", "get: /never/");
    int before = as("provider").get("/admin/v1/services").jsonPath().getList("services").size();

    assertThat(preview(text, Map.of("entryId", ENTRY), "principal").statusCode()).isEqualTo(200);

    assertThat(as("provider").get("/admin/v1/services").jsonPath().getList("services"))
        .hasSize(before);
    assertThat(given().get("/api/dec/v1/never/" + ENTRY).statusCode()).isEqualTo(404);
    JsonPath audit = as("auditor").get("/admin/v1/audit?limit=500").jsonPath();
    assertThat(audit.<String>getList("entries.findAll { it.act == 'service.preview' }.subject"))
        .contains("never-published 1.0.0");
    assertThat(audit.prettify()).doesNotContain(ENTRY);
  }

  @Test
  void theCatalogIsThereToComposeFrom() {
    JsonPath all = as("provider").get("/admin/v1/resources?limit=500").jsonPath();
    assertThat(all.<String>getList("sources.id")).contains("customs", "terminal");
    String head = "resources.find { it.source == 'customs' && it.name == 'head' }";
    assertThat(all.<String>getList(head + ".primary_key")).isNotEmpty();
    assertThat(all.<String>getList(head + ".fields.name")).contains("entry_id");
    assertThat(all.getString(head + ".fields.find { it.name == 'entry_id' }.title.zh"))
        .isNotEmpty();
    assertThat(all.getString("resources.find { it.kind == 'operation' }.inputs[0].type"))
        .isNotEmpty();

    JsonPath first = as("provider").get("/admin/v1/resources?limit=2&source=customs").jsonPath();
    assertThat(first.getList("resources")).hasSize(2);
    JsonPath next =
        as("provider")
            .get("/admin/v1/resources?limit=2&source=customs&from=" + first.getString("next_from"))
            .jsonPath();
    assertThat(next.getString("resources[0].id")).isGreaterThan(first.getString("next_from"));
    assertThat(as("provider").get("/admin/v1/resources?q=报关单").jsonPath().getList("resources"))
        .isNotEmpty();
    assertThat(as("provider").get("/admin/v1/resources?q=nosuch").jsonPath().getList("resources"))
        .isEmpty();
  }
}
