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
import io.tidegate.engine.centre.ResourceMeasures;
import io.tidegate.engine.cluster.Eventually;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.store.DatabaseAddress;
import io.tidegate.engine.store.PlatformDatabase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source from its registration to a call of a service over it, and what stands in its way. */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class SourceApiIT {
  private static final String SOURCES = "/admin/v1/sources";
  private static final String PASSWORD = "a-password-of-the-harbour";

  /** Credit code of the one who calls. */
  private static final String PRINCIPAL = "91350299MAT0000182";

  private static final Supplier<DescribedAnswers> DESCRIBED = DescribedAnswers.ofTheEngine();

  @Inject DemoFile demo;
  @Inject PlatformDatabase database;
  @Inject ResourceMeasures measures;

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

  private static void problem(Response response, int status, String says) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.asString()).contains(says);
  }

  @BeforeEach
  void harbour() throws SQLException {
    execute(
        "do $$ begin create role harbour_reader login password '"
            + PASSWORD
            + "'; exception when duplicate_object then null; end $$",
        "alter role harbour_reader password '" + PASSWORD + "'",
        "drop schema if exists harbour cascade",
        "create schema harbour",
        "create table harbour.gate_move (move_id int8 primary key, owner_usci varchar(18) not"
            + " null, contact_mobile varchar(20), ton numeric(10,2), passed_at timestamptz, photo bytea,"
            + " \"Odd Name\" text)",
        "comment on table harbour.gate_move is '闸口进出记录'",
        "comment on column harbour.gate_move.ton is '吨数'",
        "insert into harbour.gate_move select n, case when n % 2 = 0 then '"
            + PRINCIPAL
            + "' else '91350299MAT000026W' end, '1391' || (2345000 + n * 37), n, now(), null,"
            + " 'x' from generate_series(1, 200) n",
        "create table harbour.\"Unusable Table\" (id int4)",
        "create table harbour.secret (id int4 primary key)",
        "analyze harbour.gate_move",
        "grant usage on schema harbour to harbour_reader",
        "grant select on harbour.gate_move, harbour.\"Unusable Table\" to harbour_reader");
  }

  private void execute(String... statements) throws SQLException {
    DatabaseAddress samples = database.samples().orElseThrow();
    try (Connection connection =
            DriverManager.getConnection(
                samples.url(), samples.user(), samples.password().reveal());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private Map<String, Object> wish(String id) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("source", id);
    wish.put("kind", "postgresql");
    wish.put("title_zh", "港口");
    wish.put("title_en", "Harbour");
    wish.put("schema", "harbour");
    wish.put("area", "manifest");
    wish.put("department", "港口集团");
    wish.put("theme", "码头");
    wish.put("url", database.samples().orElseThrow().url());
    wish.put("user", "harbour_reader");
    wish.put("password", PASSWORD);
    return wish;
  }

  private Response register(String id) {
    return good(as("provider").body(wish(id)).post(SOURCES));
  }

  private JsonPath collected(String id) {
    good(as("provider").post(SOURCES + "/" + id + "/collect"));
    Eventually.holds(
        () ->
            !as("provider")
                .get(SOURCES + "/" + id)
                .jsonPath()
                .getString("collection.state")
                .equals("running"));
    return as("provider").get(SOURCES + "/" + id).jsonPath();
  }

  private Response proposal(String source, String name) {
    long id =
        as("provider")
            .get(SOURCES + "/" + source + "/proposals")
            .jsonPath()
            .getLong("proposals.find { it.name == '" + name + "' }.id");
    return good(as("provider").get("/admin/v1/source-proposals/" + id));
  }

  private static String path(Response proposal) {
    return "/admin/v1/source-proposals/" + proposal.jsonPath().getLong("id");
  }

  @Test
  void aTableOfARegisteredSourceIsCalledWithoutARestart() throws SQLException {
    Response registered = register("harbour");
    assertThat(registered.statusCode()).isEqualTo(201);
    assertThat(registered.asString()).doesNotContain(PASSWORD);
    assertThat(registered.jsonPath().getBoolean("password_set")).isTrue();
    problem(as("provider").body(wish("harbour")).post(SOURCES), 409, "already");
    assertThat(good(as("provider").post(SOURCES + "/harbour/test")).jsonPath().getBoolean("ok"))
        .isTrue();

    JsonPath collected = collected("harbour");
    assertThat(collected.getString("collection.state")).as(collected.prettify()).isEqualTo("done");
    assertThat(collected.getInt("proposals.proposed")).isEqualTo(1);
    assertThat(collected.getInt("proposals.unusable")).isEqualTo(1);

    Response proposed = proposal("harbour", "gate_move");
    JsonPath proposal = proposed.jsonPath();
    String text = proposal.getString("text");
    assertThat(proposal.getLong("rows")).isEqualTo(200);
    assertThat(text)
        .contains("闸口进出记录", "primaryKey: [move_id]", "sensitivity: S3", "detected: [mobile]")
        .doesNotContain("Odd Name", "photo", "13912345037");
    assertThat(proposal.getString("notes.find { it.column == 'photo' }.reason.en"))
        .contains("bytea");
    assertThat(proposal.getString("notes.find { it.column == 'ton' }.reason.en"))
        .contains("covered");
    problem(
        at("provider", proposal("harbour", "Unusable Table"))
            .post(path(proposal("harbour", "Unusable Table")) + "/confirm"),
        409,
        "cannot describe");
    // nothing is used that nobody has confirmed, and what is not whole is not confirmed
    problem(
        as("provider")
            .body(Map.of("resource", "gate_move"))
            .post("/admin/v1/service-drafts/from-resource"),
        404,
        "TG-ADMIN-404");
    problem(at("provider", proposed).post(path(proposed) + "/confirm"), 422, "updateFrequency");
    problem(at("administrator", proposed).post(path(proposed) + "/confirm"), 403, "TG-ADMIN-ROLE");

    Response written =
        good(
            at("provider", proposed)
                .body(
                    Map.of(
                        "text",
                        text.replaceFirst("updateFrequency:.*", "updateFrequency: 每日")
                            .replaceFirst("(?m)^# roles", "roles")))
                .put(path(proposed)));
    Response confirmed = good(at("provider", written).post(path(written) + "/confirm"));
    assertThat(confirmed.jsonPath().getString("state")).isEqualTo("confirmed");
    assertThat(
            as("provider")
                .get("/admin/v1/resources?source=harbour")
                .jsonPath()
                .getList("resources.id"))
        .containsExactly("gate_move");

    call(confirmed);
  }

  /** From the resource to a call of a service over it, and what a service keeps from going. */
  private void call(Response confirmed) throws SQLException {
    String drafts = "/admin/v1/service-drafts";
    Response begun =
        good(as("provider").body(Map.of("resource", "gate_move")).post(drafts + "/from-resource"));
    String draft = drafts + "/" + begun.jsonPath().getLong("id");
    Response submitted = good(at("provider", begun).post(draft + "/submit"));
    Response approved =
        good(
            at("administrator", submitted)
                .body(Map.of("fingerprint", submitted.jsonPath().getString("fingerprint")))
                .post(draft + "/approve"));
    good(at("provider", approved).post(draft + "/publish"));
    JsonPath rows = called().jsonPath();
    assertThat(rows.getList("rows.move_id")).as(rows.prettify()).isNotEmpty();
    assertThat(rows.<String>getList("rows.owner_usci")).containsOnly(PRINCIPAL);
    // what nobody has classified is covered, and so is what the rules hide
    assertThat(rows.prettify()).doesNotContain("13912345074", "13912345037");
    assertThat(rows.<String>getList("rows[0]._masked")).contains("ton", "contact_mobile");

    // what a live service reads is not changed behind its back, and does not go
    problem(at("provider", confirmed).post(path(confirmed) + "/leave-out"), 422, "gate-move");
    Response looser =
        good(
            at("provider", confirmed)
                .body(
                    Map.of(
                        "text",
                        confirmed
                            .jsonPath()
                            .getString("text")
                            .replace("sensitivity: S3", "sensitivity: S0")))
                .put(path(confirmed)));
    assertThat(looser.jsonPath().getString("state")).isEqualTo("proposed");
    assertThat(looser.jsonPath().getBoolean("in_catalog")).isTrue();
    problem(at("provider", looser).post(path(looser) + "/confirm"), 409, "gate-move");

    // a source that moves is followed; a password goes nowhere it was not entered for
    Response source = as("provider").get(SOURCES + "/harbour");
    Map<String, Object> moved = wish("harbour");
    moved.keySet().removeAll(List.of("source", "kind", "password"));
    moved.put("title_en", "Another");
    problem(at("provider", source).body(moved).put(SOURCES + "/harbour"), 409, "its title stays");
    moved.put("title_en", "Harbour");
    moved.put("user", "somebody_else");
    problem(
        at("provider", source).body(moved).put(SOURCES + "/harbour"), 422, "enter the password");
    execute("alter role harbour_reader password 'another'");
    Map<String, Object> renewed = wish("harbour");
    renewed.keySet().removeAll(List.of("source", "kind"));
    renewed.put("password", "another");
    good(at("provider", source).body(renewed).put(SOURCES + "/harbour"));
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'harbour_reader'");
    Eventually.holds(() -> called().statusCode() == 200);
    problem(
        at("provider", as("provider").get(SOURCES + "/harbour")).delete(SOURCES + "/harbour"),
        409,
        "in the catalog");
    assertThat(as("auditor").get("/admin/v1/audit?limit=500").asString())
        .contains("source.register", "source.confirm")
        .doesNotContain(PASSWORD);
    measured();
  }

  /** What its source says of a resource, what of it is another than described, and what is seen. */
  private void measured() throws SQLException {
    String resource = "/admin/v1/resources/gate_move";
    problem(as("auditor").post(resource + "/measure"), 403, "TG-ADMIN-ROLE");
    problem(as("auditor").post(resource + "/preview"), 403, "TG-ADMIN-ROLE");
    problem(as("provider").post("/admin/v1/resources/nothing/measure"), 404, "no resource");
    JsonPath first = measured(resource);
    assertThat(first.getString("run.state")).as(first.prettify()).isEqualTo("done");
    assertThat(first.getLong("measure.rows")).isEqualTo(200);
    assertThat(first.getBoolean("measure.rows_exact")).isTrue();
    assertThat(first.getLong("measure.bytes")).isPositive();
    assertThat(first.getLong("measure.looked_at")).isEqualTo(200);
    assertThat(first.getString("measure.last_change_by")).isEqualTo("passed_at");
    assertThat(first.getBoolean("frequency.late")).isFalse();
    assertThat(first.getInt("frequency.declared_seconds")).isEqualTo(24 * 60 * 60);
    assertThat(first.getDouble("measure.fields.find { it.name == 'ton' }.empty_share")).isZero();
    // what the catalog does not describe is new, and not counted
    assertThat(first.getString("measure.drift")).isEqualTo("found");
    assertThat(first.<String>getList("measure.drifts.kind")).containsOnly("new");
    assertThat(first.<String>getList("measure.fields.name")).doesNotContain("photo");

    execute(
        "alter table harbour.gate_move drop column contact_mobile, drop column photo,"
            + " drop column \"Odd Name\"",
        "update harbour.gate_move set ton = null, passed_at = passed_at + interval '1 second'"
            + " where move_id > 150");
    JsonPath second = measured(resource);
    assertThat(second.getString("measure.drifts[0].message.en"))
        .isEqualTo("the field contact_mobile is gone");
    assertThat(second.getDouble("measure.fields.find { it.name == 'ton' }.empty_share"))
        .isEqualTo(0.25);
    assertThat(second.getInt("frequency.observed_seconds")).isEqualTo(1);
    assertThat(second.getList("history")).hasSize(2);
    assertThat(as("auditor").get("/admin/v1/audit?limit=500").asString())
        .contains("resource.drift", "contact_mobile is gone");

    // a preview is what the interface answers: rows of the one it is for, and masks
    execute("alter table harbour.gate_move add contact_mobile varchar(20)");
    execute("update harbour.gate_move set contact_mobile = '13912345074'");
    JsonPath preview =
        good(as("provider").body(Map.of("as", "principal")).post(resource + "/preview")).jsonPath();
    assertThat(preview.getInt("status")).as(preview.prettify()).isEqualTo(200);
    assertThat(preview.<String>getList("answer.rows.owner_usci")).containsOnly(PRINCIPAL);
    assertThat(preview.prettify()).doesNotContain("13912345074");
    assertThat(measured(resource).getString("measure.drift")).isEqualTo("none");
    assertThat(as("auditor").get("/admin/v1/audit?limit=500").asString())
        .contains("resource.drift-over");

    execute("drop table harbour.gate_move");
    JsonPath gone = measured(resource);
    assertThat(gone.getString("run.state")).isEqualTo("failed");
    assertThat(gone.getString("measure.message.en")).contains("no such table");
    assertThat(gone.getString("measure.drift")).isEqualTo("found");
  }

  private JsonPath measured(String resource) {
    assertThat(as("provider").post(resource + "/measure").statusCode()).isEqualTo(202);
    Eventually.holds(
        () -> !as("provider").get(resource).jsonPath().getString("run.state").equals("running"));
    return good(as("operator").get(resource)).jsonPath();
  }

  @Test
  void allResourcesAreMeasuredByOneNodeAtATime() throws Exception {
    Instant due = Instant.now();
    List<Future<Boolean>> nodes = new ArrayList<>();
    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
      nodes.add(both.submit(() -> measures.all(due)));
      nodes.add(both.submit(() -> measures.all(due)));
    }
    assertThat(List.of(nodes.get(0).get(), nodes.get(1).get()))
        .containsExactlyInAnyOrder(true, false);
    JsonPath listed = good(as("auditor").get("/admin/v1/resources?limit=100")).jsonPath();
    assertThat(listed.getString("round.state")).as(listed.prettify()).isEqualTo("done");
    assertThat(listed.getInt("round.done"))
        .isEqualTo(listed.getInt("round.total"))
        .isEqualTo(listed.getList("resources").size());
    assertThat(listed.getString("round.actor")).isEqualTo("schedule");
    assertThat(listed.getLong("resources.find { it.id == 'dec_head' }.measure.rows")).isPositive();
    assertThat(listed.getString("resources.find { it.id == 'dec_head' }.measure.drift"))
        .isEqualTo("none");
    // it is not time again
    assertThat(measures.all(due)).isFalse();
  }

  private Response called() {
    return given()
        .header("X-API-Key", demo.read().orElseThrow().keys().get("principal"))
        .get("/api/manifest/v1/gate-move");
  }

  @Test
  void whatIsWrongWithASourceIsSaid() throws IOException {
    for (String url :
        new String[] {
          "jdbc:postgresql://127.0.0.1:1/x?socketFactory=some.Class",
          "jdbc:mysql://127.0.0.1/x",
          "https://127.0.0.1"
        }) {
      Map<String, Object> wish = wish("harbour-odd");
      wish.put("url", url);
      problem(as("provider").body(wish).post(SOURCES), 422, "jdbc:postgresql://host");
    }
    Map<String, Object> wrong = wish("harbour-wrong");
    wrong.put("password", "not it");
    tested(wrong, "refuses the user");
    Map<String, Object> nowhere = wish("harbour-nowhere");
    nowhere.put("url", "jdbc:postgresql://127.0.0.1:1/x");
    tested(nowhere, "cannot be connected to");
    // nothing listens there that would take notice: the address itself is refused
    Map<String, Object> forbidden = wish("harbour-forbidden");
    forbidden.put("url", "jdbc:postgresql://169.254.169.254:5432/x");
    tested(forbidden, "no permitted network");
    Map<String, Object> schema = wish("harbour-schema");
    schema.put("schema", "nothing");
    tested(schema, "no schema");
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Map<String, Object> slow = wish("harbour-slow");
      slow.put("url", "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x");
      tested(slow, "cannot be connected to");
    }
    assertThat(collected("harbour-wrong").getString("collection.message.en"))
        .contains("refuses the user", "kept");
    Response listed = good(as("operator").get(SOURCES));
    assertThat(listed.asString()).doesNotContain("not it", PASSWORD);
    Response read = as("provider").get(SOURCES + "/harbour-wrong");
    good(at("provider", read).delete(SOURCES + "/harbour-wrong"));
    problem(as("provider").get(SOURCES + "/harbour-wrong"), 404, "TG-ADMIN-404");
  }

  private void tested(Map<String, Object> wish, String says) {
    good(as("provider").body(wish).post(SOURCES));
    JsonPath tested =
        good(as("provider").post(SOURCES + "/" + wish.get("source") + "/test")).jsonPath();
    assertThat(tested.getBoolean("ok")).isFalse();
    assertThat(tested.getString("message.en")).contains(says);
  }
}
