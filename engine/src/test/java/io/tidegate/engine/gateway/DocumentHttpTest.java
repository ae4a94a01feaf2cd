package io.tidegate.engine.gateway;

import static io.tidegate.engine.testing.PlanBuilder.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.accounting.CallAccount;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.DocumentLinks.Holder;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.engine.testing.FakeEndpoint;
import io.tidegate.route.catalog.Openness;
import io.tidegate.rules.fact.Approval;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links to documents as callers meet them, over real sockets. */
class DocumentHttpTest {
  private static final byte[] SECRET = "a key of the node".getBytes(StandardCharsets.US_ASCII);
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2025-01-01T00:02:00Z");
  private static final String DOCUMENT = "%PDF-1.4 notice of release";
  private static final Identity TRADER = new Identity("app-1", "91350299MAT0000182");
  private static final Identity SAME_ENTERPRISE = new Identity("app-2", "91350299MAT0000182");
  private static final Identity SAME_APPLICATION = new Identity("app-1", "91350299MAT000026W");

  private volatile Instant now = START;
  private volatile boolean granted = true;
  private final Map<String, Identity> keys =
      new ConcurrentHashMap<>(
          Map.of("trader", TRADER, "other", SAME_ENTERPRISE, "agent", SAME_APPLICATION));
  private final AtomicInteger given = new AtomicInteger();
  private final LiveEndpoint details =
      FakeEndpoint.answering(plan("details", "/api/dec/v1/details").build(), "{}");
  private final LiveEndpoint reviewed =
      FakeEndpoint.answering(
          plan("reviewed", "/api/dec/v1/reviewed")
              .openTo(Openness.CONDITIONAL, Approval.REVIEW)
              .build(),
          "{}");
  private final LiveEndpoint open =
      FakeEndpoint.answering(plan("open", "/api/dec/v1/open").anonymous().build(), "{}");
  private volatile EndpointTable table = new EndpointTable(7, List.of(details, reviewed, open));
  private final DocumentLinks links = new DocumentLinks(SECRET, LIFE, () -> now);
  private TestServer server;

  @BeforeEach
  void serve() throws Exception {
    Gateway gateway =
        new Gateway(
            () -> table,
            (presented, address) -> Optional.ofNullable(keys.get(presented)),
            call -> Optional.empty(),
            (application, service) -> granted ? List.of(HeldGrant.UNSTATED) : List.of(),
            links,
            this::document,
            Uncounted.METERING,
            TestServer.cache(),
            TestServer::digest,
            CallAccount.NONE,
            TestServer.Settings.USUAL,
            Clock.systemUTC());
    server = new TestServer(gateway::attach);
  }

  private Answer document(DocumentLinks.Target target) throws CallProblem {
    given.incrementAndGet();
    if (!target.equals(new DocumentLinks.Target("clearance_document", "notices/1.pdf"))) {
      throw new CallProblem(ProblemCode.DATA_NOT_FOUND);
    }
    return Answer.document("application/pdf", DOCUMENT.getBytes(StandardCharsets.US_ASCII));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String link(DocumentLinks maker, LiveEndpoint endpoint, String print, Holder holder) {
    return maker.of(endpoint.plan(), print, holder).link("clearance_document", "notices/1.pdf");
  }

  private String link(LiveEndpoint endpoint) {
    return link(links, endpoint, FakeEndpoint.FINGERPRINT, holder(TRADER));
  }

  private static Holder holder(Identity identity) {
    return new Holder(
        Optional.of(identity.application()), Optional.of(identity.creditCode()), Optional.empty());
  }

  private HttpResponse<String> get(String path, String key) throws Exception {
    return server.send(server.to(path).header("X-API-Key", key));
  }

  private static void assertProblem(HttpResponse<String> response, ProblemCode code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(code.status());
    assertThat(response.body()).contains(code.id()).doesNotContain("%PDF", "notices");
  }

  @Test
  void whoWasGivenALinkGetsTheDocument() throws Exception {
    HttpResponse<String> response = get(link(details), "trader");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(DOCUMENT);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/pdf");
    assertThat(response.headers().firstValue("Cache-Control")).contains("private, no-cache");
    // a page that a source stored must not run as ours
    assertThat(response.headers().firstValue("Content-Disposition")).contains("attachment");
    assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("sandbox");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  /** An answer that is asked for again has the same tag, as long as its links are the same. */
  @Test
  void theSameLinkIsMadeForAWhile() {
    assertThat(link(details)).isEqualTo(link(details));
    String first = link(details);
    now = START.plus(LIFE);
    assertThat(link(details)).isNotEqualTo(first);
  }

  @Test
  void aLinkWithAnyCharacterChangedLeadsNowhere() throws Exception {
    String link = link(details);
    for (int at = DocumentLinks.PATH.length(); at < link.length(); at++) {
      char other = link.charAt(at) == 'A' ? 'B' : 'A';
      String changed = link.substring(0, at) + other + link.substring(at + 1);
      assertProblem(get(changed, "trader"), ProblemCode.PATH_UNKNOWN);
    }
    assertProblem(get(link + "A", "trader"), ProblemCode.PATH_UNKNOWN);
    assertProblem(get(link + "=", "trader"), ProblemCode.PATH_UNKNOWN);
    assertProblem(get(link + "/x", "trader"), ProblemCode.PATH_UNKNOWN);
    assertProblem(get(link.substring(0, link.length() - 1), "trader"), ProblemCode.PATH_UNKNOWN);
    assertProblem(get(DocumentLinks.PATH + "AAAA", "trader"), ProblemCode.PATH_UNKNOWN);
    assertThat(given).hasValue(0);
  }

  @Test
  void anotherCallerAndAnotherApplicationGetNothing() throws Exception {
    String link = link(details);
    HttpResponse<String> other = get(link, "other");
    assertProblem(other, ProblemCode.PATH_UNKNOWN);
    assertProblem(get(link, "agent"), ProblemCode.PATH_UNKNOWN);
    HttpResponse<String> invented = get(DocumentLinks.PATH + "AAAA", "other");
    assertThat(withoutTrace(other)).isEqualTo(withoutTrace(invented));
    assertThat(given).hasValue(0);
  }

  private static String withoutTrace(HttpResponse<String> response) {
    return response.body().replaceAll("\"trace_id\":\"[^\"]*\"", "");
  }

  @Test
  void aLinkEndsAfterItsTime() throws Exception {
    String link = link(details);
    now = START.plus(LIFE).plusSeconds(1);
    assertThat(get(link, "trader").statusCode()).isEqualTo(200);
    now = START.plus(LIFE.multipliedBy(2));
    assertProblem(get(link, "trader"), ProblemCode.PATH_UNKNOWN);
  }

  @Test
  void withoutAKeyOrWithARevokedOneThereIsTheUsualRefusal() throws Exception {
    String link = link(details);
    assertProblem(server.send(server.to(link)), ProblemCode.AUTH_MISSING);
    assertThat(get(link, "trader").statusCode()).isEqualTo(200);
    keys.remove("trader");
    assertProblem(get(link, "trader"), ProblemCode.AUTH_INVALID);
  }

  @Test
  void aGrantThatIsGoneEndsTheLink() throws Exception {
    String link = link(reviewed);
    assertThat(get(link, "trader").statusCode()).isEqualTo(200);
    granted = false;
    assertProblem(get(link, "trader"), ProblemCode.GRANT_REQUIRED);
  }

  @Test
  void anotherPlanOrNoneEndsTheLink() throws Exception {
    assertProblem(
        get(link(links, details, "0e".repeat(32), holder(TRADER)), "trader"),
        ProblemCode.PATH_UNKNOWN);
    String link = link(details);
    table = new EndpointTable(8, List.of(reviewed));
    assertProblem(get(link, "trader"), ProblemCode.PATH_UNKNOWN);
  }

  @Test
  void aLinkThatWasSignedWithAnotherKeyLeadsNowhere() throws Exception {
    DocumentLinks forged =
        new DocumentLinks("another key".getBytes(StandardCharsets.US_ASCII), LIFE, () -> now);
    assertProblem(
        get(link(forged, details, FakeEndpoint.FINGERPRINT, holder(TRADER)), "trader"),
        ProblemCode.PATH_UNKNOWN);
    assertThat(given).hasValue(0);
  }

  @Test
  void whatIsOpenToEverybodyIsLinkedForEverybodyWithoutAKey() throws Exception {
    Holder nobody = new Holder(Optional.empty(), Optional.empty(), Optional.empty());
    String link = link(links, open, FakeEndpoint.FINGERPRINT, nobody);
    assertThat(server.send(server.to(link)).statusCode()).isEqualTo(200);
    assertProblem(
        get(link(links, details, FakeEndpoint.FINGERPRINT, nobody), "trader"),
        ProblemCode.PATH_UNKNOWN);
  }

  @Test
  void onlyReadingMethodsAreServed() throws Exception {
    assertProblem(
        server.send(server.to(link(details)).header("X-API-Key", "trader").DELETE()),
        ProblemCode.METHOD);
  }

  @Test
  void aDocumentThatIsGoneIsNotFound() throws Exception {
    String link =
        links
            .of(details.plan(), FakeEndpoint.FINGERPRINT, holder(TRADER))
            .link("clearance_document", "notices/2.pdf");
    assertProblem(get(link, "trader"), ProblemCode.DATA_NOT_FOUND);
  }
}
