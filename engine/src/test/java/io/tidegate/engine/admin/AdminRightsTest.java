package io.tidegate.engine.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.tidegate.engine.accounting.CallJournal;
import io.tidegate.engine.accounting.CallMeters;
import io.tidegate.engine.admin.AccountCheck.SignedIn;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.detect.LiveSampling;
import io.tidegate.engine.draft.TextChecks;
import io.tidegate.engine.gateway.TestServer;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.CallStore;
import io.tidegate.engine.store.EpochStore;
import io.tidegate.engine.store.RulePackStore;
import io.tidegate.engine.store.ServiceDraftStore;
import io.tidegate.engine.store.ServiceLifeStore;
import io.tidegate.engine.store.StoreFixture;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of the description, by every role and by nobody: the rights are those that are
 * written there, and what is not described is not served. The acts themselves are replaced.
 */
class AdminRightsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "right";

  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final LiveSampling sampling = new LiveSampling(0, false, Clock.systemUTC());
  @TempDir Path folder;
  private CallMeters meters;
  private List<AdminRoute> routes;
  private TestServer server;
  private JsonNode description;

  @BeforeEach
  void start() throws Exception {
    AccountCheck accounts =
        (login, password) ->
            password.equals(PASSWORD)
                ? Optional.of(
                    new SignedIn(
                        StaffRole.valueOf(login.replace("new-", "").toUpperCase(Locale.ROOT)),
                        login.startsWith("new-")))
                : Optional.empty();
    routes = new ArrayList<>();
    meters = new CallMeters(CallJournal.open(folder, 4096, 8192));
    // the stores are never asked: the acts are replaced below
    DataSource nowhere =
        (DataSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError("a store is asked");
                });
    AuditStore audit = new AuditStore(nowhere, Clock.systemUTC());
    List<AdminRoute> real = new ArrayList<>();
    real.addAll(
        new GovernanceRoutes(
                () -> null,
                () -> null,
                new RulePackStore(nowhere, Clock.systemUTC()),
                audit,
                new AccessStore(nowhere),
                Clock.systemUTC())
            .all());
    real.addAll(
        new StaffRoutes(new Staff(StoreFixture.accounts(nowhere), audit, Clock.systemUTC())).all());
    real.addAll(new CallRoutes(new CallStore(nowhere), meters).all());
    real.addAll(new ClusterRoutes(new EpochStore(nowhere), new UUID(0, 1)).all());
    real.addAll(new CheckRoutes(() -> null, new TextChecks(() -> null), () -> null).all());
    real.addAll(
        new DraftRoutes(() -> null, new ServiceDraftStore(nowhere, Clock.systemUTC()), () -> null)
            .all());
    real.addAll(
        new LifeRoutes(() -> null, () -> null, new ServiceLifeStore(nowhere, Clock.systemUTC()))
            .all());
    for (AdminRoute route : real) {
      routes.add(acting(route));
    }
    server =
        new TestServer(
            router -> {
              new GovernanceApi(
                      routes,
                      accounts,
                      (actor, act, subject, detail) -> refusals.add(actor + " " + subject),
                      Clock.systemUTC())
                  .attach(router);
              new AdminServices(
                      () -> new EndpointTable(1, List.of()),
                      accounts,
                      sampling,
                      TestServer::digest,
                      TestServer.Settings.USUAL)
                  .attach(router);
            });
    description = JSON.readTree(server.send(server.to("/admin/v1/openapi.json")).body());
  }

  private AdminRoute acting(AdminRoute route) {
    return new AdminRoute(
        route.method(),
        route.template(),
        route.roles(),
        route.revision(),
        route.query(),
        route.status(),
        route.summary(),
        request -> {
          done.add(request.actor() + " " + route.method() + " " + route.template());
          return AdminAnswer.json(route.status(), json -> {});
        });
  }

  @AfterEach
  void stop() {
    server.close();
    meters.close();
    sampling.close();
  }

  private HttpResponse<String> ask(String method, String template, Optional<String> login)
      throws Exception {
    var request =
        server
            .to(
                template
                    .replaceAll("\\{(name|login|service)}", "none")
                    .replaceAll("\\{[a-z]+}", "9"))
            .method(method, BodyPublishers.noBody())
            .header("If-Match", "\"1\"");
    login.ifPresent(
        name ->
            request.header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString((name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8))));
    return server.send(request);
  }

  /** Every described operation with the roles that are told. */
  private Map<String, Set<String>> rights() {
    Map<String, Set<String>> rights = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : description.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        Set<String> roles = new TreeSet<>();
        operation.getValue().path("x-roles").forEach(role -> roles.add(role.asText()));
        rights.put(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), roles);
      }
    }
    return rights;
  }

  @Test
  void everyOperationIsForTheRolesThatAreToldAndForNobodyElse() throws Exception {
    Map<String, Set<String>> rights = rights();
    assertThat(rights).hasSizeGreaterThan(25);
    for (Map.Entry<String, Set<String>> right : rights.entrySet()) {
      String method = right.getKey().split(" ")[0];
      String template = right.getKey().split(" ")[1];
      assertThat(right.getValue()).as(right.getKey()).isNotEmpty();
      HttpResponse<String> nobody = ask(method, template, Optional.empty());
      assertThat(nobody.statusCode()).as(right.getKey()).isEqualTo(401);
      assertThat(nobody.headers().firstValue("WWW-Authenticate")).isPresent();
      for (StaffRole role : StaffRole.values()) {
        String login = role.name().toLowerCase(Locale.ROOT);
        int refusedBefore = refusals.size();
        HttpResponse<String> answer = ask(method, template, Optional.of(login));
        if (right.getValue().contains(login)) {
          assertThat(answer.statusCode()).as(right + " " + role).isNotIn(401, 403, 405, 500);
        } else {
          assertThat(answer.statusCode()).as(right + " " + role).isEqualTo(403);
          assertThat(answer.body()).contains("TG-ADMIN-ROLE");
          assertThat(refusals).hasSize(refusedBefore + 1);
          assertThat(done).doesNotContain(login + " " + right.getKey());
        }
      }
    }
  }

  @Test
  void whoeverHasAOneTimePasswordCanOnlySetAnother() throws Exception {
    for (Map.Entry<String, Set<String>> right : rights().entrySet()) {
      String method = right.getKey().split(" ")[0];
      String template = right.getKey().split(" ")[1];
      String role = right.getValue().iterator().next();
      HttpResponse<String> answer = ask(method, template, Optional.of("new-" + role));
      if (template.equals(StaffRoutes.PASSWORD)) {
        assertThat(answer.statusCode()).isEqualTo(200);
      } else {
        assertThat(answer.statusCode()).as(right.getKey()).isIn(401, 403);
      }
    }
    assertThat(done).allSatisfy(act -> assertThat(act).endsWith(StaffRoutes.PASSWORD));
  }

  @Test
  void everyRouteIsDescribedWithWhatIsSentAndAnswered() {
    for (AdminRoute route : routes) {
      JsonNode operation =
          description
              .path("paths")
              .path(route.template())
              .path(route.method().toLowerCase(Locale.ROOT));
      assertThat(operation.path("responses").path(Integer.toString(route.status())).path("content"))
          .as(route.method() + " " + route.template() + " needs an entry in schemas.json")
          .isNotEmpty();
      assertThat(operation.path("responses").path("default").path("content")).isNotEmpty();
      boolean sends =
          route.method().equals("PUT")
              || List.of("/admin/v1/staff", "/admin/v1/password", "/admin/v1/rule-drafts")
                      .contains(route.template())
                  && route.method().equals("POST");
      if (sends) {
        assertThat(operation.path("requestBody").path("content")).as(route.template()).isNotEmpty();
      }
    }
  }

  @Test
  void theDescriptionIsSoundOpenApi() throws Exception {
    assertThat(
            new OpenAPIV3Parser().readContents(JSON.writeValueAsString(description)).getMessages())
        .isEmpty();
  }

  @Test
  void aRequestThatIsSentAgainIsDoneOnce() throws Exception {
    var begin =
        server
            .to("/admin/v1/rule-drafts")
            .POST(BodyPublishers.ofString("{}"))
            .header("Idempotency-Key", "key-0001-0001")
            .header("Authorization", basic("administrator"));
    HttpResponse<String> first = server.send(begin);
    HttpResponse<String> again = server.send(begin);
    HttpResponse<String> other =
        server.send(
            server
                .to("/admin/v1/rule-drafts")
                .POST(BodyPublishers.ofString("{\"based_on\": 2}"))
                .header("Idempotency-Key", "key-0001-0001")
                .header("Authorization", basic("administrator")));
    HttpResponse<String> odd =
        server.send(
            server
                .to("/admin/v1/rule-drafts")
                .POST(BodyPublishers.ofString("{}"))
                .header("Idempotency-Key", "short")
                .header("Authorization", basic("administrator")));

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(done).hasSize(1);
    assertThat(other.body()).contains("TG-ADMIN-422-KEY");
    assertThat(odd.body()).contains("TG-ADMIN-400");
  }

  @Test
  void whatIsTooLargeIsAProblem() throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .to("/admin/v1/rule-drafts/9/workbook")
                .PUT(BodyPublishers.ofByteArray(new byte[5 * 1024 * 1024]))
                .header("If-Match", "\"1\"")
                .header("Authorization", basic("administrator")));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("TG-ADMIN-413");
    assertThat(done).isEmpty();
  }

  private static String basic(String login) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((login + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
  }
}
