package io.tidegate.engine.contract;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tidegate.catalog.registry.ContractRegistry;
import io.tidegate.catalog.registry.EmbeddedRegistry;
import io.tidegate.catalog.registry.RegistryAddress;
import io.tidegate.engine.cluster.Eventually;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.demo.DemoFile;
import io.tidegate.engine.store.ContractStore;
import io.tidegate.engine.store.ContractStore.State;
import io.tidegate.engine.store.FreePort;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Releases with a real Apicurio Registry beside the engine: what breaks a promise is refused, a
 * registry that is away or is killed holds up what is to come and nothing that is there, and the
 * contracts move.
 */
@QuarkusTest
@QuarkusTestResource(value = EmbeddedRegistryResource.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractRegistryIT {
  private static final String DRAFTS = "/admin/v1/service-drafts";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ENTRY = "379120241000000004";

  @Inject DemoFile demo;
  @Inject ContractStore store;
  @Inject RegistryLink link;

  private RequestSpecification as(String login) {
    return given()
        .auth()
        .preemptive()
        .basic(login, demo.read().orElseThrow().logins().get(login))
        .contentType(ContentType.JSON)
        .header("Accept-Language", "en");
  }

  private static Response good(Response response) {
    assertThat(response.statusCode()).as(response.asString()).isBetween(200, 299);
    return response;
  }

  /** The sample service under another name. */
  private static String text(String service, String version) throws IOException {
    return Files.readString(
            Samples.FOLDERS.root().resolve("declaration/services/declaration-details.yaml"))
        .replace("service: declaration-details", "service: " + service)
        .replace("version: 1.0.0", "version: " + version)
        .replace("get: /declarations/{entryId}", "get: /" + service + "/{entryId}");
  }

  private static String without(String service, String version) throws IOException {
    return text(service, version).replace("h.pre_entry_id, ", "");
  }

  private Response approved(String text) {
    Response begun = good(as("provider").body(Map.of("text", text)).post(DRAFTS));
    String path = DRAFTS + "/" + begun.jsonPath().getLong("id");
    Response submitted =
        good(as("provider").header("If-Match", begun.header("ETag")).post(path + "/submit"));
    return good(
        as("administrator")
            .header("If-Match", submitted.header("ETag"))
            .body(Map.of("fingerprint", submitted.jsonPath().getString("fingerprint")))
            .post(path + "/approve"));
  }

  private Response publish(Response approved) {
    return as("provider")
        .header("If-Match", approved.header("ETag"))
        .post(DRAFTS + "/" + approved.jsonPath().getLong("id") + "/publish");
  }

  private int call(String service, int major) {
    return given()
        .header("X-API-Key", demo.read().orElseThrow().keys().get("principal"))
        .get("/api/dec/v" + major + "/" + service + "/" + ENTRY)
        .statusCode();
  }

  private JsonPath registry() {
    return good(as("operator").get("/admin/v1/registry")).jsonPath();
  }

  private void awaitRegistry() {
    Eventually.holds(PATIENCE, () -> registry().getString("trouble").isEmpty());
  }

  private boolean isStored(String service, String version) {
    return store.version(service, version).filter(k -> k.state() == State.STORED).isPresent();
  }

  private static ProcessHandle child() {
    return ProcessHandle.current()
        .children()
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .map(line -> line.contains("RegistryChild"))
                    .orElse(false))
        .findFirst()
        .orElseThrow();
  }

  private static void kill() throws Exception {
    ProcessHandle child = child();
    child.destroyForcibly();
    child.onExit().get(30, TimeUnit.SECONDS);
  }

  @Test
  @Order(1)
  void whatBreaksAPromiseNeedsANewMajorVersionAndIsToldByFieldAndConsumer() throws Exception {
    awaitRegistry();
    assertThat(registry().getString("mode")).isEqualTo("embedded");
    assertThat(registry().getString("version")).isEqualTo("3.3.3");
    good(publish(approved(text("kept-promise", "1.0.0"))));
    Eventually.holds(PATIENCE, () -> isStored("kept-promise", "1.0.0"));

    Response refused = publish(approved(without("kept-promise", "1.1.0")));

    assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
    assertThat(refused.jsonPath().getList("diagnostics.code", String.class))
        .containsOnly("CONTRACT-BREAKING");
    assertThat(refused.asString())
        .contains("pre_entry_id", "since 1.0.0", "应答字段 pre_entry_id 被去掉")
        .contains("no application that has a grant");
    assertThat(store.version("kept-promise", "1.1.0")).isEmpty();

    good(publish(approved(without("kept-promise", "2.0.0"))));
    assertThat(call("kept-promise", 1)).isEqualTo(200);
    assertThat(call("kept-promise", 2)).isEqualTo(200);
    Eventually.holds(PATIENCE, () -> isStored("kept-promise", "2.0.0"));
    JsonPath told = good(as("auditor").get("/admin/v1/contracts?service=kept-promise")).jsonPath();
    assertThat(told.getList("contracts.version")).containsExactly("2.0.0", "1.0.0");
    assertThat(told.getList("contracts.state")).containsOnly("stored");
  }

  @Test
  @Order(2)
  void whileTheRegistryIsAwayWhatIsLiveStaysAndWhatIsToComeWaits() throws Exception {
    awaitRegistry();
    good(publish(approved(text("waits-for-it", "1.0.0"))));
    Response next = approved(text("waits-for-it", "1.1.0") + "\n");
    Response off = approved(text("called-off", "1.0.0"));
    kill();

    Response waiting = publish(next);

    assertThat(waiting.statusCode()).as(waiting.asString()).isEqualTo(409);
    assertThat(waiting.jsonPath().getList("diagnostics.code", String.class))
        .containsOnly("CONTRACT-WAITS");
    assertThat(waiting.asString()).contains("taken up when it is back", "恢复后自动继续");
    assertThat(call("waits-for-it", 1)).isEqualTo(200);

    Eventually.holds(PATIENCE, () -> isStored("waits-for-it", "1.1.0"));
    assertThat(registry().getList("waiting")).isEmpty();
    assertThat(
            as("provider")
                .get(DRAFTS + "/" + next.jsonPath().getLong("id"))
                .jsonPath()
                .getString("state"))
        .isEqualTo("published");
    assertThat(off.jsonPath().getString("state")).isEqualTo("approved");
  }

  @Test
  @Order(3)
  void aRegistryThatIsKilledInTheMiddleOfAReleaseLeavesNoHalf() throws Exception {
    awaitRegistry();
    for (int round = 0; round < 3; round++) {
      String service = "killed-amid-" + "abc".charAt(round);
      Response ready = approved(text(service, "1.0.0"));
      Thread publishing = Thread.ofVirtual().start(() -> publish(ready));
      Thread.sleep(round * 60L);
      kill();
      publishing.join();
      Eventually.holds(PATIENCE, () -> isStored(service, "1.0.0"));
      assertThat(call(service, 1)).isEqualTo(200);
      List<String> artifacts = link.ask(registry -> registry.versions(service + "-v1.service"));
      assertThat(artifacts).containsExactly("1.0.0");
      for (String part : List.of("answer", "parameters", "openapi")) {
        String name = service + "-v1." + part;
        assertThat(link.<List<String>>ask(registry -> registry.versions(name)))
            .containsExactly("1.0.0");
      }
    }
  }

  @Test
  @Order(4)
  void theContractsMoveToAnotherRegistryWhichIsAskedFromThenOn(@TempDir Path folder)
      throws Exception {
    awaitRegistry();
    Path server = Path.of("..", "catalog-registry", "target", "apicurio-registry");
    try (EmbeddedRegistry other =
        EmbeddedRegistry.start(
            server.toAbsolutePath().normalize(), folder, FreePort::find, line -> {})) {
      Eventually.holds(PATIENCE, () -> other.address().isPresent());
      RegistryAddress address = other.address().orElseThrow();
      Response refused =
          as("operator")
              .body(Map.of("url", address.toString(), "user", "tidegate", "password", "wrong"))
              .post("/admin/v1/registry/move");
      assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
      assertThat(refused.asString()).contains("does not let this user in");
      assertThat(registry().getString("mode")).isEqualTo("embedded");

      Response moved =
          good(
              as("operator")
                  .body(
                      Map.of(
                          "url",
                          address.toString(),
                          "user",
                          address.user(),
                          "password",
                          address.password()))
                  .post("/admin/v1/registry/move"));

      assertThat(moved.jsonPath().getInt("versions")).isGreaterThan(16);
      assertThat(registry().getString("mode")).isEqualTo("external");
      assertThat(registry().getString("url")).isEqualTo(address.toString());
      try (ContractRegistry there = new ContractRegistry(address)) {
        assertThat(there.versions("kept-promise-v1.service")).containsExactly("1.0.0");
      }
      assertThat(publish(approved(without("kept-promise", "1.1.0"))).asString())
          .contains("CONTRACT-BREAKING", "pre_entry_id");
      good(publish(approved(text("kept-promise", "1.2.0"))));
      Eventually.holds(PATIENCE, () -> isStored("kept-promise", "1.2.0"));
      assertThat(
              good(as("auditor").get("/admin/v1/audit?limit=500"))
                  .jsonPath()
                  .<String>getList("entries.act"))
          .contains("registry.move");
    }
  }
}
