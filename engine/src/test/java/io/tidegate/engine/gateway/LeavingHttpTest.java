package io.tidegate.engine.gateway;

import static io.tidegate.engine.testing.PlanBuilder.plan;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.accounting.CallAccount;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.testing.FakeEndpoint;
import io.tidegate.engine.trace.CallTraces;
import io.tidegate.route.catalog.Openness;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.OrganisationLevel;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What changes while an answer is made keeps it from leaving. */
class LeavingHttpTest {
  private static final Identity TRADER =
      new Identity("app-1", "91350299MAT0000182", OrganisationLevel.UNRATED, "k1");
  private static final String CALLS = "/api/transport/v1/calls";

  private volatile boolean inStep = true;
  private volatile boolean keyGood = true;
  private volatile boolean granted = true;
  private Runnable meanwhile = () -> {};
  private volatile EndpointTable table;
  private TestServer server;

  private final FakeEndpoint calls =
      new FakeEndpoint(
          plan("vessel-calls", CALLS)
              .openTo(Openness.CONDITIONAL, Approval.REVIEW)
              .kept(
                  new PlannedCache(
                      Duration.ofMinutes(1), false, PlannedCache.Audience.CALLER, false))
              .build(),
          call -> {
            meanwhile.run();
            return "{\"secret\":1}".getBytes(UTF_8);
          });

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private HttpResponse<String> call() throws Exception {
    return call(epoch -> inStep && epoch == 7, caller -> keyGood && caller.keyId().equals("k1"));
  }

  private HttpResponse<String> call(Standing standing, LiveKeys keys) throws Exception {
    serve(standing, keys);
    return ask();
  }

  private HttpResponse<String> ask() throws Exception {
    return server.send(server.to(CALLS).header("X-API-Key", "good-key"));
  }

  private void serve(Standing standing, LiveKeys keys) throws Exception {
    table = new EndpointTable(7, List.of(calls));
    Gateway gateway =
        new Gateway(
            () -> table,
            (presented, address) -> Optional.of(TRADER),
            call -> Optional.empty(),
            (application, service) -> granted ? List.of(HeldGrant.UNSTATED) : List.of(),
            new DocumentLinks(new byte[32], Duration.ofMinutes(5), Clock.systemUTC()),
            target -> {
              throw new CallProblem(ProblemCode.DATA_NOT_FOUND);
            },
            Uncounted.METERING,
            TestServer.cache(),
            TestServer::digest,
            CallAccount.NONE,
            CallTraces.off(),
            TestServer.Settings.USUAL,
            standing,
            keys,
            Clock.systemUTC());
    server = new TestServer(gateway::attach);
  }

  private static void refused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(code).doesNotContain("secret");
  }

  @Test
  void whatHoldsFromStartToEndLeavesWithItsEpoch() throws Exception {
    HttpResponse<String> answer = call();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-TG-Epoch")).contains("7");
  }

  @Test
  void aNodeThatIsOutAsksNoSource() throws Exception {
    inStep = false;

    HttpResponse<String> answer = call();

    refused(answer, 503, "TG-NODE-503");
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(calls.calls()).isEmpty();
  }

  @Test
  void anAnswerOfANodeThatWentOutMeanwhileDoesNotLeave() throws Exception {
    meanwhile = () -> inStep = false;

    refused(call(), 503, "TG-NODE-503");
  }

  @Test
  void anAnswerOfWhatIsInForceAsBeforeLeavesUnderTheEpochThatCameMeanwhile() throws Exception {
    meanwhile = () -> table = new EndpointTable(8, List.of(calls));

    HttpResponse<String> answer = call(epoch -> epoch == table.epoch(), caller -> true);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-TG-Epoch")).contains("8");
  }

  @Test
  void anAnswerOfWhatIsNotInForceAnyMoreDoesNotLeave() throws Exception {
    meanwhile = () -> table = new EndpointTable(8, List.of());

    refused(call(epoch -> epoch == table.epoch(), caller -> true), 503, "TG-NODE-503");
  }

  @Test
  void aKeptAnswerIsAskedAboutBeforeItLeavesAsWell() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger most = new AtomicInteger(Integer.MAX_VALUE);
    serve(epoch -> asked.incrementAndGet() <= most.get(), caller -> true);
    assertThat(ask().statusCode()).isEqualTo(200);
    assertThat(ask().statusCode()).isEqualTo(200);
    assertThat(calls.calls()).hasSize(1);

    // in step when the request comes, and out when the answer would leave
    most.set(asked.get() + 1);

    refused(ask(), 503, "TG-NODE-503");
    assertThat(calls.calls()).hasSize(1);
  }

  @Test
  void aKeyThatWasRevokedMeanwhileGetsNoAnswer() throws Exception {
    meanwhile = () -> keyGood = false;

    refused(call(), 401, "TG-AUTH-INVALID");
  }

  @Test
  void aGrantThatWasRevokedMeanwhileGetsNoAnswer() throws Exception {
    meanwhile = () -> granted = false;

    refused(call(), 403, "TG-GRANT-");
  }

  @Test
  void withoutAskingAgainTheAnswerWouldLeave() throws Exception {
    meanwhile =
        () -> {
          inStep = false;
          keyGood = false;
        };

    assertThat(call(Standing.ALWAYS, caller -> true).body()).contains("secret");
  }
}
