package io.tidegate.engine.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegate.engine.network.Networks;
import io.tidegate.engine.source.SourceFault.Kind;
import io.tidegate.engine.trace.TraceParent;
import io.tidegate.route.catalog.Resource;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestClientTest {
  private static final String INPUTS =
      """
      inputs:
        name: { title: { zh: 名, en: Name }, type: string, required: true, field: name, example: a }
        day: { title: { zh: 日, en: Day }, type: date, pattern: yyyyMMdd, example: 2024-01-01 }
      """;

  private static final String FIELDS =
      """
      fields:
        name: { title: { zh: 名, en: Name }, type: string, length: 20, nullable: false, from: /name, categories: [key], example: a }
        count: { title: { zh: 数, en: Count }, type: integer, from: /count, optional: true, categories: [quantity], example: "1" }
        weight: { title: { zh: 重, en: Weight }, type: number, from: /body/weight, categories: [weight], example: "1.5" }
        full: { title: { zh: 重箱, en: Full }, type: boolean, from: /full, categories: [flag], example: "true" }
        currency: { title: { zh: 币制, en: Currency }, type: string, from: /curr, codes: { "142": CNY, "502": USD }, categories: [currency], example: CNY }
        day: { title: { zh: 日, en: Day }, type: date, from: /day, pattern: yyyyMMdd, emptyIsNull: true, categories: [date], example: "2024-01-01" }
        moved: { title: { zh: 时, en: Moved }, type: date-time, from: /moved, categories: [time], example: "2024-01-01T00:00:00Z" }
        stamped: { title: { zh: 章, en: Stamped }, type: date-time, from: /stamped, pattern: yyyyMMddHHmmss, zone: Asia/Shanghai, categories: [time], example: "2024-01-01T00:00:00Z" }
        owner: { title: { zh: 主, en: Owner }, type: string, from: "#/owner", categories: [party-code], example: A }
      """;

  private static final String PARTS =
      INPUTS + "rest: { get: '/things/{name}', query: { on: day }, records: /list }\n" + FIELDS;

  private static final String GOOD =
      """
      {"owner": "91350299MAT0000182", "secret": "not described", "list": [{
        "name": "箱一", "count": 3, "body": {"weight": 12.50}, "full": true, "curr": 142,
        "day": "20240229", "moved": "2024-01-11T16:00:00Z", "stamped": "20240112000000",
        "extra": {"deep": [1, 2]}}]}
      """;

  private final RawServer server = new RawServer();
  private final ConnectedSources sources = sources(TestOperations.LOOPBACK, NameResolver.SYSTEM);

  private ConnectedSources sources(Networks networks, NameResolver names) {
    return TestOperations.connected(
        Map.of(
            "things",
            TestOperations.place("http://127.0.0.1:" + server.port() + "/api/", networks)),
        names);
  }

  @AfterEach
  void close() {
    sources.close();
    server.close();
  }

  private List<Object[]> read(String parts, Map<String, Object> inputs, Duration within)
      throws SourceFault {
    Resource operation = TestOperations.operation("rest", parts);
    return sources.client(operation).orElseThrow().read(inputs, Instant.now().plus(within), "t-1");
  }

  private List<Object[]> read() throws SourceFault {
    return read(PARTS, Map.of("name", "a"), Duration.ofSeconds(5));
  }

  @Test
  void aRecordHasTheTypesOfItsFieldsAndNothingThatIsNotDescribed() throws SourceFault {
    server.json(GOOD);
    assertThat(read())
        .singleElement()
        .isEqualTo(
            new Object[] {
              "箱一",
              3L,
              new BigDecimal("12.50"),
              true,
              "CNY",
              LocalDate.of(2024, 2, 29),
              OffsetDateTime.parse("2024-01-12T00:00:00+08:00"),
              OffsetDateTime.parse("2024-01-12T00:00:00+08:00"),
              "91350299MAT0000182"
            });
  }

  @Test
  void inputsAreEncodedAndCannotLeaveTheirPlace() throws SourceFault {
    server.json(GOOD);
    read(
        PARTS,
        Map.of("name", "a/../b?x=1&y#z 箱%2e", "day", LocalDate.of(2024, 1, 11)),
        Duration.ofSeconds(5));
    assertThat(server.requests())
        .singleElement()
        .asString()
        .startsWith(
            "GET /api/things/a%2F..%2Fb%3Fx%3D1%26y%23z%20%E7%AE%B1%252e?on=20240111 HTTP/1.1\r\n")
        .contains("X-Trace-Id: t-1\r\n");
  }

  @Test
  void aSourceIsToldOfTheTraceOfACallThatIsFollowed() throws SourceFault {
    server.json(GOOD);
    TraceParent within =
        new TraceParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
    sources
        .client(TestOperations.operation("rest", PARTS))
        .orElseThrow()
        .read(
            Map.of("name", "a"),
            Instant.now().plus(Duration.ofSeconds(5)),
            "t-1",
            Optional.of(within));
    server.json(GOOD);
    read();

    assertThat(server.requests().get(0))
        .contains(
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n",
            "X-Trace-Id: t-1\r\n");
    assertThat(server.requests().get(1)).doesNotContain("traceparent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void aValueThatWouldBeAWayInThePathIsNotSent(String value) {
    assertFault(Kind.REFUSED, PARTS, Map.of("name", value), Duration.ofSeconds(5));
    assertThat(server.connections()).isZero();
  }

  @Test
  void inputsThatAreNotTheCatalogsAreAnErrorOfTheCaller() {
    assertThatThrownBy(() -> read(PARTS, Map.of(), Duration.ofSeconds(5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> read(PARTS, Map.of("name", "a", "other", "b"), Duration.ofSeconds(5)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> read(PARTS, Map.of("name", 1L), Duration.ofSeconds(5)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPostCarriesItsInputsInTheBodyAndTheCredentialInTheHead() throws SourceFault {
    server.json(GOOD);
    String parts =
        INPUTS + "rest: { post: /find, body: { n: name, d: day }, records: /list }\n" + FIELDS;
    try (ConnectedSources entered =
        TestOperations.connected(
            Map.of(
                "things",
                TestOperations.place("http://127.0.0.1:" + server.port(), "me", "secret")))) {
      entered
          .client(TestOperations.operation("rest", parts))
          .orElseThrow()
          .read(
              Map.of("name", "a\"b", "day", LocalDate.of(2024, 1, 2)),
              Instant.now().plusSeconds(5),
              "t");
    }
    assertThat(server.requests().getFirst())
        .startsWith("POST /find HTTP/1.1\r\n")
        .contains("Authorization: Basic bWU6c2VjcmV0\r\n")
        .endsWith("{\"n\":\"a\\\"b\",\"d\":\"20240102\"}");
  }

  @Test
  void nullsAndWhatMayBeLeftOutAreNull() throws SourceFault {
    server.json(
        GOOD.replace("\"count\": 3, ", "")
            .replace("\"20240229\"", "\"\"")
            .replace("12.50", "null"));
    assertThat(read())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r[1]).isNull();
              assertThat(r[2]).isNull();
              assertThat(r[5]).isNull();
            });
  }

  @Test
  void allPagesAreRead() throws SourceFault {
    String record = "{\"name\": \"N\"}";
    AtomicInteger page = new AtomicInteger();
    server.answer(
        out -> {
          int number = page.incrementAndGet();
          String body =
              "[" + record.replace("N", "a" + number) + (number < 3 ? "," + record : "") + "]";
          out.write(
              ("HTTP/1.1 200 x\r\nConnection: close\r\nContent-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.UTF_8));
        });
    String parts =
        """
        rest: { get: /all, pages: { number: p, size: s, of: 2, most: 3 } }
        fields:
          name: { title: { zh: 名, en: Name }, type: string, from: /name, categories: [key], example: a }
        """;
    assertThat(read(parts, Map.of(), Duration.ofSeconds(5))).hasSize(5);
    assertThat(server.requests().get(2)).startsWith("GET /api/all?p=3&s=2 ");

    page.set(-9);
    assertFault(Kind.TOO_LARGE, parts, Map.of(), Duration.ofSeconds(5));
  }

  @Test
  void emptyMeansWhatTheCatalogSays() throws SourceFault {
    String notFound = "empty: not-found\n" + PARTS;
    for (String body : List.of("{\"list\": []}", "{\"list\": null}")) {
      server.json(body);
      assertThat(read()).isEmpty();
      assertFault(Kind.NOT_FOUND, notFound, Map.of("name", "a"), Duration.ofSeconds(5));
    }
    server.answer(404, "text/html", "<h1>no</h1>".getBytes(StandardCharsets.UTF_8));
    assertThat(read()).isEmpty();
    assertFault(Kind.NOT_FOUND, notFound, Map.of("name", "a"), Duration.ofSeconds(5));
  }

  @Test
  void aStatusInTheReplyCountsWhateverHttpSays() throws SourceFault {
    String parts =
        PARTS.replace(
            "records: /list",
            "records: /list, status: { at: /returnStatus, success: ['2'], notFound: ['4'], busy:"
                + " ['9'] }");
    server.json(GOOD.replace("{\"owner\"", "{\"returnStatus\": 2, \"owner\""));
    assertThat(read(parts, Map.of("name", "a"), Duration.ofSeconds(5))).hasSize(1);
    server.json("{\"returnStatus\": \"4\"}");
    assertThat(read(parts, Map.of("name", "a"), Duration.ofSeconds(5))).isEmpty();
    server.json("{\"returnStatus\": 9}");
    assertFault(Kind.UNAVAILABLE, parts, Map.of("name", "a"), Duration.ofSeconds(5));
    server.json("{\"returnStatus\": 5, \"list\": []}");
    assertFault(Kind.DECLINED, parts, Map.of("name", "a"), Duration.ofSeconds(5));
    server.json("{\"list\": []}");
    assertFault(Kind.BAD_REPLY, parts, Map.of("name", "a"), Duration.ofSeconds(5));
  }

  @Test
  void severalRecordsWhereThereIsAtMostOneAreABadReply() {
    server.json(
        GOOD.replace(
            "[{",
            "[{\"name\": \"x\", \"body\": {\"weight\": 1}, \"full\": null,"
                + "\"curr\": null, \"day\": null, \"moved\": null, \"stamped\": null}, {"));
    assertFault(
        Kind.BAD_REPLY, "single: true\n" + PARTS, Map.of("name", "a"), Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @MethodSource("drifts")
  void aReplyThatIsNoLongerAsDescribedNamesTheFieldAndNoValue(
      String from, String to, String named) {
    assertThat(GOOD).contains(from);
    server.json(GOOD.replace(from, to));
    SourceFault fault =
        assertFault(Kind.BAD_REPLY, PARTS, Map.of("name", "a"), Duration.ofSeconds(5));
    assertThat(fault.getMessage()).contains(named).doesNotContain("TATTLE");
    assertThat(fault.getCause()).isNull();
  }

  static Stream<Arguments> drifts() {
    return Stream.of(
        Arguments.of("\"name\": \"箱一\",", "", "name"),
        Arguments.of("\"箱一\"", "null", "name"),
        Arguments.of("\"箱一\"", "17", "name"),
        Arguments.of("\"箱一\"", "{\"a\": \"TATTLE\"}", "name"),
        Arguments.of("\"箱一\"", "\"TATTLE and more than twenty characters\"", "name"),
        Arguments.of("3,", "\"TATTLE\",", "count"),
        Arguments.of("3,", "3.5,", "count"),
        Arguments.of("3,", "9223372036854775808,", "count"),
        Arguments.of("{\"weight\": 12.50}", "\"TATTLE\"", "weight"),
        Arguments.of("12.50", "\"12.50\"", "weight"),
        Arguments.of("true", "\"true\"", "full"),
        Arguments.of("142", "999", "currency"),
        Arguments.of("20240229", "20230229", "day"),
        Arguments.of("2024-01-11T16:00:00Z", "2024-01-11T16:00:00", "moved"),
        Arguments.of("20240112000000", "2024-01-12", "stamped"),
        Arguments.of("\"owner\"", "\"own\"", "owner"),
        Arguments.of("\"list\"", "\"lists\"", "/list"),
        Arguments.of("[{", "[\"TATTLE\", {", "record"));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void everyStatusHasAMeaning(int status, Kind kind) {
    server.answer(status, "text/plain", "TATTLE".getBytes(StandardCharsets.UTF_8));
    assertThat(assertFault(kind, PARTS, Map.of("name", "a"), Duration.ofSeconds(5)).getMessage())
        .doesNotContain("TATTLE");
  }

  static Stream<Arguments> statuses() {
    return Stream.of(
        Arguments.of(400, Kind.DECLINED),
        Arguments.of(401, Kind.REFUSED),
        Arguments.of(403, Kind.REFUSED),
        Arguments.of(429, Kind.THROTTLED),
        Arguments.of(500, Kind.FAULT),
        Arguments.of(502, Kind.UNAVAILABLE),
        Arguments.of(503, Kind.UNAVAILABLE),
        Arguments.of(504, Kind.TIMEOUT));
  }

  @Test
  void aRedirectIsNotFollowed() {
    try (RawServer elsewhere = new RawServer()) {
      elsewhere.json(GOOD);
      server.answer(
          out ->
              out.write(
                  ("HTTP/1.1 302 x\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:"
                          + elsewhere.port()
                          + "/\r\n\r\n")
                      .getBytes(StandardCharsets.UTF_8)));
      assertFault(Kind.REFUSED, PARTS, Map.of("name", "a"), Duration.ofSeconds(5));
      assertThat(elsewhere.connections()).isZero();
    }
  }

  /** What a broken or hostile source can send, each with how it must end. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void whateverComesEndsAsAFaultBeforeTheDeadline(String name, RawServer.Answer answer, Kind kind) {
    server.answer(answer);
    assertFault(kind, PARTS, Map.of("name", "a"), Duration.ofMillis(1500));
  }

  static Stream<Arguments> attacks() {
    byte[] broken = "{\"list\": [], \"x\": \"\u0000\"}".getBytes(StandardCharsets.ISO_8859_1);
    broken[17] = (byte) 0xff;
    return Stream.of(
        attack("no byte", out -> Thread.sleep(10_000), Kind.TIMEOUT),
        attack(
            "a head and nothing more",
            out -> {
              head(out, "Content-Length: 10");
              Thread.sleep(10_000);
            },
            Kind.TIMEOUT),
        attack(
            "a byte now and then",
            out -> {
              head(out, "Content-Length: 1000");
              for (int i = 0; i < 1000; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(50);
              }
            },
            Kind.TIMEOUT),
        attack(
            "a head a byte now and then",
            out -> {
              for (int i = 0; i < 1000; i++) {
                out.write(
                    "HTTP/1.1 200 x\r\nA: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                        .charAt(i % 50));
                out.flush();
                Thread.sleep(50);
              }
            },
            Kind.TIMEOUT),
        attack(
            "announced as too large",
            out -> head(out, "Content-Length: 99999999999"),
            Kind.TOO_LARGE),
        attack(
            "without an end",
            out -> {
              head(out, "X: y");
              byte[] much = new byte[65_536];
              Arrays.fill(much, (byte) ' ');
              while (true) {
                out.write(much);
              }
            },
            Kind.TOO_LARGE),
        attack(
            "a text of 11 MB",
            out -> {
              head(out, "X: y");
              out.write("{\"list\": [], \"x\": \"".getBytes(StandardCharsets.UTF_8));
              out.write("y".repeat(11 << 20).getBytes(StandardCharsets.UTF_8));
              out.write("\"}".getBytes(StandardCharsets.UTF_8));
            },
            Kind.TOO_LARGE),
        attack(
            "cut off by its length",
            out -> {
              head(out, "Content-Length: 1000");
              out.write("{\"list\": [".getBytes(StandardCharsets.UTF_8));
            },
            Kind.UNAVAILABLE),
        attack(
            "cut off by its chunks",
            out -> {
              head(out, "Transfer-Encoding: chunked");
              out.write("5\r\n{\"lis".getBytes(StandardCharsets.UTF_8));
            },
            Kind.UNAVAILABLE),
        attack("cut off without saying so", body("{\"list\": ["), Kind.BAD_REPLY),
        attack(
            "chunks of nonsense",
            out -> {
              head(out, "Transfer-Encoding: chunked");
              out.write("zz\r\n{}\r\n".getBytes(StandardCharsets.UTF_8));
            },
            Kind.UNAVAILABLE),
        attack(
            "packed",
            out -> {
              head(out, "Content-Encoding: gzip");
              out.write(new byte[] {31, -117, 8, 0});
            },
            Kind.BAD_REPLY),
        attack(
            "no HTTP",
            out -> out.write("SSH-2.0-x\r\n".getBytes(StandardCharsets.UTF_8)),
            Kind.UNAVAILABLE),
        attack("a head too long", out -> head(out, "X: " + "y".repeat(100_000)), Kind.BAD_REPLY),
        attack(
            "a head too many",
            out -> {
              for (int i = 0; i < 500; i++) {
                out.write(
                    (i == 0 ? "HTTP/1.1 200 x\r\n" : "X: y\r\n").getBytes(StandardCharsets.UTF_8));
              }
              out.write("\r\n".getBytes(StandardCharsets.UTF_8));
            },
            Kind.BAD_REPLY),
        attack(
            "no character",
            out -> {
              head(out, "X: y");
              out.write(broken);
            },
            Kind.BAD_REPLY),
        attack("nothing", body(""), Kind.BAD_REPLY),
        attack("a page of HTML", body("<html>"), Kind.BAD_REPLY),
        attack("two documents", body("{\"list\": []} {\"list\": []}"), Kind.BAD_REPLY),
        attack("a key twice", body("{\"list\": [], \"list\": []}"), Kind.BAD_REPLY),
        attack(
            "65 levels",
            body("{\"list\": [], \"x\": " + "[".repeat(64) + "]".repeat(64) + "}"),
            Kind.BAD_REPLY),
        attack(
            "a long number",
            body("{\"list\": [], \"x\": " + "9".repeat(101) + "}"),
            Kind.BAD_REPLY),
        attack("a great exponent", body("{\"list\": [], \"x\": 1e999999999}"), Kind.BAD_REPLY),
        attack("not a number", body("{\"list\": [], \"x\": NaN}"), Kind.BAD_REPLY));
  }

  private static Arguments attack(String name, RawServer.Answer answer, Kind kind) {
    return Arguments.of(name, answer, kind);
  }

  private static RawServer.Answer body(String body) {
    return out -> {
      head(out, "X: y");
      out.write(body.getBytes(StandardCharsets.UTF_8));
    };
  }

  private static void head(OutputStream out, String line) throws IOException {
    out.write(
        ("HTTP/1.1 200 x\r\nConnection: close\r\n" + line + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** So that the limits are known to stop what is over them and not all there is. */
  @Test
  void whatIsJustWithinTheLimitsIsRead() throws SourceFault {
    server.json("{\"list\": [], \"x\": " + "[".repeat(63) + "]".repeat(63) + "}");
    assertThat(read()).isEmpty();
    server.json("{\"list\": [], \"x\": " + "9".repeat(100) + "}");
    assertThat(read()).isEmpty();
    server.json("{\"list\": [], \"x\": \"" + "y".repeat(9 << 20) + "\"}");
    assertThat(read()).isEmpty();
  }

  @Test
  void nobodyThereIsUnavailable() {
    server.close();
    assertFault(Kind.UNAVAILABLE, PARTS, Map.of("name", "a"), Duration.ofSeconds(5));
  }

  /** A host that moves to loopback between two look-ups is not followed there. */
  @Test
  void publicFirstAndLoopbackSecondGetsNoConnection() throws Exception {
    server.json(GOOD);
    InetAddress far = InetAddress.getByAddress("far", new byte[] {(byte) 203, 0, 113, 1});
    InetAddress here = InetAddress.getLoopbackAddress();
    AtomicInteger lookUps = new AtomicInteger();
    try (ConnectedSources rebound =
        sources(
            Networks.PUBLIC,
            host -> new InetAddress[] {lookUps.getAndIncrement() == 0 ? far : here})) {
      OperationClient client =
          rebound.client(TestOperations.operation("rest", PARTS)).orElseThrow();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(
                () ->
                    client.read(
                        Map.of("name", "a"), Instant.now().plus(Duration.ofMillis(300)), "t"))
            .isInstanceOf(SourceFault.class);
      }
      assertThat(
              catchThrowableOfType(
                      SourceFault.class,
                      () -> client.read(Map.of("name", "a"), Instant.now().plusSeconds(2), "t"))
                  .kind())
          .isEqualTo(Kind.REFUSED);
    }
    assertThat(lookUps.get()).isGreaterThanOrEqualTo(4);
    assertThat(server.connections()).isZero();
  }

  @Test
  void aHostWithOneForbiddenAddressAmongOthersGetsNoConnection() throws Exception {
    InetAddress far = InetAddress.getByAddress("far", new byte[] {(byte) 203, 0, 113, 1});
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ConnectedSources both = sources(Networks.PUBLIC, host -> new InetAddress[] {far, here})) {
      OperationClient client = both.client(TestOperations.operation("rest", PARTS)).orElseThrow();
      SourceFault fault =
          catchThrowableOfType(
              SourceFault.class,
              () -> client.read(Map.of("name", "a"), Instant.now().plusSeconds(2), "t"));
      assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
    }
    assertThat(server.connections()).isZero();
  }

  @Test
  void withoutANetworkOfItsOwnASourceMayNotLieOnLoopback() {
    try (ConnectedSources open = sources(Networks.PUBLIC, NameResolver.SYSTEM)) {
      OperationClient client = open.client(TestOperations.operation("rest", PARTS)).orElseThrow();
      SourceFault fault =
          catchThrowableOfType(
              SourceFault.class,
              () -> client.read(Map.of("name", "a"), Instant.now().plusSeconds(2), "t"));
      assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
    }
    assertThat(server.connections()).isZero();
  }

  @Test
  void anInterruptEndsTheCallAndStaysSet() throws InterruptedException {
    server.answer(out -> Thread.sleep(10_000));
    AtomicReference<Object> end = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    read(PARTS, Map.of("name", "a"), Duration.ofSeconds(30));
                  } catch (SourceFault fault) {
                    end.set(fault.kind() + " " + Thread.currentThread().isInterrupted());
                  }
                });
    while (server.requests().isEmpty()) {
      Thread.sleep(5);
    }
    caller.interrupt();
    assertThat(caller.join(Duration.ofSeconds(3))).isTrue();
    assertThat(end.get()).isEqualTo("TIMEOUT true");
  }

  @Test
  void aSourceNobodySaidThePlaceOfHasNoClient() {
    try (ConnectedSources none = TestOperations.connected(Map.of())) {
      assertThat(none.client(TestOperations.operation("rest", PARTS))).isEmpty();
    }
  }

  private SourceFault assertFault(
      Kind kind, String parts, Map<String, Object> inputs, Duration within) {
    Instant begun = Instant.now();
    SourceFault fault = catchThrowableOfType(SourceFault.class, () -> read(parts, inputs, within));
    assertThat(fault).isNotNull();
    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(Duration.between(begun, Instant.now())).isLessThan(within.plusMillis(400));
    return fault;
  }
}
