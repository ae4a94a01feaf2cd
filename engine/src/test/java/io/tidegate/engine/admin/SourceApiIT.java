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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
