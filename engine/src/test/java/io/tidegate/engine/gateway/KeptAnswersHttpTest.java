package io.tidegate.engine.gateway;

import static io.tidegate.engine.testing.PlanBuilder.parameter;
import static io.tidegate.engine.testing.PlanBuilder.plan;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.plan.PlannedCache.Audience;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.Call;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.run.MissingPart;
import io.tidegate.engine.testing.FakeEndpoint;
import io.tidegate.engine.testing.PlanBuilder;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.definition.ParameterDefinition.Place;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Purpose;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that are given again, over real sockets: to whom, how long, and to whom not. */
class KeptAnswersHttpTest {
  private static final String PATH = "/api/dec/v1/entries";
  private static final Map<String, Identity> CALLERS =
      Map.of(
          "trader", new Identity("app-1", "91350299MAT0000182"),
          "trader-too", new Identity("app-2", "91350299MAT0000182"),
          "broker", new Identity("app-3", "91350299MAB0000017"));

  private final AtomicLong grantsVersion = new AtomicLong();
  private volatile boolean granted = true;
  private volatile Optional<HeldGrant> lent = Optional.empty();
  private final Grants grants =
      new Grants() {
        @Override
        public List<HeldGrant> live(String application, String service) {
          return Stream.concat(
                  Stream.of(HeldGrant.UNSTATED).filter(grant -> granted), lent.stream())
              .toList();
        }

        @Override
        public long version(String application) {
          return grantsVersion.get();
        }
      };
  private TestServer server;
  private volatile EndpointTable table;

  private static PlannedCache terms(Audience audience) {
    return new PlannedCache(Duration.ofSeconds(30), false, audience, false);
  }

  private static PlannedCache stale() {
    return new PlannedCache(Duration.ofMillis(1), true, Audience.CALLER, false);
  }

  private static PlanBuilder entries(PlannedCache terms) {
    return plan("entries", PATH)
        .with(parameter("since", Place.QUERY, FieldType.DATE))
        .member("n", FieldType.STRING, true, Map.of())
        .openTo(Openness.CONDITIONAL, Approval.REVIEW)
        .paged(100, 500)
        .kept(terms);
  }

  /** Every run answers something else. */
  private static FakeEndpoint counting(PlannedCache terms) {
    AtomicLong runs = new AtomicLong();
    return new FakeEndpoint(
        entries(terms).build(),
        call ->
            ("{\"rows\":[{\"n\":\"run "
                    + runs.incrementAndGet()
                    + " for "
                    + call.caller().orElse("nobody")
                    + "\"}],\"next_cursor\":null,\"has_more\":false}")
                .getBytes(UTF_8));
  }

  private void serve(FakeEndpoint endpoint) throws Exception {
    serve(endpoint, steps());
  }

  private final KeptCalls account = new KeptCalls();

  private List<Step> steps() {
    AuthenticateStep authenticate =
        new AuthenticateStep(
            (presented, address) -> Optional.ofNullable(CALLERS.get(presented)),
            call -> Optional.empty(),
            TestServer::digest);
    return Gateway.steps(
        authenticate, grants, Uncounted.step(), TestServer.Settings.USUAL, Clock.systemUTC());
  }

  private void serve(FakeEndpoint endpoint, List<Step> steps) throws Exception {
    table = new EndpointTable(7, List.of(endpoint));
    Gateway gateway =
        new Gateway(
            () -> table,
            steps,
            List.of(),
            new DocumentWork(target -> Answer.document("application/pdf", new byte[0])),
            List.of(),
            Uncounted.ownQuota(),
            TestServer.cache(),
            TestServer::digest,
            account,
            TestServer.Settings.USUAL,
            Clock.systemUTC());
    server = new TestServer(gateway::attach);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private HttpResponse<String> get(String key, String path, String... headers) throws Exception {
    var request = server.to(path).header("X-API-Key", key);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return server.send(request);
  }

  private static String status(HttpResponse<String> response) {
    return response.headers().firstValue("Cache-Status").orElse("");
  }

  private static String code(HttpResponse<String> response) {
    return JsonPath.from(response.body()).getString("code");
  }

  @Test
  void anEqualCallGetsTheSameAnswerWithoutARun() throws Exception {
    FakeEndpoint endpoint = counting(terms(Audience.CALLER));
    serve(endpoint);

    HttpResponse<String> first = get("trader", PATH);
    HttpResponse<String> again = get("trader", PATH + "?limit=100");

    assertThat(endpoint.calls()).hasSize(1);
    assertThat(again.body()).isEqualTo(first.body()).contains("run 1");
    assertThat(status(first)).isEqualTo("tidegate; fwd=miss");
    assertThat(first.headers().firstValue("Age")).isEmpty();
    assertThat(status(again)).matches("tidegate; hit; ttl=(29|30)");
    assertThat(again.headers().firstValue("Age").orElseThrow()).matches("[0-9]");
    assertThat(again.headers().firstValue("ETag")).isEqualTo(first.headers().firstValue("ETag"));
    assertThat(again.headers().firstValue("Cache-Control")).contains("private, no-cache");
    assertThat(again.headers().firstValue("X-TG-Trace-Id"))
        .isNotEqualTo(first.headers().firstValue("X-TG-Trace-Id"));
    HttpResponse<String> same =
        get("trader", PATH, "If-None-Match", first.headers().firstValue("ETag").orElseThrow());
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(endpoint.calls()).hasSize(1);
  }

  @Test
  void whatIsNotToBeKeptIsMadeForEachCallAndSaysNothingOfACache() throws Exception {
    FakeEndpoint endpoint = FakeEndpoint.answering(plan("status", PATH).build(), "{\"n\":\"x\"}");
    serve(endpoint);

    get("trader", PATH);

    assertThat(status(get("trader", PATH))).isEmpty();
    assertThat(endpoint.calls()).hasSize(2);
  }

  // ---- who may have it is asked first

  @Test
  void whoIsNotLetInDoesNotGetWhatIsKept() throws Exception {
    FakeEndpoint endpoint = counting(terms(Audience.EVERYBODY));
    serve(endpoint);
    assertThat(get("trader", PATH).statusCode()).isEqualTo(200);
    assertThat(status(get("trader", PATH))).contains("hit");

    assertThat(code(server.send(server.to(PATH)))).isEqualTo("TG-AUTH-MISSING");
    assertThat(code(get("no key of anybody", PATH))).isEqualTo("TG-AUTH-INVALID");
    granted = false;
    assertThat(code(get("trader", PATH))).isEqualTo("TG-GRANT-REQUIRED");
    granted = true;
    assertThat(code(get("trader", PATH, "Accept", "text/html"))).isEqualTo("TG-REQUEST-406");
    assertThat(code(get("trader", PATH + "?x=1"))).isEqualTo("TG-PARAM-UNKNOWN");
    assertThat(endpoint.calls()).hasSize(1);
  }

  /** Whatever step is added, such as one that counts: what is kept does not go round it. */
  @Test
  void aStepThatRefusesIsAskedBeforeWhatIsKept() throws Exception {
    FakeEndpoint endpoint = counting(terms(Audience.EVERYBODY));
    AtomicLong left = new AtomicLong(2);
    List<Step> steps = new ArrayList<>(steps());
    steps.add(
        exchange -> {
          if (left.getAndDecrement() <= 0) {
            throw new CallProblem(ProblemCode.BUSY);
          }
        });
    serve(endpoint, steps);

    assertThat(get("trader", PATH).statusCode()).isEqualTo(200);
    assertThat(get("trader", PATH).statusCode()).isEqualTo(200);
    assertThat(code(get("trader", PATH))).isEqualTo("TG-BUSY-503");
    assertThat(endpoint.calls()).hasSize(1);
  }

  /** The tests above see it when a step is not there, or takes anybody for the trader. */
  @ParameterizedTest
  @EnumSource(Left.class)
  void withoutItsStepWhatIsKeptWouldBeGivenAway(Left left) throws Exception {
    TermsFinder everybodyIsTheTrader =
        new TermsFinder((application, service) -> List.of(HeldGrant.UNSTATED));
    Optional<Identity> trader = Optional.of(CALLERS.get("trader"));
    Step gullible =
        exchange ->
            exchange.servedOn(
                everybodyIsTheTrader.find(
                    exchange.endpoint().plan(), exchange.table(), trader, Optional.empty()));
    serve(
        counting(terms(Audience.EVERYBODY)),
        steps().stream()
            .filter(step -> left != Left.AUTHENTICATE || !(step instanceof AuthenticateStep))
            .map(step -> step instanceof GrantStep ? gullible : step)
            .toList());
    granted = left != Left.GRANT;

    assertThat(get(left == Left.GRANT ? "trader" : "nobody", PATH).statusCode()).isEqualTo(200);
  }

  private enum Left {
    /** Nobody who is not known holds a grant, so the other step has to be gullible as well. */
    AUTHENTICATE,
    GRANT
  }

  // ---- for whom, and of what

  @Test
  void whatDependsOnTheCallerIsKeptForItAlone() throws Exception {
    FakeEndpoint endpoint = counting(terms(Audience.CALLER));
    serve(endpoint);
    String traders = get("trader", PATH).body();

    assertThat(get("broker", PATH).body()).contains("run 2 for 91350299MAB0000017");
    assertThat(get("trader-too", PATH).body()).contains("run 3");
    assertThat(get("trader", PATH).body()).isEqualTo(traders);
    assertThat(endpoint.calls()).hasSize(3);
  }

  @Test
  void whatIsTheSameForAllIsMadeOnce() throws Exception {
    FakeEndpoint endpoint = counting(terms(Audience.EVERYBODY));
    serve(endpoint);
    String traders = get("trader", PATH).body();

    assertThat(get("broker", PATH).body()).isEqualTo(traders);
    assertThat(endpoint.calls()).hasSize(1);
  }

  @Test
  void anotherQuestionIsAnotherAnswer() throws Exception {
    FakeEndpoint endpoint = counting(terms(Audience.CALLER));
    serve(endpoint);
    List<List<String>> questions =
        List.of(
            List.of(PATH),
            List.of(PATH + "?since=2025-01-01"),
            List.of(PATH + "?since=2025-01-02"),
            List.of(PATH + "?limit=7"),
            List.of(PATH + "?cursor=abc"),
            List.of(PATH, "Accept", "application/xml"),
            List.of(PATH, "Accept-Encoding", "gzip"));

    for (int round = 0; round < 2; round++) {
      for (List<String> question : questions) {
        String[] headers = question.subList(1, question.size()).toArray(String[]::new);
        get("trader", question.getFirst(), headers);
      }
    }

    assertThat(endpoint.calls()).hasSize(questions.size());
    // the same asked otherwise
    get("trader", PATH + "?limit=7&since=2025-01-01");
    get("trader", PATH + "?since=2025-01-01&limit=7", "Accept-Language", "en");
    assertThat(endpoint.calls()).hasSize(questions.size() + 1);
  }

  @Test
  void whatWasMadeBeforeAPublicationOrAChangeOfGrantsIsNotGivenAnyMore() throws Exception {
    FakeEndpoint endpoint = counting(terms(Audience.CALLER));
    serve(endpoint);
    get("trader", PATH);

    endpoint.comesInForce();
    assertThat(get("trader", PATH).body()).contains("run 2");
    grantsVersion.incrementAndGet();
    assertThat(get("trader", PATH).body()).contains("run 3");
    assertThat(get("trader", PATH).body()).contains("run 3");
  }

  // ---- what is not kept

  @Test
  void whatAnotherLetsTheCallerHaveIsMadeForEachCall() throws Exception {
    String owner = "91350299MAC0000034";
    lent =
        Optional.of(
            new HeldGrant(
                Purpose.UNSTATED,
                Optional.of("TG-A-1"),
                Optional.of(
                    new HeldGrant.Covered(
                        1, Openness.CONDITIONAL, Optional.of(owner), new TreeSet<>(Set.of("n"))))));
    FakeEndpoint endpoint =
        FakeEndpoint.answering(
            entries(terms(Audience.CALLER)).delegated().build(),
            "{\"rows\":[],\"next_cursor\":null,\"has_more\":false}");
    serve(endpoint);
    get("trader", PATH);

    assertThat(status(get("trader", PATH + "?owner=" + owner))).isEmpty();
    assertThat(status(get("trader", PATH + "?owner=" + owner))).isEmpty();
    assertThat(status(get("trader", PATH))).contains("hit");
    assertThat(endpoint.calls())
        .extracting(Call::owner)
        .containsExactly(Optional.empty(), Optional.of(owner), Optional.of(owner));
  }

  // ---- what a target was read as

  @Test
  void aTargetThatWasReadIsReadAnewUnderAnotherTable() throws Exception {
    serve(counting(terms(Audience.CALLER)));
    String target = PATH + "?since=2024-01-11";
    assertThat(get("trader", target).statusCode()).isEqualTo(200);
    assertThat(status(get("trader", target))).contains("hit");

    PlanBuilder without =
        plan("entries", PATH)
            .member("n", FieldType.STRING, true, Map.of())
            .paged(100, 500)
            .kept(terms(Audience.CALLER));
    table =
        new EndpointTable(
            8, List.of(FakeEndpoint.answering(without.build(), "{\"rows\":[{\"n\":\"x\"}]}")));
    assertThat(code(get("trader", target))).isEqualTo("TG-PARAM-UNKNOWN");

    table = new EndpointTable(9, List.of());
    assertThat(code(get("trader", target))).isEqualTo("TG-PATH-404");
  }

  @Test
  void aProblemIsNotKept() throws Exception {
    AtomicReference<Optional<ProblemCode>> wrong =
        new AtomicReference<>(Optional.of(ProblemCode.DATA_NOT_FOUND));
    FakeEndpoint endpoint =
        new FakeEndpoint(
            entries(terms(Audience.CALLER)).build(),
            call -> {
              if (wrong.get().isPresent()) {
                throw new CallProblem(wrong.get().get());
              }
              return "{\"rows\":[]}".getBytes(UTF_8);
            });
    serve(endpoint);

    assertThat(get("trader", PATH).statusCode()).isEqualTo(404);
    wrong.set(Optional.empty());
    assertThat(get("trader", PATH).statusCode()).isEqualTo(200);
    wrong.set(Optional.of(ProblemCode.SOURCE_TIMEOUT));
    assertThat(get("trader", PATH).statusCode()).isEqualTo(200);
    endpoint.comesInForce();
    assertThat(get("trader", PATH).statusCode()).isEqualTo(504);
  }

  @Test
  void anAnswerThatLacksSomethingIsNotKept() throws Exception {
    FakeEndpoint endpoint =
        FakeEndpoint.giving(
            entries(terms(Audience.CALLER)).build(),
            call ->
                new Answer(
                    "{\"rows\":[]}".getBytes(UTF_8),
                    new TreeMap<>(),
                    Optional.empty(),
                    List.of(new MissingPart(ProblemCode.SOURCE_TIMEOUT, List.of("terminal"))),
                    AnswerTally.NOTHING));
    serve(endpoint);

    get("trader", PATH);
    assertThat(status(get("trader", PATH))).isEqualTo("tidegate; fwd=miss");
    assertThat(endpoint.calls()).hasSize(2);
  }

  // ---- when the sources fail

  @ParameterizedTest
  @EnumSource(
      value = ProblemCode.class,
      names = {"SOURCE_TIMEOUT", "SOURCE_UNAVAILABLE", "SOURCE_FAILED"})
  void anOlderAnswerIsGivenWhenTheSourcesFailAndItIsAskedFor(ProblemCode fault) throws Exception {
    AtomicReference<Optional<ProblemCode>> wrong = new AtomicReference<>(Optional.empty());
    FakeEndpoint endpoint = faulty(stale(), wrong);
    serve(endpoint);
    get("trader", PATH);
    Thread.sleep(1100);
    wrong.set(Optional.of(fault));

    HttpResponse<String> older = get("trader", PATH);

    assertThat(older.statusCode()).isEqualTo(200);
    assertThat(status(older)).matches("tidegate; hit; ttl=-[123]");
    assertThat(older.headers().firstValue("Age").orElseThrow()).matches("[123]");
    // another caller has none, and a plan that came in force later gives none of the one before
    assertThat(code(get("broker", PATH))).isEqualTo(fault.id());
    endpoint.comesInForce();
    assertThat(code(get("trader", PATH))).isEqualTo(fault.id());
  }

  @ParameterizedTest
  @EnumSource(
      value = ProblemCode.class,
      names = {"GUARD", "INTERNAL", "DATA_NOT_FOUND", "ANSWER_TOO_LARGE", "EXPRESSION"})
  void whatIsWrongWithTheAnswerItselfIsNoReasonForAnOlderOne(ProblemCode fault) throws Exception {
    AtomicReference<Optional<ProblemCode>> wrong = new AtomicReference<>(Optional.empty());
    serve(faulty(stale(), wrong));
    get("trader", PATH);
    Thread.sleep(5);
    wrong.set(Optional.of(fault));

    assertThat(code(get("trader", PATH))).isEqualTo(fault.id());
  }

  @Test
  void nothingOlderIsGivenWhereItIsNotAskedFor() throws Exception {
    AtomicReference<Optional<ProblemCode>> wrong = new AtomicReference<>(Optional.empty());
    serve(faulty(new PlannedCache(Duration.ofMillis(1), false, Audience.CALLER, false), wrong));
    get("trader", PATH);
    Thread.sleep(5);
    wrong.set(Optional.of(ProblemCode.SOURCE_TIMEOUT));

    assertThat(get("trader", PATH).statusCode()).isEqualTo(504);
  }

  private static FakeEndpoint faulty(
      PlannedCache terms, AtomicReference<Optional<ProblemCode>> wrong) {
    return new FakeEndpoint(
        entries(terms).build(),
        call -> {
          if (wrong.get().isPresent()) {
            throw new CallProblem(wrong.get().get());
          }
          return "{\"rows\":[]}".getBytes(UTF_8);
        });
  }

  // ---- equal calls at once

  @Test
  void equalCallsAtOnceAreOneRun() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    FakeEndpoint endpoint = waiting(begun, go, new CompletableFuture<>());
    serve(endpoint);
    try (ExecutorService callers = Executors.newFixedThreadPool(20)) {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      Callable<HttpResponse<String>> call = () -> get("trader", PATH);
      for (int i = 0; i < 20; i++) {
        answers.add(callers.submit(call));
      }
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      Thread.sleep(300);
      go.countDown();
      for (Future<HttpResponse<String>> answer : answers) {
        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
    }
    assertThat(endpoint.calls()).hasSize(1);
  }

  @Test
  void whoGoesAwayDoesNotTakeTheAnswerFromTheOthers() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    FakeEndpoint endpoint = waiting(begun, go, new CompletableFuture<>());
    serve(endpoint);
    Socket first = called();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    try (ExecutorService callers = Executors.newFixedThreadPool(1)) {
      Future<HttpResponse<String>> second = callers.submit(() -> get("trader", PATH));
      Thread.sleep(200);
      first.close();
      Thread.sleep(200);
      go.countDown();
      assertThat(second.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
    assertThat(endpoint.calls()).hasSize(1);
  }

  @Test
  void whenEverybodyHasGoneTheRunEnds() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    FakeEndpoint endpoint = waiting(begun, new CountDownLatch(1), interrupted);
    serve(endpoint);
    Socket only = called();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    only.close();

    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
  }

  private Socket called() throws Exception {
    Socket socket = new Socket("127.0.0.1", server.port());
    String request = "GET " + PATH + " HTTP/1.1\r\nHost: x\r\nX-API-Key: trader\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  private static FakeEndpoint waiting(
      CountDownLatch begun, CountDownLatch go, CompletableFuture<Boolean> interrupted) {
    return new FakeEndpoint(
        entries(terms(Audience.CALLER)).timeout(Duration.ofSeconds(20)).build(),
        (Call call) -> {
          begun.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            interrupted.complete(true);
            throw new CallProblem(ProblemCode.SOURCE_TIMEOUT);
          }
          return "{\"rows\":[]}".getBytes(UTF_8);
        });
  }
}
