package io.tidegate.engine.gateway;

import static io.tidegate.engine.testing.PlanBuilder.formatted;
import static io.tidegate.engine.testing.PlanBuilder.parameter;
import static io.tidegate.engine.testing.PlanBuilder.plan;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.tidegate.engine.accounting.CallRecord;
import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.Call;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.run.MissingPart;
import io.tidegate.engine.testing.FakeEndpoint;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.definition.ParameterDefinition.Place;
import io.tidegate.route.definition.ParameterFormat;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gateway as callers meet it, over real sockets, with endpoints that answer as they are told.
 */
class GatewayHttpTest {
  private static final String KEY = "good-key";
  private static final Identity TRADER = new Identity("app-1", "91350299MAT0000182");
  private static final String STATUS = "/api/dec/v1/declarations/379120241000000001/status";
  private static final String LONG_ANSWER =
      "{\"rows\":[" + "{\"entry_id\":\"379120241000000001\"},".repeat(200) + "{}]}";

  private final Authenticator authenticator =
      (presented, address) ->
          switch (presented) {
            case KEY -> Optional.of(TRADER);
            case "timed-key" -> Optional.of(new Identity("timed", TRADER.creditCode()));
            default -> Optional.empty();
          };
  private final FakeEndpoint status =
      answering("declaration-status", "/status", "{\"status\":\"RELEASED\"}");
  private final FakeEndpoint changes =
      FakeEndpoint.answering(
          plan("declaration-changes", "/api/dec/v1/declarations")
              .with(parameter("updatedSince", Place.QUERY, FieldType.DATE_TIME))
              .paged(100, 500)
              .build(),
          LONG_ANSWER);
  private final FakeEndpoint codes =
      FakeEndpoint.answering(
          plan("parameter-lookup", "/api/param/v1/codes").anonymous().list().build(),
          "{\"rows\":[]}");
  private final FakeEndpoint reviewed =
      FakeEndpoint.answering(
          plan("vessel-calls", "/api/transport/v1/calls")
              .openTo(Openness.CONDITIONAL, Approval.REVIEW)
              .build(),
          "{}");
  private final FakeEndpoint automatic =
      FakeEndpoint.answering(
          plan("tariff", "/api/param/v1/tariff")
              .openTo(Openness.CONDITIONAL, Approval.AUTO)
              .build(),
          "{}");
  private final FakeEndpoint composed =
      FakeEndpoint.answering(
          plan("composed", "/api/transport/v1/composed")
              .openTo(Openness.CONDITIONAL, Approval.REVIEW)
              .calling("vessel-calls", "f", Optional.of(Approval.REVIEW))
              .build(),
          "{}");
  private final DocumentLinks links =
      new DocumentLinks(new byte[32], Duration.ofMinutes(5), Clock.systemUTC());
  private final Documents documents =
      target -> {
        throw new CallProblem(ProblemCode.DATA_NOT_FOUND);
      };
  private final KeptCalls account = new KeptCalls();
  private volatile boolean granted;
  private TestServer server;

  private static FakeEndpoint answering(String service, String suffix, String json) {
    return FakeEndpoint.answering(
        plan(service, "/api/dec/v1/declarations/{entryId}" + suffix)
            .with(formatted("entryId", Place.PATH, ParameterFormat.ENTRY_ID))
            .build(),
        json);
  }

  @Test
  void onlyWhoMayKnowIsToldWhereTheTimeWent() throws Exception {
    serve();

    assertThat(
            server
                .send(server.to(STATUS).header("X-API-Key", "timed-key"))
                .headers()
                .firstValue("Server-Timing")
                .orElseThrow())
        .matches("total;dur=[0-9]+\\.[0-9]{3}");
    assertThat(server.send(server.to(STATUS).header("X-API-Key", KEY)).headers().map())
        .doesNotContainKey("server-timing");
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private void serve() throws Exception {
    serve(
        TestServer.Settings.USUAL,
        steps(TestServer.Settings.USUAL),
        status,
        changes,
        codes,
        reviewed,
        automatic);
  }

  private void serve(LiveEndpoint... endpoints) throws Exception {
    serve(TestServer.Settings.USUAL, steps(TestServer.Settings.USUAL), endpoints);
  }

  private void serve(GatewaySettings settings, List<Step> steps, LiveEndpoint... endpoints)
      throws Exception {
    EndpointTable table = new EndpointTable(7, List.of(endpoints));
    Gateway gateway =
        new Gateway(
            () -> table,
            steps,
            linkSteps(settings),
            new DocumentWork(documents),
            List.of(),
            Uncounted.ownQuota(),
            TestServer.cache(),
            TestServer::digest,
            account,
            settings,
            Clock.systemUTC());
    server = new TestServer(gateway::attach);
  }

  private List<Step> steps(GatewaySettings settings) {
    return Gateway.steps(
        authenticating(authenticator),
        (application, service) -> granted ? List.of(HeldGrant.UNSTATED) : List.of(),
        Uncounted.step(),
        settings,
        Clock.systemUTC());
  }

  private List<Step> linkSteps(GatewaySettings settings) {
    return Gateway.linkSteps(
        authenticating(authenticator),
        (application, service) -> granted ? List.of(HeldGrant.UNSTATED) : List.of(),
        Uncounted.step(),
        links,
        settings);
  }

  private static AuthenticateStep authenticating(Authenticator authenticator) {
    return new AuthenticateStep(authenticator, call -> Optional.empty(), TestServer::digest);
  }

  private HttpRequest.Builder to(String path) {
    return server.to(path).header("X-API-Key", KEY);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return server.send(to(path));
  }

  private static void assertProblem(HttpResponse<String> response, ProblemCode code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(code.status());
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    JsonPath problem = JsonPath.from(response.body());
    assertThat(problem.getString("code")).isEqualTo(code.id());
    assertThat(problem.getString("trace_id"))
        .matches("[0-9a-f]{32}")
        .isEqualTo(response.headers().firstValue("X-TG-Trace-Id").orElseThrow());
  }

  // ---- answers

  @Test
  void anAnswerLeavesAsItWasMadeWithTheHeadersThatBelongToIt() throws Exception {
    serve();

    HttpResponse<String> response = get(STATUS);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"status\":\"RELEASED\"}");
    Map<String, String> headers = new LinkedHashMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(), String.join(", ", values)));
    assertThat(headers)
        .containsEntry("content-type", "application/json; charset=utf-8")
        .containsEntry("cache-control", "private, no-cache")
        .containsEntry("vary", "Accept, Accept-Encoding, Accept-Language")
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("x-tg-epoch", "7")
        .containsEntry("content-length", "21")
        .doesNotContainKey("content-encoding");
    assertThat(headers.get("x-tg-trace-id")).matches("[0-9a-f]{32}");
    assertThat(headers.get("etag")).matches("\"[A-Za-z0-9_-]{22}\"");
  }

  @Test
  void theEndpointGetsTypedParametersTheCallerAndADeadline() throws Exception {
    serve();
    Instant before = Instant.now();

    HttpResponse<String> response =
        get("/api/dec/v1/declarations?updatedSince=2025-12-01T00:00:00%2B08:00&limit=5&cursor=abc");

    assertThat(response.statusCode()).isEqualTo(200);
    Call call = changes.calls().getFirst();
    assertThat(call.caller()).contains("91350299MAT0000182");
    assertThat(call.parameters().get("updatedSince").toString())
        .isEqualTo("2025-12-01T00:00+08:00");
    assertThat(call.limit()).hasValue(5);
    assertThat(call.cursor()).contains("abc");
    assertThat(call.deadline()).isBetween(before.plusSeconds(2), Instant.now().plusSeconds(2));
    assertThat(call.traceId())
        .isEqualTo(response.headers().firstValue("X-TG-Trace-Id").orElseThrow());
  }

  @Test
  void anAnswerTheCallerHasAlreadyIsNotSentAgain() throws Exception {
    serve();
    String tag = get(STATUS).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again =
        server.send(to(STATUS).header("If-None-Match", "\"other\", " + tag));

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).contains(tag);
    assertThat(again.headers().firstValue("Cache-Control")).contains("private, no-cache");
  }

  @Test
  void aLongAnswerIsPackedForWhoeverWantsItAndHasATagOfItsOwn() throws Exception {
    serve();

    HttpResponse<byte[]> packed =
        server.sendForBytes(to("/api/dec/v1/declarations").header("Accept-Encoding", "gzip"));
    HttpResponse<String> plain = get("/api/dec/v1/declarations");

    assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
    try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(new String(unpacked.readAllBytes(), UTF_8)).isEqualTo(LONG_ANSWER);
    }
    assertThat(packed.body().length).isLessThan(LONG_ANSWER.length() / 4);
    assertThat(plain.body()).isEqualTo(LONG_ANSWER);
    assertThat(packed.headers().firstValue("ETag"))
        .isNotEqualTo(plain.headers().firstValue("ETag"));
  }

  @Test
  void aShortAnswerIsNotPacked() throws Exception {
    serve();

    HttpResponse<byte[]> response =
        server.sendForBytes(to(STATUS).header("Accept-Encoding", "gzip"));

    assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(response.body()).hasSize(21);
  }

  @Test
  void headIsGetWithoutTheBody() throws Exception {
    serve();

    HttpResponse<String> head = server.send(to(STATUS).method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length")).contains("21");
    assertThat(head.headers().firstValue("ETag"))
        .isEqualTo(get(STATUS).headers().firstValue("ETag"));
  }

  @Test
  void whatAnybodyMayHaveCanBeKeptByAnyCache() throws Exception {
    serve();

    HttpResponse<String> response = server.send(server.to("/api/param/v1/codes"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(codes.calls().getFirst().caller()).isEmpty();
  }

  @Test
  void theDescriptionIsServedWithATagAndWithoutAKey() throws Exception {
    serve();

    HttpResponse<String> description = server.send(server.to("/api/openapi.json"));
    String tag = description.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again =
        server.send(server.to("/api/openapi.json").header("If-None-Match", tag));

    assertThat(description.statusCode()).isEqualTo(200);
    assertThat(JsonPath.from(description.body()).getMap("paths"))
        .containsKey("/api/dec/v1/declarations/{entryId}/status");
    assertThat(again.statusCode()).isEqualTo(304);
  }

  @Test
  void theDescriptionIsOfWhatIsLiveNow() throws Exception {
    AtomicReference<EndpointTable> live =
        new AtomicReference<>(new EndpointTable(1, List.of(codes)));
    GatewaySettings settings = TestServer.Settings.USUAL;
    Gateway gateway =
        new Gateway(
            live::get,
            steps(settings),
            linkSteps(settings),
            new DocumentWork(documents),
            List.of(),
            Uncounted.ownQuota(),
            TestServer.cache(),
            TestServer::digest,
            account,
            settings,
            Clock.systemUTC());
    server = new TestServer(gateway::attach);

    assertThat(described()).containsExactly("/api/param/v1/codes", "/me/quota");
    live.set(new EndpointTable(2, List.of(codes, automatic)));

    assertThat(described())
        .containsExactly("/api/param/v1/codes", "/api/param/v1/tariff", "/me/quota");
  }

  private Set<String> described() throws Exception {
    String document = server.send(server.to("/api/openapi.json")).body();
    return new TreeSet<>(JsonPath.from(document).<String, Object>getMap("paths").keySet());
  }

  @Test
  void everyProblemRefersToAPageThatIsThere() throws Exception {
    serve();
    String reference = JsonPath.from(get("/api/nothing").body()).getString("doc_url");

    HttpResponse<String> page =
        server.send(server.to(reference.substring(0, reference.indexOf('#'))));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.body())
        .contains("id=\"" + reference.substring(reference.indexOf('#') + 1) + "\"");
  }

  // ---- who calls

  @Test
  void aBearerTokenIsAsGoodAsTheHeader() throws Exception {
    serve();

    assertThat(server.send(server.to(STATUS).header("Authorization", "bearer " + KEY)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void withoutAKeyTheCallEndsBeforeTheEndpoint() throws Exception {
    serve();

    HttpResponse<String> response = server.send(server.to(STATUS));

    assertProblem(response, ProblemCode.AUTH_MISSING);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"tidegate\"");
    assertThat(status.calls()).isEmpty();
  }

  @Test
  void whateverIsWrongWithACredentialTheAnswerIsTheSame() throws Exception {
    serve();
    List<HttpResponse<String>> responses =
        List.of(
            server.send(server.to(STATUS).header("X-API-Key", "revoked")),
            server.send(server.to(STATUS).header("X-API-Key", "")),
            server.send(server.to(STATUS).header("X-API-Key", KEY).header("X-API-Key", KEY)),
            server.send(
                server
                    .to(STATUS)
                    .header("X-API-Key", KEY)
                    .header("Authorization", "Bearer " + KEY)),
            server.send(server.to(STATUS).header("Authorization", "Basic " + KEY)),
            server.send(server.to(STATUS).header("Authorization", KEY)),
            server.send(server.to(STATUS).header("Authorization", "Bearer")),
            server.send(server.to("/api/param/v1/codes").header("X-API-Key", "revoked")));

    for (HttpResponse<String> response : responses) {
      assertProblem(response, ProblemCode.AUTH_INVALID);
      assertThat(withoutTrace(response)).isEqualTo(withoutTrace(responses.getFirst()));
    }
    assertThat(status.calls()).isEmpty();
    assertThat(codes.calls()).isEmpty();
  }

  @Test
  void aServiceThatNeedsApprovalAsksForAGrant() throws Exception {
    serve();

    assertProblem(get("/api/transport/v1/calls"), ProblemCode.GRANT_REQUIRED);
    granted = true;
    assertThat(get("/api/transport/v1/calls").statusCode()).isEqualTo(200);
  }

  @Test
  void aGrantForOneServiceIsNoneForTheServicesItCalls() throws Exception {
    List<String> held = new CopyOnWriteArrayList<>(List.of("composed"));
    serve(
        TestServer.Settings.USUAL,
        Gateway.steps(
            authenticating(authenticator),
            (application, service) ->
                held.contains(service) ? List.of(HeldGrant.UNSTATED) : List.of(),
            Uncounted.step(),
            TestServer.Settings.USUAL,
            Clock.systemUTC()),
        composed);

    assertProblem(get("/api/transport/v1/composed"), ProblemCode.GRANT_REQUIRED);
    held.add("vessel-calls");
    assertThat(get("/api/transport/v1/composed").statusCode()).isEqualTo(200);
  }

  /** The purpose is the grant's and the level the enterprise's: a caller can say neither. */
  @Test
  void whoIsNotOfTheAudienceIsNotServed() throws Exception {
    FakeEndpoint endpoint =
        FakeEndpoint.answering(
            plan("risk", "/api/transport/v1/risk")
                .openTo(Openness.CONDITIONAL, Approval.REVIEW)
                .onlyFor(
                    new Audience(List.of(Purpose.FINANCE), List.of(OrganisationLevel.UNRATED)),
                    LimitClass.LEAST)
                .build(),
            "{}");
    Set<Purpose> purposes = ConcurrentHashMap.newKeySet();
    serve(
        TestServer.Settings.USUAL,
        Gateway.steps(
            authenticating(authenticator),
            (application, service) ->
                purposes.stream().map(p -> new HeldGrant(p, Optional.empty())).toList(),
            Uncounted.step(),
            TestServer.Settings.USUAL,
            Clock.systemUTC()),
        endpoint);

    assertProblem(get("/api/transport/v1/risk"), ProblemCode.GRANT_AUDIENCE);
    purposes.add(Purpose.RESEARCH);
    assertProblem(get("/api/transport/v1/risk"), ProblemCode.GRANT_AUDIENCE);
    purposes.add(Purpose.FINANCE);
    assertThat(get("/api/transport/v1/risk").statusCode()).isEqualTo(200);
  }

  @Test
  void aServiceThatApprovesByItselfAsksForNone() throws Exception {
    serve();

    assertThat(get("/api/param/v1/tariff").statusCode()).isEqualTo(200);
  }

  // ---- problems

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void aProblemOfTheEndpointReachesTheCallerAsItsDocument(ProblemCode code) throws Exception {
    serve(
        new FakeEndpoint(
            status.plan(),
            call -> {
              throw new CallProblem(code);
            }));

    assertProblem(get(STATUS), code);
  }

  @Test
  void notFoundAndNotYoursAreTheSameBytes() throws Exception {
    serve(
        new FakeEndpoint(
            status.plan(),
            call -> {
              throw new CallProblem(ProblemCode.DATA_NOT_FOUND);
            }));

    HttpResponse<String> notThere = get(STATUS);
    HttpResponse<String> notYours = get(STATUS.replace("0001/", "0002/"));

    assertThat(withoutTrace(notThere)).isEqualTo(withoutTrace(notYours));
    assertThat(withoutTrace(notThere)).doesNotContain("3791");
  }

  @Test
  void whatBreaksInAnEndpointIsNotShown() throws Exception {
    serve(
        new FakeEndpoint(
            status.plan(),
            call -> {
              throw new IllegalStateException("select secret from dec.head");
            }));

    HttpResponse<String> response = get(STATUS);

    assertProblem(response, ProblemCode.INTERNAL);
    assertThat(response.body())
        .doesNotContain("select")
        .doesNotContain("Exception")
        .doesNotContain("io.tidegate");
  }

  @Test
  void evenAnErrorIsADocument() throws Exception {
    serve(
        new FakeEndpoint(
            status.plan(),
            call -> {
              throw new StackOverflowError();
            }));

    assertProblem(get(STATUS), ProblemCode.INTERNAL);
  }

  @Test
  void anAuthenticatorThatBreaksLetsNobodyIn() throws Exception {
    Authenticator broken =
        (presented, address) -> {
          throw new IllegalStateException("no store");
        };
    GatewaySettings settings = TestServer.Settings.USUAL;
    serve(
        settings,
        Gateway.steps(
            authenticating(broken),
            (a, s) -> List.of(HeldGrant.UNSTATED),
            Uncounted.step(),
            settings,
            Clock.systemUTC()),
        status);

    assertProblem(get(STATUS), ProblemCode.INTERNAL);
    assertThat(status.calls()).isEmpty();
  }

  @Test
  void theLanguageOfTheCallerIsSpoken() throws Exception {
    serve();

    HttpResponse<String> response =
        server.send(to("/api/nothing").header("Accept-Language", "en-GB, zh;q=0.5"));

    assertThat(JsonPath.from(response.body()).getString("title"))
        .isEqualTo(ProblemCode.PATH_UNKNOWN.title().en());
    assertThat(response.headers().firstValue("Content-Language")).contains("en");
    assertThat(get("/api/nothing").headers().firstValue("Content-Language")).contains("zh-CN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/nothing", "/api", "/api/", "/elsewhere", "/", "/api/dec/v2/declarations"})
  void aPathThatIsNotThereIsAProblemToo(String path) throws Exception {
    serve();
    ProblemCode code = path.equals("/api/") ? ProblemCode.PATH_MALFORMED : ProblemCode.PATH_UNKNOWN;

    assertProblem(get(path), code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"})
  void anotherMethodIsToldWhatIsServed(String method) throws Exception {
    serve();

    HttpResponse<String> response = server.send(to(STATUS).method(method, BodyPublishers.noBody()));

    assertProblem(response, ProblemCode.METHOD);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    assertProblem(
        server.send(to("/api/nothing").method(method, BodyPublishers.noBody())),
        ProblemCode.PATH_UNKNOWN);
  }

  @Test
  void anotherFormatIsRefused() throws Exception {
    serve();

    HttpResponse<String> refused =
        server.send(to(STATUS).header("Accept", "text/html").header("Accept-Language", "en"));

    assertProblem(refused, ProblemCode.NOT_ACCEPTABLE);
    assertThat(JsonPath.from(refused.body()).getString("detail"))
        .isEqualTo("there is: application/json, application/x-ndjson, application/xml, text/csv");
    assertThat(status.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/x-ndjson|application/x-ndjson; charset=utf-8|{\"entry_id\":\"3791\"}",
        "text/csv|text/csv; charset=utf-8; header=present|entry_id 3791",
        "application/xml|application/xml; charset=utf-8|<entry_id>3791</entry_id>"
      })
  void anotherFormIsSentWithItsTypeAndATagOfItsOwn(String accept, String type, String content)
      throws Exception {
    FakeEndpoint paged =
        new FakeEndpoint(
            plan("entries", "/api/dec/v1/entries")
                .list()
                .member("entry_id", FieldType.STRING, false, Map.of())
                .build(),
            call -> "{\"rows\":[{\"entry_id\":\"3791\"}]}".getBytes(UTF_8));
    serve(paged);
    String json = get("/api/dec/v1/entries").headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> response = server.send(to("/api/dec/v1/entries").header("Accept", accept));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains(type);
    assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
    assertThat(response.body().strip().replaceAll("\\s+", " ")).contains(content);
    String tag = response.headers().firstValue("ETag").orElseThrow();
    assertThat(tag).isNotEqualTo(json);
    assertThat(
            server
                .send(
                    to("/api/dec/v1/entries").header("Accept", accept).header("If-None-Match", tag))
                .statusCode())
        .isEqualTo(304);
  }

  @Test
  void whatAFormCannotSayInItselfIsAHeader() throws Exception {
    FakeEndpoint paged =
        FakeEndpoint.giving(
            plan("entries", "/api/dec/v1/entries").paged(100, 500).build(),
            call ->
                new Answer(
                    "{\"rows\":[],\"next_cursor\":\"abc\",\"has_more\":true}".getBytes(UTF_8),
                    new TreeMap<>(),
                    Optional.of("abc"),
                    List.of(new MissingPart(ProblemCode.SOURCE_TIMEOUT, List.of("terminal", "a"))),
                    AnswerTally.NOTHING));
    serve(paged);

    for (String accept : List.of("application/x-ndjson", "text/csv")) {
      HttpResponse<String> bare =
          server.send(to("/api/dec/v1/entries?limit=100").header("Accept", accept));
      assertThat(bare.headers().firstValue("X-TG-Next-Cursor")).contains("abc");
      assertThat(bare.headers().firstValue("X-TG-Missing"))
          .contains("TG-PART-TIMEOUT;sources=\"a terminal\"");
    }
    for (String accept : List.of("application/json", "application/xml")) {
      HttpResponse<String> told = server.send(to("/api/dec/v1/entries").header("Accept", accept));
      assertThat(told.headers().firstValue("X-TG-Next-Cursor")).isEmpty();
      assertThat(told.headers().firstValue("X-TG-Missing")).isEmpty();
      assertThat(told.body()).contains("abc");
    }
  }

  @Test
  void aParameterProblemNamesTheParameterAndKeepsTheValue() throws Exception {
    serve();

    HttpResponse<String> response = get("/api/dec/v1/declarations/37912024100000000X/status");

    assertProblem(response, ProblemCode.PARAM_FORMAT);
    assertThat(JsonPath.from(response.body()).getString("field")).isEqualTo("entryId");
    assertThat(response.body()).doesNotContain("37912024100000000X");
    assertProblem(get(STATUS + "?x=1"), ProblemCode.PARAM_UNKNOWN);
    assertThat(status.calls()).isEmpty();
  }

  // ---- hostile requests

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api//dec/v1/declarations",
        "/api/dec/../param/v1/codes",
        "/x/../api/param/v1/codes",
        "/api/./param/v1/codes",
        "/api/%2e%2e/api/param/v1/codes",
        "/api/param%2Fv1/codes",
        "/api/param/v1/codes;x=1",
        "/api/param/v1/codes/",
        "/api/param/v1/%FF",
        "/api/param/v1/%zz",
        "/api/param/v1/codes%00"
      })
  void aPathWithASecondReadingIsNeverRouted(String path) throws Exception {
    serve();

    String response = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(response).startsWith("HTTP/1.1 400 ").contains("\"code\":\"TG-PATH-400\"");
    assertThat(codes.calls()).isEmpty();
    assertThat(changes.calls()).isEmpty();
  }

  @Test
  void aRequestTargetThatIsTooLongIsRefused() throws Exception {
    serve();

    assertProblem(get(STATUS + "?x=" + "a".repeat(9000)), ProblemCode.TOO_LARGE);
  }

  @Test
  void aBodyIsReadPastWhenSmallAndRefusedWhenNot() throws Exception {
    serve();

    assertThat(
            server
                .send(to(STATUS).method("GET", BodyPublishers.ofString("x".repeat(1024))))
                .statusCode())
        .isEqualTo(200);
    String large = raw("GET " + STATUS + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1025\r\n\r\n");
    String endless =
        raw("GET " + STATUS + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");

    assertThat(List.of(large, endless))
        .allSatisfy(r -> assertThat(r).startsWith("HTTP/1.1 413 ").contains("TG-REQUEST-413"));
  }

  @Test
  void fiveThousandHeadersDoNotReachTheEndpoint() throws Exception {
    serve();

    String response =
        raw("GET " + STATUS + " HTTP/1.1\r\nHost: x\r\n" + "X-A: b\r\n".repeat(5000) + "\r\n");

    assertThat(response).startsWith("HTTP/1.1 431 ");
    assertThat(status.calls()).isEmpty();
    assertThat(get(STATUS).statusCode()).isEqualTo(200);
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
    serve();
    String head = " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + KEY + "\r\n";

    String response =
        raw(
            "GET "
                + STATUS
                + head
                + "\r\nGET /api/nothing"
                + head
                + "\r\nGET /api/param/v1/tariff"
                + head
                + "Connection: close\r\n\r\n");

    List<String> statuses = new ArrayList<>();
    response
        .lines()
        .filter(l -> l.contains("HTTP/1.1 "))
        .forEach(
            l ->
                statuses.add(l.substring(l.indexOf("HTTP/1.1 ") + 9, l.indexOf("HTTP/1.1 ") + 12)));
    assertThat(statuses).containsExactly("200", "404", "200");
  }

  @Test
  void aCallerWhoGoesAwayFreesTheEndpoint() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    FakeEndpoint hanging = hanging(begun, interrupted, Duration.ofSeconds(30));
    serve(
        new TestServer.Settings(8192, 1024, 1), steps(TestServer.Settings.USUAL), hanging, changes);

    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + STATUS + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + KEY + "\r\n\r\n")
                  .getBytes(ISO_8859_1));
      assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
      HttpResponse<String> meanwhile = get("/api/dec/v1/declarations");
      assertProblem(meanwhile, ProblemCode.BUSY);
      assertThat(meanwhile.headers().firstValue("Retry-After")).contains("1");
    }

    assertThat(interrupted.get(5, TimeUnit.SECONDS)).isTrue();
    assertThat(eventually(() -> get("/api/dec/v1/declarations").statusCode() == 200)).isTrue();
  }

  @Test
  void anEndpointThatForgetsItsDeadlineIsCutOff() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    serve(hanging(new CountDownLatch(1), interrupted, Duration.ofMillis(100)));

    assertProblem(get(STATUS), ProblemCode.SOURCE_TIMEOUT);
    assertThat(interrupted.get(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSlowCallerKeepsNobodyElseWaiting() throws Exception {
    serve();
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.getOutputStream().write(("GET " + STATUS + " HTT").getBytes(ISO_8859_1));
      socket.getOutputStream().flush();

      assertThat(get(STATUS).statusCode()).isEqualTo(200);

      socket
          .getOutputStream()
          .write(
              ("P/1.1\r\nHost: x\r\nConnection: close\r\nX-API-Key: " + KEY + "\r\n\r\n")
                  .getBytes(ISO_8859_1));
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aRequestSeesOneTableFromStartToEnd() throws Exception {
    EndpointTable first = new EndpointTable(1, List.of(status));
    List<EndpointTable> taken = new ArrayList<>();
    Gateway gateway =
        new Gateway(
            () -> {
              taken.add(first);
              return first;
            },
            steps(TestServer.Settings.USUAL),
            List.of(),
            new DocumentWork(documents),
            List.of(),
            Uncounted.ownQuota(),
            TestServer.cache(),
            TestServer::digest,
            account,
            TestServer.Settings.USUAL,
            Clock.systemUTC());
    server = new TestServer(gateway::attach);

    get(STATUS);

    assertThat(taken).hasSize(1);
  }

  // ---- the books

  @Test
  void anAnswerIsOnRecordWithWhoWhatAndHowMuch() throws Exception {
    serve();

    HttpResponse<String> response = get(STATUS);

    assertThat(account.calls())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.traceId())
                  .isEqualTo(response.headers().firstValue("X-TG-Trace-Id").orElseThrow());
              assertThat(call.epoch()).isEqualTo(7);
              assertThat(call.plan().service()).isEqualTo("declaration-status");
              assertThat(call.plan().fingerprint()).isEqualTo(FakeEndpoint.FINGERPRINT);
              assertThat(call.application()).contains(TRADER.application());
              assertThat(call.enterprise()).contains(TRADER.creditCode());
              assertThat(call.outcome()).isEqualTo(CallRecord.Outcome.ANSWERED);
              assertThat(call.status()).isEqualTo(200);
              assertThat(call.problem()).isEmpty();
              assertThat(call.bytes()).isEqualTo(response.body().length());
              assertThat(call.took()).isPositive();
              assertThat(call.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
            });
  }

  @Test
  void whatIsRefusedIsOnRecordOnceItIsKnownWhoCallsAndOnlyCountedBefore() throws Exception {
    serve();

    get(STATUS + "?x=1");
    server.send(server.to(STATUS).header("X-API-Key", "wrong"));
    get("/api/nothing");

    assertThat(account.calls())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.outcome()).isEqualTo(CallRecord.Outcome.REFUSED);
              assertThat(call.problem()).contains("TG-PARAM-UNKNOWN");
              assertThat(call.status()).isEqualTo(400);
            });
    assertThat(account.refused()).containsExactly("TG-AUTH-INVALID", "TG-PATH-404");
  }

  @Test
  void anAnswerToAnybodyIsOnRecordWithoutAName() throws Exception {
    serve();

    server.send(server.to("/api/param/v1/codes"));

    assertThat(account.calls())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.application()).isEmpty();
              assertThat(call.outcome()).isEqualTo(CallRecord.Outcome.ANSWERED);
            });
  }

  @Test
  void aCallerWhoGoesAwayIsOnRecord() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    serve(hanging(begun, new CompletableFuture<>(), Duration.ofSeconds(30)));

    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + STATUS + " HTTP/1.1\r\nHost: x\r\nX-API-Key: " + KEY + "\r\n\r\n")
                  .getBytes(ISO_8859_1));
      assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(
            eventually(
                () ->
                    account.calls().stream()
                        .anyMatch(call -> call.outcome() == CallRecord.Outcome.GONE)))
        .isTrue();
    assertThat(account.calls()).hasSize(1);
  }

  @Test
  void whatCannotBePutOnRecordIsNotReadFor() throws Exception {
    serve();
    account.room(0, true);

    HttpResponse<String> response = get(STATUS);

    assertProblem(response, ProblemCode.ACCOUNTING);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(status.calls()).isEmpty();
  }

  @Test
  void anAnswerThatFindsNoRoomInTheEndDoesNotLeave() throws Exception {
    serve();
    account.room(0, false);

    HttpResponse<String> response = get(STATUS);

    assertProblem(response, ProblemCode.ACCOUNTING);
    assertThat(response.body()).doesNotContain("RELEASED");
    assertThat(status.calls()).hasSize(1);
  }

  @Test
  void aStreamOfHttp2ThatIsResetEndsTheWork() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    serve(hanging(begun, interrupted, Duration.ofSeconds(30)), codes);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      HttpResponse<String> upgraded =
          client.send(server.to("/api/param/v1/codes").build(), BodyHandlers.ofString());
      assertThat(upgraded.version()).isEqualTo(HttpClient.Version.HTTP_2);
      CompletableFuture<HttpResponse<String>> call =
          client.sendAsync(to(STATUS).build(), BodyHandlers.ofString());
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

      call.cancel(true);

      assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  // ---- each control is seen to matter: without its step the suite's check would fail

  @Test
  void withoutTheAuthenticationStepAStrangerWouldBeServed() throws Exception {
    serveWithout(AuthenticateStep.class);

    assertThat(server.send(server.to(STATUS)).statusCode()).isEqualTo(200);
  }

  @Test
  void withoutTheGrantStepNobodyIsServedForNobodyCouldBeCounted() throws Exception {
    serveWithout(GrantStep.class);

    assertProblem(get("/api/transport/v1/calls"), ProblemCode.INTERNAL);
  }

  @Test
  void aGrantStepThatTakesAnythingForAGrantWouldServeAnUngrantedService() throws Exception {
    Step gullible =
        new GrantStep(new TermsFinder((application, service) -> List.of(HeldGrant.UNSTATED)));
    serve(
        TestServer.Settings.USUAL,
        steps(TestServer.Settings.USUAL).stream()
            .map(step -> step instanceof GrantStep ? gullible : step)
            .toList(),
        status,
        changes,
        codes,
        reviewed,
        automatic);

    assertThat(get("/api/transport/v1/calls").statusCode()).isEqualTo(200);
  }

  @Test
  void withoutTheParameterStepAWrongNumberWouldReachTheEndpoint() throws Exception {
    serveWithout(ParameterStep.class);

    assertThat(get("/api/dec/v1/declarations/37912024100000000X/status").statusCode())
        .isEqualTo(200);
    assertThat(status.calls()).hasSize(1);
  }

  @Test
  void withoutTheLimitStepALongTargetWouldReachTheParameters() throws Exception {
    serveWithout(LimitStep.class);

    assertProblem(get(STATUS + "?x=" + "a".repeat(9000)), ProblemCode.PARAM_UNKNOWN);
  }

  @Test
  void withoutTheMethodStepADeletionWouldBeServed() throws Exception {
    serveWithout(MethodStep.class);

    assertThat(server.send(to(STATUS).DELETE()).statusCode()).isEqualTo(200);
  }

  @Test
  void withoutTheAcceptStepAnotherFormatWouldBePromised() throws Exception {
    serveWithout(AcceptStep.class);

    assertThat(server.send(to(STATUS).header("Accept", "text/html")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(classes = {PathStep.class, RouteStep.class})
  void withoutAPathOrARouteNothingIsServed(Class<? extends Step> step) throws Exception {
    serveWithout(step);

    assertProblem(get(STATUS), ProblemCode.INTERNAL);
    assertThat(status.calls()).isEmpty();
  }

  private void serveWithout(Class<? extends Step> left) throws Exception {
    List<Step> all = steps(TestServer.Settings.USUAL);
    List<Step> others = all.stream().filter(s -> !left.isInstance(s)).toList();
    assertThat(others).hasSize(all.size() - 1);
    serve(TestServer.Settings.USUAL, others, status, changes, codes, reviewed, automatic);
  }

  // ----

  private static FakeEndpoint hanging(
      CountDownLatch begun, CompletableFuture<Boolean> interrupted, Duration timeout) {
    return new FakeEndpoint(
        plan("declaration-status", "/api/dec/v1/declarations/{entryId}/status")
            .with(formatted("entryId", Place.PATH, ParameterFormat.ENTRY_ID))
            .timeout(timeout)
            .build(),
        call -> {
          begun.countDown();
          try {
            Thread.sleep(20_000);
            interrupted.complete(false);
          } catch (InterruptedException e) {
            interrupted.complete(true);
          }
          throw new CallProblem(ProblemCode.SOURCE_TIMEOUT);
        });
  }

  private String raw(String request) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static String withoutTrace(HttpResponse<String> response) {
    return response.body().replaceAll("\"trace_id\":\"[^\"]*\"", "");
  }

  private static boolean eventually(Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < 50; i++) {
      if (condition.call()) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  // ---- heads

  private static final String NOTHING = "GET /api/nothing HTTP/1.1\r\nHost: x\r\n";

  /** Before the first request of a connection, and after an answer. */
  @ParameterizedTest
  @ValueSource(strings = {"", NOTHING + "\r\n"})
  void aHeadThatTricklesInIsNotWaitedForLongerThanItsTime(String before) throws Exception {
    serve();
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.getOutputStream().write(before.getBytes(ISO_8859_1));
      if (!before.isEmpty()) {
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
      Trickle trickle = new Trickle(socket, NOTHING + "X-Slow: ");

      assertThat(get("/api/nothing").statusCode()).as("another caller").isEqualTo(404);
      String line = trickle.answer();
      while (!before.isEmpty() && line != null && !line.contains("408")) {
        line = trickle.answer();
      }
      assertThat(line).endsWith("HTTP/1.1 408 Request Timeout");
      assertThat(trickle.isOver()).as("the connection is closed").isTrue();
    }
  }

  /** A kept connection may rest for longer than a head may take. */
  @Test
  void aConnectionThatRestsBetweenTwoRequestsIsKept() throws Exception {
    serve();
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      byte[] request = (NOTHING + "\r\n").getBytes(ISO_8859_1);
      socket.getOutputStream().write(request);
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      // only time shows that nothing happens
      Thread.sleep(TestServer.Settings.USUAL.headTime().multipliedBy(3).dividedBy(2));
      socket.getInputStream().skipNBytes(socket.getInputStream().available());
      socket.getOutputStream().write(request);

      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }
  }
}
