package io.tidegate.engine.gateway;

import static io.tidegate.engine.testing.PlanBuilder.formatted;
import static io.tidegate.engine.testing.PlanBuilder.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.tidegate.engine.accounting.CallAccount;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.quota.Account;
import io.tidegate.engine.quota.Charge;
import io.tidegate.engine.quota.Limits;
import io.tidegate.engine.quota.QuotaFixture;
import io.tidegate.engine.testing.FakeEndpoint;
import io.tidegate.route.catalog.Openness;
import io.tidegate.route.definition.ParameterDefinition.Place;
import io.tidegate.route.definition.ParameterFormat;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Quota as callers meet it: what is counted and when, what they are told, and what it costs. */
class QuotaHttpTest {
  private static final Identity TRADER = new Identity("app-1", "91350299MAT0000182");
  private static final String STATUS = "/api/dec/v1/declarations/379120241000000001/status";
  private static final String CALLS = "/api/transport/v1/calls";
  private static final Limits THREE_A_DAY = new Limits(0, 0, 0, 3, 0);

  private final QuotaFixture fixture = new QuotaFixture();
  private final AtomicReference<Limits> limits = new AtomicReference<>(THREE_A_DAY);
  private final AtomicReference<Optional<ProblemCode>> broken =
      new AtomicReference<>(Optional.empty());
  private volatile boolean granted = true;
  private volatile int local;
  private volatile Purpose purpose = Purpose.UNSTATED;
  private final FakeEndpoint status =
      new FakeEndpoint(
          plan("declaration-status", "/api/dec/v1/declarations/{entryId}/status")
              .with(formatted("entryId", Place.PATH, ParameterFormat.ENTRY_ID))
              .build(),
          call -> {
            if (broken.get().isPresent()) {
              throw new CallProblem(broken.get().get());
            }
            return "{\"status\":\"RELEASED\"}".getBytes(StandardCharsets.UTF_8);
          });
  private final FakeEndpoint reviewed =
      FakeEndpoint.answering(
          plan("vessel-calls", CALLS)
              .openTo(Openness.CONDITIONAL, Approval.REVIEW)
              .limited(
                  new Audience(List.of(Purpose.FINANCE), List.of(OrganisationLevel.values())),
                  new LimitClass("AUTHORISED", 1, 1, 2),
                  new LimitClass("PLATFORM", 5, 10, 7))
              .build(),
          "{}");
  private TestServer server;

  @BeforeEach
  void serve() throws Exception {
    EndpointTable table = new EndpointTable(7, List.of(status, reviewed));
    QuotaTerms terms =
        (service, limit, caller, owner) ->
            List.of(
                new Charge(
                    Account.of(caller.orElseThrow().application(), service),
                    Optional.ofNullable(limits.get())
                        .orElseGet(() -> new Limits(0, 0, 0, limit.perDay(), 0)),
                    local));
    Gateway gateway =
        new Gateway(
            () -> table,
            (presented, address) ->
                presented.equals("good-key") ? Optional.of(TRADER) : Optional.empty(),
            call -> Optional.empty(),
            (application, service) ->
                granted ? List.of(new HeldGrant(purpose, Optional.empty())) : List.of(),
            new DocumentLinks(new byte[32], Duration.ofMinutes(5), Clock.systemUTC()),
            target -> {
              throw new CallProblem(ProblemCode.DATA_NOT_FOUND);
            },
            new Metering(
                fixture.quota(), terms, (application, accounts) -> fixture.standing(accounts)),
            TestServer.cache(),
            TestServer::digest,
            CallAccount.NONE,
            TestServer.Settings.USUAL,
            Clock.systemUTC());
    server = new TestServer(gateway::attach);
  }

  @AfterEach
  void stop() {
    server.close();
    fixture.close();
  }

  private HttpResponse<String> get(String path, String language) throws Exception {
    return server.send(
        server.to(path).header("X-API-Key", "good-key").header("Accept-Language", language));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return get(path, "en");
  }

  private static long header(HttpResponse<?> response, String name) {
    return response.headers().firstValueAsLong(name).orElse(-1);
  }

  private void useUp() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(get(STATUS).statusCode()).isEqualTo(200);
    }
    assertThat(get(STATUS).statusCode()).isEqualTo(429);
  }

  @Test
  void everyAnswerTellsWhatIsLeft() throws Exception {
    HttpResponse<String> first = get(STATUS);
    HttpResponse<String> second = get(STATUS);

    assertThat(header(first, "RateLimit-Limit")).isEqualTo(3);
    assertThat(header(first, "RateLimit-Remaining")).isEqualTo(2);
    assertThat(header(first, "RateLimit-Reset")).isBetween(0L, 86_400L);
    assertThat(header(second, "RateLimit-Remaining")).isEqualTo(1);
  }

  @Test
  void aCallTooManyIsRefusedInBothLanguagesWithTheBucketAndItsReset() throws Exception {
    useUp();

    HttpResponse<String> english = get(STATUS, "en");
    JsonPath problem = JsonPath.from(english.body());
    assertThat(english.statusCode()).isEqualTo(429);
    assertThat(english.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(problem.getString("code")).isEqualTo("TG-QUOTA-DAY");
    assertThat(problem.getString("detail"))
        .matches(
            "the 3 calls per day of this application for this service are used up;"
                + " there are more at \\d{4}-\\d\\d-\\d\\dT00:00:00\\+08:00");
    assertThat(problem.getBoolean("retryable")).isTrue();
    assertThat(header(english, "Retry-After")).isBetween(1L, 86_400L);
    assertThat(header(english, "RateLimit-Limit")).isEqualTo(3);
    assertThat(header(english, "RateLimit-Remaining")).isZero();
    assertThat(header(english, "RateLimit-Reset")).isEqualTo(header(english, "Retry-After"));

    JsonPath chinese = JsonPath.from(get(STATUS, "zh").body());
    assertThat(chinese.getString("detail")).startsWith("本应用对该服务的每日 3 次额度已用完").endsWith("恢复");
    assertThat(status.calls()).hasSize(3);
  }

  @Test
  void aRateThatIsUsedUpComesBackWithinItsTime() throws Exception {
    limits.set(new Limits(5, 2, 0, 0, 0));
    get(STATUS);
    get(STATUS);

    HttpResponse<String> refused = get(STATUS);

    assertThat(JsonPath.from(refused.body()).getString("code")).isEqualTo("TG-QUOTA-SECOND");
    assertThat(header(refused, "Retry-After")).isEqualTo(1);
    Thread.sleep(header(refused, "Retry-After") * 1000);
    assertThat(get(STATUS).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsRefusedBeforeIsToldFirstAlsoWhenNothingIsLeft() throws Exception {
    useUp();

    assertThat(server.send(server.to(STATUS)).statusCode()).isEqualTo(401);
    assertThat(server.send(server.to(STATUS).header("X-API-Key", "other")).statusCode())
        .isEqualTo(401);
    assertThat(get("/api/dec/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(get(STATUS + "?unknown=1").statusCode()).isEqualTo(400);
    granted = false;
    assertThat(get(CALLS).statusCode()).isEqualTo(403);
  }

  @Test
  void whatIsRefusedBeforeCostsNothing() throws Exception {
    granted = false;
    for (int i = 0; i < 5; i++) {
      assertThat(get(STATUS + "?unknown=1").statusCode()).isEqualTo(400);
      assertThat(get(CALLS).statusCode()).isEqualTo(403);
      assertThat(server.send(server.to(STATUS)).statusCode()).isEqualTo(401);
    }

    assertThat(header(get(STATUS), "RateLimit-Remaining")).isEqualTo(2);
  }

  @Test
  void aFailureOfOursIsNotChargedAndOneOfTheCallersIs() throws Exception {
    limits.set(new Limits(0, 0, 0, 1, 0));
    broken.set(Optional.of(ProblemCode.SOURCE_UNAVAILABLE));
    assertThat(get(STATUS).statusCode()).isEqualTo(503);

    // the refund goes along with the next question to the lender
    broken.set(Optional.of(ProblemCode.DATA_NOT_FOUND));
    Thread.sleep(500);
    assertThat(get(STATUS).statusCode()).isEqualTo(404);
    Thread.sleep(500);
    assertThat(get(STATUS).statusCode()).isEqualTo(429);
  }

  @Test
  void askingWhatIsLeftIsFreeAndNeedsAKey() throws Exception {
    get(STATUS);
    for (int i = 0; i < 5; i++) {
      assertThat(get("/me/quota").statusCode()).isEqualTo(200);
    }
    useUpRest();

    JsonPath own = JsonPath.from(get("/me/quota").body());
    assertThat(own.getString("application")).isEqualTo("app-1");
    assertThat(own.getList("accounts.service")).contains("declaration-status");
    String day = "accounts.find { it.service == 'declaration-status' }.buckets[0].";
    assertThat(own.getString(day + "bucket")).isEqualTo("day");
    assertThat(own.getLong(day + "limit")).isEqualTo(3);
    assertThat(own.getString(day + "resets_at")).endsWith("T00:00:00+08:00");
    assertThat(server.send(server.to("/me/quota")).statusCode()).isEqualTo(401);
    assertThat(server.send(server.to("/me/quota").header("X-API-Key", "no")).statusCode())
        .isEqualTo(401);
  }

  private void useUpRest() throws Exception {
    assertThat(get(STATUS).statusCode()).isEqualTo(200);
    assertThat(get(STATUS).statusCode()).isEqualTo(200);
    assertThat(get(STATUS).statusCode()).isEqualTo(429);
  }

  @Test
  void whenNobodyCanBeAskedCallsAreRefusedAndComeBackByThemselves() throws Exception {
    fixture.takeAway(true);

    HttpResponse<String> refused = get(STATUS);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(JsonPath.from(refused.body()).getString("code")).isEqualTo("TG-QUOTA-503");
    assertThat(header(refused, "Retry-After")).isEqualTo(1);

    fixture.takeAway(false);
    Thread.sleep(1_000);
    assertThat(get(STATUS).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsCountedIsTheClassOfTheTermsOfTheCaller() throws Exception {
    limits.set(null);
    purpose = Purpose.UNSTATED;
    assertThat(header(get(CALLS), "RateLimit-Limit")).isEqualTo(7);
    assertThat(
            JsonPath.from(get("/me/quota").body())
                .getLong("accounts.find { it.service == 'vessel-calls' }.buckets[0].limit"))
        .isEqualTo(7);

    purpose = Purpose.FINANCE;
    assertThat(header(get(CALLS), "RateLimit-Limit")).isEqualTo(2);
  }

  @Test
  void aClassMayLetAFewThroughWhenNobodyCanBeAsked() throws Exception {
    local = 2;
    fixture.takeAway(true);

    assertThat(get(STATUS).statusCode()).isEqualTo(200);
    assertThat(get(STATUS).statusCode()).isEqualTo(200);
    assertThat(get(STATUS).statusCode()).isEqualTo(503);
  }
}
