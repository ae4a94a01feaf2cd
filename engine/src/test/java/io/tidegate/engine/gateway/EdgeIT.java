package io.tidegate.engine.gateway;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.cluster.Eventually;
import io.tidegate.engine.demo.DemoFile;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.SocketException;
import java.net.URL;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What only the whole application shows of the edge: its server's limits, its default pages and its
 * health.
 */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class EdgeIT {
  private static final String GOODS = "/api/dec/v1/declarations/379120241000000004/goods";
  private static final String STATUS = "/api/dec/v1/declarations/379120241000000001/status";

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @TestHTTPResource URL address;

  @ConfigProperty(name = "tidegate.tracing.url")
  String collector;

  @Inject DemoFile demo;

  private String raw(String request) throws Exception {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void whoMayKnowIsToldHowLongEachReadOfThePlanTook() {
    String key = demo.read().orElseThrow().keys().get("terminal");
    String timing =
        given().header("X-API-Key", key).get(GOODS).then().extract().header("Server-Timing");

    assertThat(timing)
        .matches("[0-9A-Za-z_.-]+;desc=customs;dur=[0-9.]+, (.*, )?total;dur=[0-9.]+");
    assertThat(timing).as("no values").doesNotContain("379120241000000004");
  }

  /** Names of the plan come to the collector, and nothing of what was asked or answered. */
  @Test
  void aCallIsATraceOfItsStepsWithoutItsValues() {
    String key = demo.read().orElseThrow().keys().get("terminal");
    Response answer =
        given()
            .header("X-API-Key", key)
            .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
            .get(GOODS);
    assertThat(answer.statusCode()).isEqualTo(200);
    String request = answer.header("X-TG-Trace-Id");

    Eventually.holds(() -> spans().contains(request));
    String spans = spans();
    assertThat(spans)
        .contains(
            new String(HexFormat.of().parseHex(TRACE), ISO_8859_1),
            "declaration-goods",
            answer.header("Server-Timing").split(";")[0],
            "customs",
            "answered");
    List<String> values =
        Pattern.compile(":\\s*\"([^\"]{4,})\"")
            .matcher(answer.asString())
            .results()
            .map(found -> new String(found.group(1).getBytes(UTF_8), ISO_8859_1))
            // a few digits are in the name of some request by chance
            .filter(value -> !value.matches("[0-9a-f]{1,8}"))
            .toList();
    assertThat(values).isNotEmpty();
    assertThat(spans)
        .doesNotContain(values)
        .doesNotContain("379120241000000004", "demo-terminal", "traceparent", "/api/", key);
  }

  private String spans() {
    byte[] sent = given().get(collector).asByteArray();
    return new String(sent, ISO_8859_1);
  }

  private String token() {
    return given()
        .auth()
        .preemptive()
        .basic("demo-terminal", demo.read().orElseThrow().keys().get("terminal"))
        .formParam("grant_type", "client_credentials")
        .post("/oauth2/token")
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  private int calling(String token) {
    return given().header("Authorization", "Bearer " + token).get(GOODS).statusCode();
  }

  @Test
  void aTokenIsEndedByItsProgramAndByStaffAndItsKeyGoesOn() {
    String first = token();
    String second = token();
    assertThat(calling(first)).isEqualTo(200);

    given()
        .auth()
        .preemptive()
        .basic("demo-terminal", demo.read().orElseThrow().keys().get("terminal"))
        .formParam("token", first)
        .post("/oauth2/revoke")
        .then()
        .statusCode(200);
    assertThat(calling(first)).isEqualTo(401);
    assertThat(calling(second)).isEqualTo(200);

    given()
        .auth()
        .preemptive()
        .basic("operator", demo.read().orElseThrow().logins().get("operator"))
        .contentType("application/json")
        .body("{\"token\": \"" + second + "\"}")
        .post("/admin/v1/tokens/revoke")
        .then()
        .statusCode(204);
    assertThat(calling(second)).isEqualTo(401);
    assertThat(calling(token())).isEqualTo(200);
  }

  @Test
  void staffSeesHowMuchOfAnApplicationsLimitsIsLeft() {
    String key = demo.read().orElseThrow().keys().get("terminal");
    given().header("X-API-Key", key).get(GOODS).then().statusCode(200);

    JsonPath quota =
        given()
            .auth()
            .preemptive()
            .basic("operator", demo.read().orElseThrow().logins().get("operator"))
            .queryParam("application", "demo-terminal")
            .queryParam("service", "declaration-goods")
            .get("/admin/v1/quota")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();

    assertThat(quota.getString("application")).isEqualTo("demo-terminal");
    assertThat(quota.getList("accounts.service", String.class))
        .isNotEmpty()
        .containsOnly("declaration-goods");
    String day = "accounts[0].buckets.find { it.bucket == 'day' }.";
    long limit = quota.getLong(day + "limit");
    assertThat(limit).isPositive();
    assertThat(quota.getLong(day + "left")).isLessThan(limit);
    assertThat(
            quota.getLong(day + "left")
                + quota.getLong(day + "leased")
                + quota.getLong(day + "used"))
        .isEqualTo(limit);
  }

  @Test
  void ofAnApplicationThatIsNotThereNothingIsTold() {
    for (String query : List.of("application=nobody", "agreement=nothing")) {
      given()
          .auth()
          .preemptive()
          .basic("operator", demo.read().orElseThrow().logins().get("operator"))
          .get("/admin/v1/quota?" + query)
          .then()
          .statusCode(404);
    }
  }

  @Test
  void anothersTokenIsNotEnded() {
    String token = token();

    given()
        .auth()
        .preemptive()
        .basic("demo-agent", demo.read().orElseThrow().keys().get("agent"))
        .formParam("token", token)
        .post("/oauth2/revoke")
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_request"));
    assertThat(calling(token)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/api/nothing", "/q/nothing", "/admin/v1x"})
  void whatIsNotThereIsAProblemDocumentEverywhere(String path) {
    given()
        .accept("text/html")
        .get(path)
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("code", equalTo("TG-PATH-404"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api//dec", "/x/../api/dec/v1/declarations", "/api/dec/v1/declarations;a=b"})
  void aPathWithASecondReadingIsRefused(String path) throws Exception {
    assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("TG-PATH-400");
  }

  @Test
  void theServerItselfRefusesABrokenEscape() throws Exception {
    assertThat(raw("GET /api/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void theServerLetsALongTargetThroughToTheStepThatExplainsIt() throws Exception {
    assertThat(raw("GET " + STATUS + "?x=" + "a".repeat(9000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ")
        .contains("TG-REQUEST-413");
  }

  @ParameterizedTest
  @CsvSource({"5000,431", "50,401"})
  void theServerBoundsHeaders(int count, int status) throws Exception {
    assertThat(
            raw(
                "GET "
                    + STATUS
                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "X-A: b\r\n".repeat(count)
                    + "\r\n"))
        .startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void theDescriptionListsWhatIsPublished() {
    given()
        .get("/api/openapi.json")
        .then()
        .statusCode(200)
        .body("openapi", equalTo("3.1.0"))
        .body("paths", hasKey("/api/dec/v1/declarations/{entryId}/status"))
        .body("paths", hasKey("/me/quota"))
        .body("components.schemas", hasKey("DeclarationDetailsV1"));
  }

  @Test
  void theNodeIsReadyWhenItsServicesAre() {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body(
            "checks.find { it.name == 'published services' }.data", hasKey("declaration-status/v1"))
        .body(
            "checks.find { it.name == 'published services' }.data.collect { it.value }.unique()",
            equalTo(List.of("up")));
    given().get("/q/health/live").then().statusCode(200);
  }

  @Test
  void staffSignInAndNobodyElseDoes() {
    given()
        .get("/admin/v1/services")
        .then()
        .statusCode(401)
        .body("code", equalTo("TG-AUTH-MISSING"));
    given()
        .auth()
        .preemptive()
        .basic("nobody", "nothing")
        .get("/admin/v1/services")
        .then()
        .statusCode(401)
        .body("code", equalTo("TG-AUTH-INVALID"))
        .body("$", not(hasKey("field")));
  }

  // ---- hostile callers

  @Test
  void aHeadThatTricklesInIsNotWaitedForAndOthersAreAnswered() throws Exception {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      Trickle trickle = new Trickle(socket, "GET " + STATUS + " HTTP/1.1\r\nHost: x\r\nX-Slow: ");

      good();
      assertThat(trickle.answer()).isEqualTo("HTTP/1.1 408 Request Timeout");
      assertThat(trickle.isOver()).as("the connection is closed").isTrue();
      good();
    }
  }

  /** Heads and bodies that never come to their end hold a connection each, and nothing else. */
  @Test
  void heldConnectionsKeepNobodyElseWaiting() throws Exception {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = new Socket(address.getHost(), address.getPort());
        held.add(socket);
        String begun =
            switch (i % 3) {
              case 0 -> "GET " + STATUS + " HTTP/1.1\r\nHost: x\r\nX-Slow: ";
              case 1 ->
                  "POST /oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\ngrant";
              default ->
                  "POST /session/v1/login HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n{";
            };
        socket.getOutputStream().write(begun.getBytes(UTF_8));
        socket.getOutputStream().flush();
      }
      for (int i = 0; i < 5; i++) {
        good();
      }
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  private void good() {
    given()
        .header("X-API-Key", demo.read().orElseThrow().keys().get("terminal"))
        .get(GOODS)
        .then()
        .statusCode(200);
  }

  @Test
  void thousandsOfBadRequestsLeaveNothingBehindAndOthersAreAnswered() throws Exception {
    flood(400);
    long threads = Thread.getAllStackTraces().size();
    long heap = heapInUse();

    flood(2_400);

    assertThat(Thread.getAllStackTraces().size()).isLessThanOrEqualTo((int) threads + 20);
    assertThat(heapInUse()).isLessThan(heap + 48L * 1024 * 1024);
  }

  /** Each of the bad kinds in turn; now and then somebody else asks for something. */
  private void flood(int requests) throws Exception {
    List<String> kinds =
        List.of(
            "GET " + STATUS + "?x=" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n",
            "GET " + STATUS + " HTTP/1.1\r\nHost: x\r\n" + "X-A: b\r\n".repeat(5_000),
            "GET /api/dec/v1/%ff%zz HTTP/1.1\r\nHost: x\r\n",
            "GET " + STATUS + " HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\n",
            "GET " + STATUS + " HTTP/1.1\r\nHost: x\r\nX-API-Key: tg_" + "q".repeat(60) + "\r\n",
            "GET /api/../api/dec HTTP/1.1\r\nHost: x\r\n",
            "POST /oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n",
            "PATCH " + STATUS + " HTTP/1.1\r\nHost: x\r\n");
    for (int i = 0; i < requests; i++) {
      String kind = kinds.get(i % kinds.size());
      try {
        assertThat(raw(kind + "Connection: close\r\n\r\n"))
            .as("request %d", i)
            .startsWith("HTTP/1.1 4");
      } catch (SocketException reset) {
        // a connection that is closed on what is still being sent can take its answer along
        assertThat(kind.length()).isGreaterThan(10_000);
      }
      if (i % 400 == 0) {
        good();
      }
    }
  }

  private static long heapInUse() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void everyProblemIsExplained() {
    given().get("/docs/problems").then().statusCode(200).contentType("text/html; charset=utf-8");
  }

  // ---- what anybody can look for

  @Test
  void anybodyFindsAServiceBySoundAndReadsWhatItHides() {
    String found =
        given()
            .queryParam("q", "baoguandan")
            .queryParam("area", "declaration")
            .get("/portal/v1/services")
            .asString();
    JsonPath page = new JsonPath(found);
    assertThat(page.getList("items.service", String.class)).contains("declaration-goods");
    assertThat(page.getInt("total")).isEqualTo(page.getList("items").size());
    assertThat(page.getList("facets.area.value", String.class)).contains("declaration");

    JsonPath service = given().get("/portal/v1/services/declaration-goods").jsonPath();
    assertThat(service.getString("releases[0].path")).startsWith("/api/dec/v1/declarations/");
    assertThat(
            service.getMap(
                "releases[0].fields.find { it.field.endsWith('decl_price') }.masks",
                String.class,
                String.class))
        .containsKey("CARRIER");
    assertThat(service.getList("releases[0].terms.served", Boolean.class)).contains(true);
    // nothing of where the data lie
    assertThat(given().get("/portal/v1/services/declaration-goods").asString())
        .doesNotContain("select ", "jdbc:");
    assertThat(given().get("/portal/v1/services/no-such-service").statusCode()).isEqualTo(404);
    assertThat(given().queryParam("q", "x".repeat(201)).get("/portal/v1/services").statusCode())
        .isEqualTo(400);
  }
}
