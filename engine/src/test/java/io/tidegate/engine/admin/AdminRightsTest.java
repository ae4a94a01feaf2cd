package io.tidegate.engine.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.tidegate.engine.access.AccessTokens;
import io.tidegate.engine.access.SignatureKeys;
import io.tidegate.engine.accounting.CallJournal;
import io.tidegate.engine.accounting.CallMeters;
import io.tidegate.engine.admin.AccountCheck.Organisation;
import io.tidegate.engine.admin.AccountCheck.SignedIn;
import io.tidegate.engine.admin.AccountCheck.StaffRole;
import io.tidegate.engine.applying.Applying;
import io.tidegate.engine.applying.Unmaskings;
import io.tidegate.engine.breaker.BreakerNews;
import io.tidegate.engine.breaker.Breakers;
import io.tidegate.engine.cache.AnswerCache;
import io.tidegate.engine.cache.CacheSettings;
import io.tidegate.engine.catalogue.LiveCatalogue;
import io.tidegate.engine.contract.RegistryLink;
import io.tidegate.engine.crypto.SigningKey;
import io.tidegate.engine.crypto.Sm4Gcm;
import io.tidegate.engine.detect.DetectionCounts;
import io.tidegate.engine.detect.LiveSampling;
import io.tidegate.engine.draft.TextChecks;
import io.tidegate.engine.gateway.ApplicationQuota;
import io.tidegate.engine.gateway.TermsFinder;
import io.tidegate.engine.gateway.TestServer;
import io.tidegate.engine.organisation.Applications;
import io.tidegate.engine.organisation.Organisations;
import io.tidegate.engine.organisation.ProgramCertificates;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.session.Captchas;
import io.tidegate.engine.session.SessionFixture;
import io.tidegate.engine.session.Sessions;
import io.tidegate.engine.staff.Members;
import io.tidegate.engine.staff.Staff;
import io.tidegate.engine.store.AgreementStore;
import io.tidegate.engine.store.ApplicationStore;
import io.tidegate.engine.store.AuditStore;
import io.tidegate.engine.store.CallStore;
import io.tidegate.engine.store.CertificateStore;
import io.tidegate.engine.store.ContractStore;
import io.tidegate.engine.store.EpochStore;
import io.tidegate.engine.store.GrantSeal;
import io.tidegate.engine.store.GrantStore;
import io.tidegate.engine.store.MeasureStore;
import io.tidegate.engine.store.OrganisationStore;
import io.tidegate.engine.store.RulePackStore;
import io.tidegate.engine.store.ServiceDraftStore;
import io.tidegate.engine.store.ServiceLifeStore;
import io.tidegate.engine.store.SignatureKeyStore;
import io.tidegate.engine.store.StoreFixture;
import io.tidegate.engine.store.UnmaskingStore;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
import java.util.stream.Stream;
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
  private static final SigningKey PLATFORM = SigningKey.generate(new SecureRandom());

  /** The documents that only staff reads. */
  private static final Set<String> SERVED_ELSEWHERE =
      Set.of(
          "/admin/v1/services",
          "/admin/v1/services/{service}",
          "/admin/v1/route-steps",
          "/admin/v1/detections");

  private static final AccessTokens.Revocations NOTHING_REVOKED =
      new AccessTokens.Revocations() {
        @Override
        public Set<String> revoked() {
          return Set.of();
        }

        @Override
        public boolean revoke(AccessTokens.Note note, Optional<String> application, String actor) {
          throw new AssertionError("a store is asked");
        }
      };

  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final LiveSampling sampling =
      new LiveSampling(0, false, DetectionCounts.NONE, Clock.systemUTC());
  @TempDir Path folder;
  private CallMeters meters;
  private List<AdminRoute> routes;
  private TestServer server;
  private JsonNode description;

  @BeforeEach
  void start() throws Exception {
    AccountCheck accounts = new FakeAccounts(PASSWORD, AdminRightsTest::somebody);
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
                new GrantStore(nowhere, new GrantSeal(new byte[32])),
                Clock.systemUTC())
            .all());
    Staff staff = new Staff(StoreFixture.accounts(nowhere), audit, Clock.systemUTC());
    Captchas captchas = SessionFixture.captchas(nowhere, Clock.systemUTC());
    Sessions sessions = SessionFixture.sessions(nowhere, staff, captchas, Clock.systemUTC());
    real.addAll(new StaffRoutes(staff, sessions).all());
    real.addAll(
        new SessionRoutes(
                sessions, captchas, account -> SessionAccounts.signedIn(account, staff), false)
            .all());
    Members members = new Members(StoreFixture.accounts(nowhere), Clock.systemUTC());
    Organisations organisations =
        new Organisations(
            new OrganisationStore(nowhere, StoreFixture.accounts(nowhere), Clock.systemUTC()),
            members,
            Clock.systemUTC());
    Applications applications =
        new Applications(
            new ApplicationStore(nowhere, Clock.systemUTC()),
            organisations,
            new SignatureKeys(
                new SignatureKeyStore(nowhere), new Sm4Gcm(new byte[32]), Clock.systemUTC()),
            audit,
            true,
            Clock.systemUTC());
    real.addAll(
        new OrganisationRoutes(organisations, applications, members, sessions, captchas).all());
    real.addAll(new ApplicationRoutes(applications).all());
    real.addAll(
        new CertificateRoutes(
                new ProgramCertificates(
                    new CertificateStore(nowhere, Clock.systemUTC()),
                    applications,
                    true,
                    Clock.systemUTC()))
            .all());
    Applying applying =
        new Applying(
            new AgreementStore(
                nowhere,
                new GrantStore(nowhere, new GrantSeal(new byte[32])),
                PLATFORM.verifyingKey(),
                Clock.systemUTC()),
            service -> Optional.empty(),
            new SignatureKeys(
                new SignatureKeyStore(nowhere), new Sm4Gcm(new byte[32]), Clock.systemUTC()),
            PLATFORM,
            () -> {},
            Clock.systemUTC());
    real.addAll(new ApplyingRoutes(applying).all());
    real.addAll(new OwnerRoutes(applying, new CallStore(nowhere)).all());
    real.addAll(
        new ExplanationRoutes(() -> EndpointTable.EMPTY, new CallStore(nowhere), applying).all());
    real.addAll(
        new TokenRoutes(
                new AccessTokens(
                    new Sm4Gcm(new byte[32]),
                    NOTHING_REVOKED,
                    Clock.systemUTC(),
                    Duration.ofHours(1)),
                applications)
            .all());
    real.addAll(new SourceRoutes(() -> null).all());
    real.addAll(
        new ResourceRoutes(
                () -> null,
                new MeasureStore(nowhere, Clock.systemUTC()),
                () -> null,
                new TextChecks(() -> null),
                () -> null,
                Clock.systemUTC())
            .all());
    real.addAll(
        new UnmaskingRoutes(
                new Unmaskings(
                    new UnmaskingStore(nowhere, Clock.systemUTC()),
                    applying,
                    service -> Optional.empty(),
                    (receiver, agreement) -> {
                      throw new AssertionError("a key is asked for");
                    },
                    Clock.systemUTC()))
            .all());
    real.addAll(
        new QuotaRoutes(
                () -> EndpointTable.EMPTY,
                new ApplicationQuota(
                    (application, counted) -> Map.of(),
                    (service, limit, caller, owner) -> List.of(),
                    new TermsFinder((application, service) -> List.of())),
                application -> Optional.empty(),
                List::of)
            .all());
    real.addAll(new CallRoutes(new CallStore(nowhere), meters).all());
    real.addAll(
        new MonitorRoutes(
                new CallStore(nowhere),
                new AnswerCache(
                    new CacheSettings(1024, 1024, Duration.ZERO), new SecureRandom(), () -> 0),
                new Breakers(BreakerNews.NOBODY),
                Map::of,
                new UUID(0, 1),
                Clock.systemUTC())
            .all());
    real.addAll(new ClusterRoutes(new EpochStore(nowhere), new UUID(0, 1)).all());
    real.addAll(new CatalogueRoutes(new LiveCatalogue(() -> EndpointTable.EMPTY)).all());
    real.addAll(new CheckRoutes(() -> null, new TextChecks(() -> null), () -> null).all());
    real.addAll(
        new DraftRoutes(() -> null, new ServiceDraftStore(nowhere, Clock.systemUTC()), () -> null)
            .all());
    real.addAll(
        new LifeRoutes(() -> null, () -> null, new ServiceLifeStore(nowhere, Clock.systemUTC()))
            .all());
    ContractStore contracts = new ContractStore(nowhere, Clock.systemUTC());
    real.addAll(
        new ContractRoutes(
                contracts,
                new RegistryLink(
                    RegistryLink.Mode.OFF,
                    Optional.empty(),
                    Optional.empty(),
                    contracts,
                    new Sm4Gcm(new byte[32])),
                () -> null)
            .all());
    real.addAll(
        new AccessRoutes(
                () -> EndpointTable.EMPTY,
                new GrantStore(nowhere, new GrantSeal(new byte[32])),
                Clock.systemUTC())
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
                      TestServer.Settings.USUAL.bodyTime(),
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

  /** A login is called after its role; {@code new-} has a one-time password. */
  private static Optional<SignedIn> somebody(String login) {
    String word = login.replace("new-", "");
    return Stream.<AccountRole>concat(
            Arrays.stream(StaffRole.values()), Arrays.stream(MemberRole.values()))
        .filter(role -> role.word().equals(word))
        .findFirst()
        .map(
            role ->
                new SignedIn(
                    login,
                    login,
                    role,
                    role instanceof MemberRole
                        ? Optional.of(new Organisation("91350299MAT0000182", "some", false))
                        : Optional.empty(),
                    login.startsWith("new-")));
  }

  private static List<String> everyRole() {
    return Stream.<AccountRole>concat(
            Arrays.stream(StaffRole.values()), Arrays.stream(MemberRole.values()))
        .map(AccountRole::word)
        .toList();
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
          return route.status() == AdminAnswer.NO_CONTENT
              ? AdminAnswer.nothing()
              : AdminAnswer.json(route.status(), json -> {});
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
            request
                .header("Cookie", Credentials.COOKIE + "=" + name)
                .header(Credentials.CSRF, FakeAccounts.CSRF));
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
      if (right.getValue().contains("anybody")) {
        assertThat(nobody.statusCode()).as(right.getKey()).isNotIn(401, 403, 405, 500);
        continue;
      }
      assertThat(nobody.statusCode()).as(right.getKey()).isEqualTo(401);
      assertThat(nobody.headers().firstValue("WWW-Authenticate").isPresent())
          .as(right.getKey())
          .isEqualTo(template.startsWith("/admin/"));
      for (String login : everyRole()) {
        int refusedBefore = refusals.size();
        HttpResponse<String> answer = ask(method, template, Optional.of(login));
        if (right.getValue().contains(login)) {
          assertThat(answer.statusCode()).as(right + " " + login).isNotIn(401, 403, 405, 500);
        } else if (SERVED_ELSEWHERE.contains(template) && !isStaff(login)) {
          assertThat(answer.statusCode()).as(right + " " + login).isEqualTo(401);
        } else {
          assertThat(answer.statusCode()).as(right + " " + login).isEqualTo(403);
          assertThat(answer.body()).contains("TG-ADMIN-ROLE");
          assertThat(refusals).hasSize(refusedBefore + 1);
          assertThat(done).doesNotContain(login + " " + right.getKey());
        }
      }
    }
  }

  private static boolean isStaff(String login) {
    return Arrays.stream(StaffRole.values()).anyMatch(role -> role.word().equals(login));
  }

  @Test
  void staffMayAlsoSendAPasswordWithEachRequest() throws Exception {
    HttpResponse<String> answer =
        server.send(server.to("/admin/v1/staff").GET().header("Authorization", basic("operator")));
    HttpResponse<String> wrong =
        server.send(
            server
                .to("/admin/v1/staff")
                .GET()
                .header("Authorization", basic("operator").replace("cmlnaHQ", "d3Jvbmc")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(wrong.statusCode()).isEqualTo(401);
  }

  @Test
  void aBrowserHasToProveThatAPageOfOursAsks() throws Exception {
    for (List<String> headers :
        List.of(
            List.of("Cookie", "tg_session=administrator"),
            List.of("Cookie", "tg_session=administrator", "X-CSRF-Token", "another"),
            List.of(
                "Cookie",
                "tg_session=administrator",
                "X-CSRF-Token",
                FakeAccounts.CSRF,
                "Origin",
                "https://elsewhere.example"),
            List.of(
                "Cookie",
                "tg_session=administrator",
                "X-CSRF-Token",
                FakeAccounts.CSRF,
                "Sec-Fetch-Site",
                "cross-site"),
            List.of("Authorization", basic("administrator"), "Origin", "null"),
            List.of("Authorization", basic("administrator"), "Sec-Fetch-Site", "same-site"))) {
      HttpResponse<String> answer =
          server.send(
              server
                  .to("/admin/v1/rule-drafts")
                  .POST(BodyPublishers.ofString("{}"))
                  .headers(headers.toArray(String[]::new)));
      assertThat(answer.statusCode()).as(headers.toString()).isEqualTo(403);
      assertThat(answer.body()).contains("TG-AUTH-CSRF");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }
    assertThat(done).isEmpty();
    HttpResponse<String> ours =
        server.send(
            server
                .to("/admin/v1/rule-drafts")
                .POST(BodyPublishers.ofString("{}"))
                .headers(
                    "Cookie", "other=1; tg_session=administrator",
                    "X-CSRF-Token", FakeAccounts.CSRF,
                    "Sec-Fetch-Site", "same-origin"));
    assertThat(ours.statusCode()).isEqualTo(201);
    HttpResponse<String> two =
        server.send(
            server
                .to("/admin/v1/rule-drafts")
                .GET()
                .headers("Cookie", "tg_session=administrator; tg_session=operator"));
    assertThat(two.statusCode()).isEqualTo(401);
    assertThat(two.headers().firstValue("WWW-Authenticate")).isEmpty();
  }

  @Test
  void whoeverHasAOneTimePasswordCanOnlySetAnother() throws Exception {
    for (Map.Entry<String, Set<String>> right : rights().entrySet()) {
      String method = right.getKey().split(" ")[0];
      String template = right.getKey().split(" ")[1];
      String role = right.getValue().iterator().next();
      if (role.equals("anybody")) {
        continue;
      }
      HttpResponse<String> answer = ask(method, template, Optional.of("new-" + role));
      if (template.equals(StaffRoutes.PASSWORD) || template.startsWith("/session/")) {
        assertThat(answer.statusCode()).isIn(200, 204);
      } else {
        assertThat(answer.statusCode()).as(right.getKey()).isIn(401, 403);
      }
    }
    assertThat(done)
        .allMatch(act -> act.endsWith(StaffRoutes.PASSWORD) || act.contains(" /session/v1/"));
  }

  @Test
  void everyRouteIsDescribedWithWhatIsSentAndAnswered() {
    for (AdminRoute route : routes) {
      if (route.status() == AdminAnswer.NO_CONTENT) {
        continue;
      }
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
  void staffCanSendMoreThanStrangers() throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .to("/admin/v1/service-drafts/9")
                .PUT(BodyPublishers.ofByteArray(new byte[200 * 1024]))
                .header("If-Match", "\"1\"")
                .header("Authorization", basic("provider")));

    assertThat(answer.statusCode()).isEqualTo(200);
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
