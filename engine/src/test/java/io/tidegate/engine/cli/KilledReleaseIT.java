package io.tidegate.engine.cli;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidegate.engine.cluster.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program is killed between the steps of a release: when everything is prepared and
 * nothing stored, when the database commits and nobody has switched over, and when the node has
 * switched over and told nobody. Each time the next start finds the old rules or the new ones,
 * whole.
 *
 * <p>A trigger holds the release at each step, by a lock that this test has.
 */
class KilledReleaseIT {
  private static final String FILE = "mask-principal.yaml";
  private static final String GOODS = "/api/dec/v1/declarations/379120241000000004/goods";
  private static final int LOCK = 4711;

  /** Where a release is held. */
  private enum Step {
    /** Before the release is stored. */
    PREPARED(
        "create trigger hold before insert on rule_release for each row execute function hold()"),
    /** While the database commits it, which needs the engine no more. */
    COMMITTED(
        "create constraint trigger hold after insert on rule_release deferrable initially deferred"
            + " for each row execute function hold()"),
    /** After the node switched over, before it says so. */
    APPLIED(
        "create trigger hold before update on node for each row"
            + " when (old.serving > 0 and new.serving > old.serving) execute function hold()");

    private final String trigger;

    Step(String trigger) {
      this.trigger = trigger;
    }
  }

  @TempDir Path folder;
  private LaunchedPrograms programs;
  private Process engine;

  @BeforeEach
  void start() throws Exception {
    programs = new LaunchedPrograms(folder);
    again();
  }

  @AfterEach
  void end() throws Exception {
    programs.close();
  }

  private void again() throws Exception {
    // judging takes a moment, on a busy machine more than a connection may be silent
    // with a folder of rules that is named, a demonstration does not go back to it at each start
    engine =
        programs.start(
            0,
            "demo",
            "-Dquarkus.http.idle-timeout=30M",
            "-Dtidegate.rules.folder=" + Path.of("..", "samples", "rules").toAbsolutePath());
    programs.awaitLine(engine, "Ctrl-C stops it");
  }

  private JsonNode demo() throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(programs.data().resolve("demo.json")));
  }

  private RequestSpecification as(String login) throws Exception {
    JsonNode demo = demo();
    return given()
        .baseUri(demo.path("baseUrl").asText())
        .auth()
        .preemptive()
        .basic(login, demo.path("logins").path(login).asText());
  }

  private static JsonPath good(Response answer, int status) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    return answer.jsonPath();
  }

  private long pack() throws Exception {
    return good(as("administrator").get("/admin/v1/rule-packs/current"), 200).getLong("number");
  }

  private String answer() throws Exception {
    JsonNode demo = demo();
    Response answer =
        given()
            .baseUri(demo.path("baseUrl").asText())
            .header("X-API-Key", demo.path("keys").path("principal").asText())
            .get(GOODS);
    good(answer, 200);
    return answer.asString();
  }

  /** A draft that covers more of what principals see, judged. */
  private String draft(String text, String by) throws Exception {
    JsonPath begun = good(as("administrator").post("/admin/v1/rule-drafts"), 201);
    String path = "/admin/v1/rule-drafts/" + begun.getLong("id");
    String file = path + "/files/" + FILE;
    String content =
        new String(as("administrator").get(file).asByteArray(), StandardCharsets.UTF_8);
    assertThat(content).contains(text);
    Response written =
        as("administrator")
            .header("If-Match", tag(path))
            .body(content.replace(text, by).getBytes(StandardCharsets.UTF_8))
            .put(file);
    assertThat(written.statusCode()).as(written.asString()).isLessThan(300);
    good(as("administrator").header("If-Match", tag(path)).post(path + "/submit"), 200);
    return path;
  }

  private String tag(String path) throws Exception {
    return as("administrator").get(path).header("ETag");
  }

  private Connection connect() throws Exception {
    String port = Files.readAllLines(programs.data().resolve("postgres/postmaster.pid")).get(3);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port.strip() + "/tidegate",
        "postgres",
        Files.readString(programs.data().resolve("postgres-password")).strip());
  }

  private static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static String unchecked(Connection connection, String query) {
    try {
      return ask(connection, query);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins a release, waits until it has come to a step, and kills the engine there. */
  private void killAt(Step step, String draft) throws Exception {
    RequestSpecification release = as("administrator").header("If-Match", tag(draft));
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create function hold() returns trigger language plpgsql as $$ begin perform"
              + " pg_advisory_xact_lock("
              + LOCK
              + "); return new; end $$");
      statement.execute(step.trigger);
      ask(connection, "select pg_advisory_lock(" + LOCK + ")");
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  release.post(draft + "/release");
                } catch (Exception e) {
                  // nobody answers it: the engine is killed meanwhile
                }
              });
      String waiting =
          "select count(*) from pg_locks where locktype = 'advisory' and objid = "
              + LOCK
              + " and not granted";
      Eventually.holds(
          LaunchedPrograms.PATIENCE, () -> !unchecked(connection, waiting).equals("0"));
      engine.destroyForcibly().waitFor();
      ask(connection, "select pg_advisory_unlock(" + LOCK + ")");
      String held =
          "select count(*) from pg_stat_activity where pid <> pg_backend_pid()"
              + " and datname = 'tidegate' and backend_type = 'client backend'";
      Eventually.holds(() -> unchecked(connection, held).equals("0"));
      statement.execute("drop function hold() cascade");
    }
  }

  private long entries() throws Exception {
    return good(as("auditor").get("/admin/v1/audit?limit=500"), 200)
        .getList("entries.findAll { it.act == 'rule-pack.release' }")
        .size();
  }

  private void whole() throws Exception {
    assertThat(good(as("auditor").get("/admin/v1/audit/chain"), 200).getBoolean("whole")).isTrue();
    try (Connection connection = connect()) {
      // what is in force by the epoch is what was released last
      assertThat(
              ask(
                  connection,
                  "select (select pack from epoch where state = 'COMMITTED' order by epoch desc"
                      + " limit 1) = (select number from rule_release order by release desc limit"
                      + " 1)"))
          .isEqualTo("t");
    }
  }

  @Test
  void whateverStepItIsKilledAtTheRulesAreTheOldOnesOrTheNewOnes() throws Exception {
    long old = pack();
    long released = entries();
    String shown = answer();

    killAt(Step.PREPARED, draft("{ mask: none }", "{ mask: M-COVER }"));
    again();
    assertThat(pack()).as("killed when prepared").isEqualTo(old);
    assertThat(answer()).isEqualTo(shown);
    assertThat(entries()).isEqualTo(released);
    whole();

    killAt(Step.COMMITTED, draft("{ mask: none }", "{ mask: M-COVER }"));
    again();
    long committed = pack();
    assertThat(committed).as("killed while it was committed").isGreaterThan(old);
    String covered = answer();
    assertThat(covered).isNotEqualTo(shown);
    assertThat(entries()).isEqualTo(released + 1);
    whole();

    killAt(Step.APPLIED, draft("{ mask: M-COVER }", "{ mask: M-DROP }"));
    again();
    assertThat(pack()).as("killed when it was applied").isGreaterThan(committed);
    assertThat(answer()).isNotEqualTo(covered).isNotEqualTo(shown);
    assertThat(entries()).isEqualTo(released + 2);
    whole();
  }
}
