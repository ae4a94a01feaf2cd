package io.tidegate.engine.admin;

import static io.tidegate.engine.testing.PlanBuilder.formatted;
import static io.tidegate.engine.testing.PlanBuilder.plan;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.tidegate.engine.admin.AccountCheck.SignedIn;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.detect.DetectionCounts;
import io.tidegate.engine.detect.LiveSampling;
import io.tidegate.engine.gateway.TestServer;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.testing.FakeEndpoint;
import io.tidegate.engine.testing.SampledAnswer;
import io.tidegate.route.definition.AnswerHeader;
import io.tidegate.route.definition.AuthorProblem;
import io.tidegate.route.definition.ParameterDefinition.Place;
import io.tidegate.route.definition.ParameterFormat;
import io.tidegate.route.definition.SourceFailure;
import io.tidegate.route.parse.RouteSubset;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServicesTest {
  private static final String SERVICES = "/admin/v1/services";
  private final EndpointTable table =
      new EndpointTable(
          3,
          List.of(
              FakeEndpoint.answering(
                  plan("declaration-status", "/api/dec/v1/declarations/{entryId}/status")
                      .with(formatted("entryId", Place.PATH, ParameterFormat.ENTRY_ID))
                      .build(),
                  "{}"),
              FakeEndpoint.answering(
                  plan("declaration-status", "/api/dec/v2/declarations/{entryId}/status")
                      .version(2)
                      .build(),
                  "{}"),
              FakeEndpoint.answering(
                  plan("parameter-lookup", "/api/param/v1/codes").anonymous().build(), "{}")));
  private final LiveSampling sampling =
      new LiveSampling(1, true, DetectionCounts.NONE, Clock.systemUTC());
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    AccountCheck accounts =
        new FakeAccounts(
            "long:pass",
            login ->
                login.equals("操作员")
                    ? Optional.of(
                        new SignedIn(login, login, StaffRole.OPERATOR, Optional.empty(), false))
                    : Optional.empty());
    AdminServices admin =
        new AdminServices(
            () -> table, accounts, sampling, TestServer::digest, TestServer.Settings.USUAL);
    server = new TestServer(admin::attach);
  }

  @AfterEach
  void stop() {
    server.close();
    sampling.close();
  }

  private HttpRequest.Builder as(String pair, String path) {
    return server
        .to(path)
        .header(
            "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }

  private JsonPath get(String path) throws Exception {
    HttpResponse<String> response = server.send(as("操作员:long:pass", path));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Cache-Control")).contains("private, no-cache");
    return JsonPath.from(response.body());
  }

  @Test
  void thePaletteIsTheTableTheParserReads() throws Exception {
    JsonPath palette = get("/admin/v1/route-steps");

    List<RouteSubset.Step> steps = RouteSubset.steps();
    assertThat(palette.getList("steps.name"))
        .isEqualTo(steps.stream().map(RouteSubset.Step::name).toList());
    for (int i = 0; i < steps.size(); i++) {
      RouteSubset.Step step = steps.get(i);
      String at = "steps[" + i + "].";
      assertThat(Optional.ofNullable(palette.getString(at + "endpoint")).orElse(""))
          .isEqualTo(step.endpoint());
      assertThat(palette.getString(at + "title.zh")).isEqualTo(step.title().zh());
      assertThat(palette.getString(at + "meaning.en")).isEqualTo(step.meaning().en());
      List<Map<String, Object>> options = palette.getList(at + "options");
      assertThat(options)
          .isEqualTo(
              step.options().stream()
                  .map(
                      o ->
                          Map.of(
                              "name", o.name(),
                              "kind", o.kind().name().toLowerCase(Locale.ROOT),
                              "required", o.required(),
                              "meaning", Map.of("zh", o.meaning().zh(), "en", o.meaning().en())))
                  .toList());
    }
    assertThat(palette.getList("strategies.word"))
        .containsExactly("#nest", "#concat", "#merge", "#join", "#group");
    assertThat(palette.getList("strategies.keyed"))
        .containsExactly(false, false, false, true, true);
    assertThat(palette.getList("languages")).containsExactly("groovy", "simple", "constant");
    assertThat(palette.<String>getList("functions")).isSorted().contains("collect", "substring");
    assertThat(palette.getList("answer_headers")).isEqualTo(AnswerHeader.words());
    assertThat(palette.getList("failures")).isEqualTo(SourceFailure.words());
    assertThat(palette.getString("any_failure")).isEqualTo("TG-SRC");
    assertThat(palette.getList("problems")).isEqualTo(AuthorProblem.words());
  }

  @Test
  void staffSeeWhatTheSamplingFound() throws Exception {
    SampledAnswer.of("note").leave(sampling, "货主10012345678");
    while (sampling.looked() == 0) {
      Thread.onSpinWait();
    }

    JsonPath detections = get("/admin/v1/detections");
    assertThat(detections.getInt("every")).isEqualTo(1);
    assertThat(detections.getBoolean("strict")).isTrue();
    assertThat(detections.getInt("looked")).isEqualTo(1);
    assertThat(detections.getString("alarms[0].service")).isEqualTo("notes/1");
    assertThat(detections.getString("alarms[0].member")).isEqualTo("note");
    assertThat(detections.getString("alarms[0].detector")).isEqualTo("mobile");
    assertThat(detections.getString("alarms[0].label")).isEqualTo("S1");
    assertThat(detections.getString("alarms[0].needs")).isEqualTo("S3");
    assertThat(detections.getString("alarms[0].title.zh")).isEqualTo("手机号");
    assertThat(detections.getBoolean("alarms[0].closed")).isTrue();
    assertThat(detections.prettify()).doesNotContain("10012345678");
    assertThat(server.send(server.to("/admin/v1/detections")).statusCode()).isEqualTo(401);
  }

  @Test
  void thePaletteIsForStaff() throws Exception {
    assertThat(server.send(server.to("/admin/v1/route-steps")).statusCode()).isEqualTo(401);
  }

  @Test
  void staffSeeWhatIsLive() throws Exception {
    JsonPath services = get(SERVICES);

    assertThat(services.getInt("epoch")).isEqualTo(3);
    assertThat(services.<String>getList("services.path"))
        .containsExactly(
            "/api/dec/v1/declarations/{entryId}/status",
            "/api/dec/v2/declarations/{entryId}/status",
            "/api/param/v1/codes");
    assertThat(services.getString("services[0].fingerprint")).isEqualTo("f1".repeat(32));
    assertThat(services.getBoolean("services[2].anonymous")).isTrue();
  }

  @Test
  void aServiceIsShownWithAllItsReleasesParametersAndCertificates() throws Exception {
    JsonPath service = get(SERVICES + "/declaration-status");

    assertThat(service.<String>getList("releases.version")).containsExactly("1.0.0", "2.0.0");
    assertThat(service.getString("releases[0].parameters[0].format")).isEqualTo("entry-id");
    assertThat(service.getMap("releases[0].certificate")).containsKeys("fields", "influences");
  }

  @Test
  void whateverIsWrongWithACredentialTheAnswerIsTheSame() throws Exception {
    List<String> answers = new ArrayList<>();
    for (HttpRequest.Builder request :
        List.of(
            as("操作员:wrong", SERVICES),
            as("nobody:long:pass", SERVICES),
            as("nobody:long:pass", SERVICES + "/declaration-status"),
            as("nobody:long:pass", "/admin/v1/nothing"),
            as("no-colon", SERVICES),
            as(":", SERVICES),
            server.to(SERVICES).header("Authorization", "Basic %%%"),
            server.to(SERVICES).header("Authorization", "Bearer key"),
            server
                .to(SERVICES)
                .header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString("é:x".getBytes(ISO_8859_1))),
            as("操作员:long:pass", SERVICES).header("Authorization", "Basic eDp5"))) {
      HttpResponse<String> response = server.send(request);
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
          .startsWith("Basic realm=");
      answers.add(response.body().replaceAll("\"trace_id\":\"[^\"]*\"", ""));
    }

    assertThat(answers).containsOnly(answers.getFirst());
    assertThat(answers.getFirst()).contains("TG-AUTH-INVALID");
  }

  @Test
  void withoutACredentialNothingIsTold() throws Exception {
    HttpResponse<String> response = server.send(server.to(SERVICES));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("TG-AUTH-MISSING");
  }

  @Test
  void whatIsNotThereIsAProblem() throws Exception {
    for (String path :
        List.of(SERVICES + "/nothing", "/admin/v1/other", SERVICES + "/declaration-status/more")) {
      HttpResponse<String> response = server.send(as("操作员:long:pass", path));
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).contains("TG-PATH-404");
    }
  }

  @Test
  void nothingCanBeChangedHere() throws Exception {
    HttpResponse<String> response =
        server.send(as("操作员:long:pass", SERVICES + "/declaration-status").DELETE());

    assertThat(response.statusCode()).isEqualTo(405);
  }

  @Test
  void aCredentialDoesNotPrintItsPassword() {
    assertThat(new BasicCredential("a", "secret").toString()).doesNotContain("secret");
  }
}
