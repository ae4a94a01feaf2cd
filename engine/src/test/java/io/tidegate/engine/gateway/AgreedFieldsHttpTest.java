package io.tidegate.engine.gateway;

import static io.tidegate.engine.testing.PlanBuilder.plan;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.gateway.HeldGrant.Covered;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.plan.PlannedCache.Audience;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.testing.FakeEndpoint;
import io.tidegate.engine.testing.PlanBuilder;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.Purpose;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an agreement covers is what is asked for and given, over real sockets. */
class AgreedFieldsHttpTest {
  private static final String PATH = "/api/dec/v1/entries";
  private static final Map<String, Identity> CALLERS =
      Map.of(
          "one", new Identity("app-1", "91350299MAT0000182"),
          "other", new Identity("app-2", "91350299MAB0000017"));

  private volatile Map<String, List<HeldGrant>> held = Map.of();
  private volatile Runnable meanwhile = () -> {};
  private TestServer server;
  private FakeEndpoint endpoint;

  private static HeldGrant of(String agreement, int major, Openness rows, String... fields) {
    return new HeldGrant(
        Purpose.OWN_BUSINESS,
        Optional.of(agreement),
        Optional.of(
            new Covered(major, rows, Optional.empty(), new TreeSet<>(Arrays.asList(fields)))));
  }

  private static HeldGrant of(String... fields) {
    return of("TG-A-1", 1, Openness.CONDITIONAL, fields);
  }

  private void holds(HeldGrant... grants) {
    held = Map.of("app-1", List.of(grants));
  }

  private static PlanBuilder entries() {
    PlanBuilder builder = plan("entries", PATH).openTo(Openness.CONDITIONAL, Approval.REVIEW);
    for (String field : List.of("a", "b", "c")) {
      builder.member(field, FieldType.STRING, true, Map.of());
    }
    return builder.nested("items", entries("x", "y"));
  }

  private static AnswerShape entries(String... fields) {
    PlanBuilder builder = plan("items", "/api/items");
    for (String field : fields) {
      builder.member(field, FieldType.STRING, true, Map.of());
    }
    return builder.build().answer();
  }

  /** Answers the ways of the shape that a real endpoint would write. */
  private void serve(GovernedPlan plan) throws Exception {
    endpoint =
        new FakeEndpoint(
            plan,
            call -> {
              meanwhile.run();
              AnswerShape shape = call.fields().map(plan.answer()::only).orElse(plan.answer());
              return ("{"
                      + shape.ways().stream()
                          .map(way -> "\"" + way + "\":1")
                          .collect(Collectors.joining(","))
                      + "}")
                  .getBytes(UTF_8);
            });
    EndpointTable table = new EndpointTable(7, List.of(endpoint));
    Grants grants = (application, service) -> held.getOrDefault(application, List.of());
    Gateway gateway =
        new Gateway(
            () -> table,
            (presented, address) -> Optional.ofNullable(CALLERS.get(presented)),
            call -> Optional.empty(),
            grants,
            new DocumentLinks(new byte[32], Duration.ofMinutes(5), Clock.systemUTC()),
            target -> Answer.document("application/pdf", new byte[0]),
            Uncounted.METERING,
            TestServer.cache(),
            TestServer::digest,
            new KeptCalls(),
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

  private HttpResponse<String> get(String key, String query) throws Exception {
    return server.send(server.to(PATH + query).header("X-API-Key", key));
  }

  private Set<String> fields(String key, String query) throws Exception {
    HttpResponse<String> answer = get(key, query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Arrays.stream(answer.body().replaceAll("[{}\":1]", "").split(","))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void refused(String query) throws Exception {
    HttpResponse<String> answer = get("one", query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains("TG-GRANT-FIELD");
  }

  @Test
  void exactlyWhatIsAgreedIsGiven() throws Exception {
    serve(entries().build());
    holds(of("a", "items.x", "vanished"));

    assertThat(fields("one", "")).containsExactly("a", "items.x");
    assertThat(fields("one", "?fields=a")).containsExactly("a");
    assertThat(fields("one", "?fields=items")).containsExactly("items.x");
    refused("?fields=b");
    refused("?fields=a,items.y");
    assertThat(get("one", "?fields=nothing").body()).contains("TG-PARAM-RANGE");
    holds(of("vanished"));
    refused("");
  }

  @Test
  void ofSeveralAgreementsOnlyWhatAllOfThemGive() throws Exception {
    serve(entries().build());
    holds(of("a", "b"), of("TG-A-2", 1, Openness.CONDITIONAL, "b", "c"));

    assertThat(fields("one", "")).containsExactly("b");
  }

  @Test
  void anAgreementIsAboutOneVersionAndNoMoreRecordsThanThereWere() throws Exception {
    serve(entries().build());
    holds(of("TG-A-1", 2, Openness.CONDITIONAL, "a"));
    assertThat(get("one", "").body()).contains("TG-GRANT-REQUIRED");
    holds(of("TG-A-1", 1, Openness.CLOSED, "a"));
    refused("");
  }

  /** An answer that is kept for everybody is not everybody's. */
  @Test
  void whatIsKeptForOneIsNotGivenToAnother() throws Exception {
    serve(
        entries()
            .kept(new PlannedCache(Duration.ofSeconds(30), false, Audience.EVERYBODY, false))
            .build());
    held = Map.of("app-1", List.of(of("a", "b")), "app-2", List.of(of("b")));

    assertThat(fields("one", "")).containsExactly("a", "b");
    assertThat(fields("other", "")).containsExactly("b");
    assertThat(fields("one", "?fields=a")).containsExactly("a");
    assertThat(fields("one", "")).containsExactly("a", "b");
    assertThat(endpoint.calls()).hasSize(3);
  }

  @Test
  void anAnswerThatHasMoreThanIsAgreedByNowDoesNotLeave() throws Exception {
    serve(entries().build());
    holds(of("a", "b"));
    meanwhile = () -> holds(of("a"));
    refused("");
    meanwhile = () -> holds(of("a", "b", "c"));
    assertThat(fields("one", "")).as("as it was asked").containsExactly("a");
  }

  /** What was found out about a target for somebody else, or before, is not what holds now. */
  @Test
  void whatWasReadForWhoMayHaveAllIsReadAnewForWhoMayNot() throws Exception {
    serve(
        entries()
            .kept(new PlannedCache(Duration.ofSeconds(30), false, Audience.CALLER, false))
            .build());
    holds(HeldGrant.UNSTATED);
    assertThat(fields("one", "?fields=b")).containsExactly("b");
    assertThat(fields("one", "?fields=b")).containsExactly("b");

    holds(of("a"));
    refused("?fields=b");
    assertThat(fields("one", "")).containsExactly("a");
    holds(HeldGrant.UNSTATED);
    assertThat(fields("one", "?fields=b")).containsExactly("b");
  }
}
