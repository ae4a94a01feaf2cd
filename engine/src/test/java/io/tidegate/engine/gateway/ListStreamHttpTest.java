package io.tidegate.engine.gateway;

import static io.tidegate.engine.testing.PlanBuilder.plan;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.path.json.JsonPath;
import io.tidegate.engine.accounting.CallRecord;
import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.Call;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.run.MissingPart;
import io.tidegate.engine.testing.FakeEndpoint;
import io.tidegate.engine.trace.CallTraces;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Openness;
import io.tidegate.rules.fact.Approval;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of any length, over real sockets: how they leave, and what ends them. */
class ListStreamHttpTest {
  private static final String PATH = "/api/dec/v1/entries";
  private static final int PART_ROWS = 500;
  private static final String FILLING = "x".repeat(1000);

  private final AtomicReference<EndpointTable> live = new AtomicReference<>();
  private volatile boolean granted = true;
  private volatile boolean keyGood = true;
  private volatile long floor = 7;
  private volatile Optional<Identity> trader =
      Optional.of(new Identity("app-1", "91350299MAT0000182"));
  private volatile IntConsumer before = part -> {};
  private TestServer server;

  /** A list of so many parts of half a megabyte. */
  private FakeEndpoint list(int parts) throws Exception {
    FakeEndpoint endpoint =
        FakeEndpoint.giving(
            plan("entries", PATH)
                .member("n", FieldType.STRING, true, Map.of())
                .openTo(Openness.CONDITIONAL, Approval.REVIEW)
                .paged(100, PART_ROWS)
                .timeout(Duration.ofSeconds(10))
                .kept(
                    new PlannedCache(
                        Duration.ofMinutes(1), false, PlannedCache.Audience.CALLER, false))
                .build(),
            call -> part(call, parts));
    serve(endpoint);
    return endpoint;
  }

  private Answer part(Call call, int parts) throws CallProblem {
    int part = call.cursor().map(Integer::parseInt).orElse(0);
    try {
      before.accept(part);
    } catch (IllegalStateException e) {
      throw new CallProblem(ProblemCode.SOURCE_FAILED);
    }
    StringBuilder json = new StringBuilder("{\"rows\":[");
    for (int row = 0; row < call.limit().orElse(100); row++) {
      json.append(row == 0 ? "" : ",")
          .append("{\"n\":\"")
          .append(part * PART_ROWS + row)
          .append(FILLING)
          .append("\"}");
    }
    Optional<String> next =
        part + 1 < parts ? Optional.of(Integer.toString(part + 1)) : Optional.empty();
    json.append("],\"next_cursor\":")
        .append(next.map(n -> '"' + n + '"').orElse("null"))
        .append(",\"has_more\":")
        .append(next.isPresent())
        .append('}');
    return new Answer(
        json.toString().getBytes(UTF_8),
        new TreeMap<>(),
        next,
        List.of(),
        AnswerTally.of(PART_ROWS));
  }

  private final KeptCalls account = new KeptCalls();

  private void serve(FakeEndpoint endpoint) throws Exception {
    live.set(new EndpointTable(7, List.of(endpoint)));
    Gateway gateway =
        new Gateway(
            live::get,
            (presented, address) -> trader,
            call -> Optional.empty(),
            (application, service) -> granted ? List.of(HeldGrant.UNSTATED) : List.of(),
            new DocumentLinks(new byte[32], Duration.ofMinutes(5), Clock.systemUTC()),
            target -> Answer.document("application/pdf", new byte[0]),
            Uncounted.METERING,
            TestServer.cache(),
            TestServer::digest,
            account,
            CallTraces.off(),
            TestServer.Settings.USUAL,
            epoch -> epoch >= floor,
            caller -> keyGood,
            Clock.systemUTC());
    server = new TestServer(gateway::attach);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private HttpResponse<String> get(String path, String accept) throws Exception {
    return server.send(server.to(path).header("X-API-Key", "k").header("Accept", accept));
  }

  private static void assertRows(List<String> lines, int rows) {
    assertThat(lines).hasSize(rows);
    for (int row = 0; row < rows; row++) {
      assertThat(lines.get(row).replaceAll("x{1000}.*", "").replaceAll("^\\{\"n\":\"", ""))
          .isEqualTo(Integer.toString(row));
    }
  }

  @Test
  void whereAFormHasNoEnvelopeTheListComesToItsEnd() throws Exception {
    FakeEndpoint endpoint = list(5);

    HttpResponse<String> lines = get(PATH, "application/x-ndjson");

    assertThat(lines.statusCode()).isEqualTo(200);
    assertThat(lines.headers().firstValue("Content-Type"))
        .contains("application/x-ndjson; charset=utf-8");
    assertThat(lines.headers().firstValue("X-TG-Next-Cursor")).isEmpty();
    assertThat(lines.headers().firstValue("Content-Length")).isEmpty();
    assertThat(lines.headers().firstValue("ETag")).isEmpty();
    assertThat(lines.headers().firstValue("Cache-Control")).contains("private, no-cache");
    assertThat(lines.headers().firstValue("X-TG-Epoch")).contains("7");
    assertRows(lines.body().lines().toList(), 5 * PART_ROWS);
    assertThat(endpoint.calls())
        .hasSize(5)
        .allSatisfy(call -> assertThat(call.limit()).isEqualTo(OptionalInt.of(PART_ROWS)));

    List<String> csv = get(PATH, "text/csv").body().lines().toList();
    assertThat(csv.getFirst()).isEqualTo("n");
    assertRows(csv.subList(1, csv.size()), 5 * PART_ROWS);
    assertThat(get(PATH, "text/csv;bom=true").body()).startsWith("\uFEFFn").hasLineCount(2501);
  }

  @Test
  void aListGoesOnFromACursorAndEndsAtALimit() throws Exception {
    list(5);

    assertThat(get(PATH + "?cursor=3", "application/x-ndjson").body()).hasLineCount(1000);
    HttpResponse<String> page = get(PATH + "?limit=10", "application/x-ndjson");
    assertThat(page.body()).hasLineCount(10);
    assertThat(page.headers().firstValue("X-TG-Next-Cursor")).contains("1");
    assertThat(page.headers().firstValue("ETag")).isPresent();
    assertThat(JsonPath.from(get(PATH, "application/json").body()).getList("rows")).hasSize(100);
  }

  @Test
  void aListOfOnePartIsAnAnswerLikeAnother() throws Exception {
    list(1);

    HttpResponse<String> lines = get(PATH, "application/x-ndjson");

    assertThat(lines.headers().firstValue("ETag")).isPresent();
    assertThat(lines.headers().firstValue("Content-Length")).isPresent();
    assertThat(lines.body()).hasLineCount(PART_ROWS);
  }

  @Test
  void aListIsPackedAsItLeaves() throws Exception {
    list(4);

    HttpResponse<byte[]> packed =
        server.sendForBytes(
            server
                .to(PATH)
                .header("X-API-Key", "k")
                .header("Accept", "application/x-ndjson")
                .header("Accept-Encoding", "gzip"));

    assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(packed.body().length).isLessThan(400_000);
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertRows(new String(plain.readAllBytes(), UTF_8).lines().toList(), 4 * PART_ROWS);
    }
  }

  @Test
  void theHeadAloneReadsOnePart() throws Exception {
    FakeEndpoint endpoint = list(5);

    HttpResponse<String> head =
        server.send(
            server
                .to(PATH)
                .header("X-API-Key", "k")
                .header("Accept", "text/csv")
                .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(endpoint.calls()).hasSize(1);
  }

  // ---- who takes slowly

  private Socket asking() throws Exception {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(16_384);
    socket.connect(new java.net.InetSocketAddress("127.0.0.1", server.port()));
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            ("GET "
                    + PATH
                    + " HTTP/1.1\r\nHost: x\r\nX-API-Key: k\r\nAccept: application/x-ndjson\r\n\r\n")
                .getBytes(UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  /** Two hundred megabytes, of which a few are read ahead for a caller who takes nothing. */
  @Test
  void aSlowCallerHoldsBackTheReading() throws Exception {
    FakeEndpoint endpoint = list(400);
    try (Socket socket = asking()) {
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(100_000)).hasSize(100_000);
      Thread.sleep(1_000);
      int ahead = endpoint.calls().size();
      assertThat(ahead).isLessThan(40);
      Thread.sleep(300);
      assertThat(endpoint.calls()).hasSize(ahead);

      // what it takes is read on
      assertThat(in.readNBytes(20_000_000)).hasSize(20_000_000);
      assertThat(endpoint.calls().size()).isBetween(38, 38 + 40);
    }
  }

  @Test
  void aCallerWhoTakesNothingIsCutOff() throws Exception {
    FakeEndpoint endpoint = list(400);
    try (Socket socket = asking()) {
      assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
      Thread.sleep(3_500);
      long taken = drained(socket);
      assertThat(taken).isLessThan(40L * 600_000);
    }
    assertThat(endpoint.calls().size()).isLessThan(40);
  }

  private static long drained(Socket socket) {
    long taken = 0;
    try {
      byte[] bytes = new byte[65_536];
      for (int n = 0; n >= 0; n = socket.getInputStream().read(bytes)) {
        taken += n;
      }
    } catch (IOException e) {
      // the connection was reset, which is the other way of it to end
    }
    return taken;
  }

  @Test
  void aCallerWhoGoesAwayEndsTheReading() throws Exception {
    FakeEndpoint endpoint = list(400);
    try (Socket socket = asking()) {
      assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
    }
    Thread.sleep(500);
    int read = endpoint.calls().size();
    Thread.sleep(500);
    assertThat(endpoint.calls()).hasSize(read);
    // and makes room for another
    before = part -> {};
    for (int i = 0; i < 3; i++) {
      try (Socket another = asking()) {
        assertThat(new String(another.getInputStream().readNBytes(15), UTF_8))
            .isEqualTo("HTTP/1.1 200 OK");
      }
      Thread.sleep(200);
    }
  }

  @Test
  void moreListsAtOnceThanThereMayBeAreToldToComeBack() throws Exception {
    list(400);
    try (Socket first = asking();
        Socket second = asking()) {
      assertThat(first.getInputStream().readNBytes(1000)).hasSize(1000);
      assertThat(second.getInputStream().readNBytes(1000)).hasSize(1000);

      HttpResponse<String> third = get(PATH, "text/csv");

      assertThat(JsonPath.from(third.body()).getString("code")).isEqualTo("TG-BUSY-503");
    }
  }

  // ---- what goes wrong on the way

  /** A list that ends is whole: one that is not does not end. */
  @ParameterizedTest
  @ValueSource(strings = {"source", "grant", "key", "signature", "node", "plan"})
  void whatGoesWrongOnTheWayBreaksItOff(String what) throws Exception {
    FakeEndpoint endpoint = list(10);
    before =
        part -> {
          if (part == 3) {
            switch (what) {
              case "source" -> throw new IllegalStateException("the source fails");
              case "grant" -> granted = false;
              case "key" -> trader = Optional.empty();
              case "signature" -> keyGood = false;
              case "node" -> floor = 8;
              default -> live.set(new EndpointTable(8, List.of()));
            }
          }
        };

    assertThatThrownBy(() -> get(PATH, "application/x-ndjson")).isInstanceOf(IOException.class);
    assertThat(endpoint.calls()).hasSize(4);
  }

  @Test
  void aListOfWhatIsInForceAsBeforeGoesOnUnderTheEpochThatCameMeanwhile() throws Exception {
    FakeEndpoint endpoint = list(10);
    before =
        part -> {
          if (part == 3) {
            live.set(new EndpointTable(8, List.of(endpoint)));
            floor = 8;
          }
        };

    assertThat(get(PATH, "application/x-ndjson").statusCode()).isEqualTo(200);
    assertThat(endpoint.calls()).hasSize(10);
  }

  @Test
  void aPartThatLacksSomethingBreaksItOff() throws Exception {
    List<MissingPart> missing =
        List.of(new MissingPart(ProblemCode.SOURCE_TIMEOUT, List.of("terminal")));
    serve(
        FakeEndpoint.giving(
            plan("entries", PATH).paged(100, PART_ROWS).build(),
            call ->
                new Answer(
                    "{\"rows\":[]}".getBytes(UTF_8),
                    new TreeMap<>(),
                    Optional.of("1"),
                    call.cursor().isPresent() ? missing : List.of(),
                    AnswerTally.NOTHING)));

    assertThatThrownBy(() -> get(PATH, "application/x-ndjson")).isInstanceOf(IOException.class);
  }

  @Test
  void everyPartIsOnRecordBeforeItLeaves() throws Exception {
    list(3);

    HttpResponse<String> whole = get(PATH, "application/x-ndjson");

    assertThat(account.calls()).hasSize(3);
    assertThat(account.calls())
        .allSatisfy(
            call -> {
              assertThat(call.traceId())
                  .isEqualTo(whole.headers().firstValue("X-TG-Trace-Id").orElseThrow());
              assertThat(call.tally().rows()).isEqualTo(PART_ROWS);
            });
    assertThat(account.calls().stream().mapToLong(CallRecord::bytes).sum())
        .isEqualTo(whole.body().getBytes(UTF_8).length);
  }

  @Test
  void aPartThatCannotBePutOnRecordDoesNotLeave() throws Exception {
    list(3);
    account.room(2, false);

    assertThatThrownBy(() -> get(PATH, "application/x-ndjson")).isInstanceOf(IOException.class);

    assertThat(account.calls()).hasSize(2);
  }

  @Test
  void aFaultBeforeTheFirstPartIsAProblem() throws Exception {
    list(10);
    before =
        part -> {
          throw new IllegalStateException("the source fails");
        };

    assertThat(get(PATH, "text/csv").statusCode()).isEqualTo(502);
  }

  @Test
  void http2CarriesAListAndBreaksItOff() throws Exception {
    list(10);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      List<String> rows = new ArrayList<>();
      HttpResponse<String> whole =
          client.send(
              server.to(PATH).header("X-API-Key", "k").header("Accept", "text/csv").build(),
              BodyHandlers.ofString());
      assertThat(whole.version()).isEqualTo(HttpClient.Version.HTTP_2);
      whole.body().lines().skip(1).forEach(rows::add);
      assertRows(rows, 10 * PART_ROWS);

      before =
          part -> {
            if (part == 3) {
              throw new IllegalStateException("the source fails");
            }
          };
      assertThatThrownBy(
              () ->
                  client.send(
                      server.to(PATH).header("X-API-Key", "k").header("Accept", "text/csv").build(),
                      BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }
}
