package io.tidegate.engine.gateway;

import static io.tidegate.engine.testing.PlanBuilder.formatted;
import static io.tidegate.engine.testing.PlanBuilder.parameter;
import static io.tidegate.engine.testing.PlanBuilder.plan;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.accounting.CallAccount;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.signature.SignedCall;
import io.tidegate.engine.testing.FakeEndpoint;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.definition.ParameterDefinition.Place;
import io.tidegate.route.definition.ParameterFormat;
import java.io.InputStream;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signed calls over real sockets. The check behind them compares a digest of the text under a
 * secret, so that what is held here is the reading of requests, byte by byte.
 */
class SignedCallHttpTest {
  private static final Identity TRADER = new Identity("trader", "91350299MAT0000182");
  private static final String PATH = "/api/dec/v1/declarations/379120241000000001/status";
  private static final String QUERY = "updatedSince=2026-01-02T00%3A00%3A00Z";

  /** Signs by a digest under a secret, as the caller does. */
  private static final AnswerSigner PLATFORM =
      new AnswerSigner() {
        @Override
        public String keyId() {
          return "p1";
        }

        @Override
        public byte[] sign(byte[] text) {
          return code(text);
        }

        @Override
        public String publicKey() {
          return "";
        }
      };

  private final FakeEndpoint status =
      FakeEndpoint.answering(
          plan("declaration-status", "/api/dec/v1/declarations/{entryId}/status")
              .with(formatted("entryId", Place.PATH, ParameterFormat.ENTRY_ID))
              .with(parameter("updatedSince", Place.QUERY, FieldType.DATE_TIME))
              .build(),
          "{\"status\":\"RELEASED\"}");
  private TestServer server;

  @BeforeEach
  void serve() throws Exception {
    SignatureCheck check =
        new SignatureCheck() {
          @Override
          public Optional<Identity> caller(SignedCall call) throws CallProblem {
            if (call.nonce().startsWith("unavailable")) {
              throw new CallProblem(ProblemCode.AUTH_UNAVAILABLE);
            }
            return Arrays.equals(call.signature(), code(call.text()))
                ? Optional.of(TRADER)
                : Optional.empty();
          }

          @Override
          public Optional<AnswerSigner> answers() {
            return Optional.of(PLATFORM);
          }
        };
    GatewaySettings settings = TestServer.Settings.USUAL;
    EndpointTable table = new EndpointTable(7, List.of(status));
    Gateway gateway =
        new Gateway(
            () -> table,
            (key, address) -> Optional.empty(),
            check,
            (application, service) -> List.of(HeldGrant.UNSTATED),
            new DocumentLinks(new byte[32], Duration.ofMinutes(5), Clock.systemUTC()),
            target -> {
              throw new CallProblem(ProblemCode.DATA_NOT_FOUND);
            },
            Uncounted.METERING,
            TestServer.cache(),
            TestServer::digest,
            CallAccount.NONE,
            settings,
            Clock.systemUTC());
    server = new TestServer(gateway::attach);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] code(byte[] text) {
    return TestServer.digest(("secret" + new String(text, UTF_8)).getBytes(UTF_8));
  }

  /** The headers of a good call, in the order they are sent. */
  private static Map<String, String> signed(String path, String query) {
    return signed("TG1-HMAC-SM3", path, query);
  }

  private static Map<String, String> signed(String algorithm, String path, String query) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "api.example.test");
    headers.put("X-TG-Algorithm", algorithm);
    headers.put("X-TG-App-Key", "trader");
    headers.put("X-TG-Key-Id", "k1");
    headers.put("X-TG-Nonce", "5f0c9f1a-6a55-4b0e-9d5f");
    headers.put("X-TG-Timestamp", "1793448000000");
    headers.put("X-TG-Signed-Headers", "host;x-tg-app-key;x-tg-key-id;x-tg-nonce;x-tg-timestamp");
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    StringBuilder text = new StringBuilder(algorithm + "\nGET\n" + path + "\n" + query + "\n");
    for (String name : headers.get("X-TG-Signed-Headers").split(";")) {
      text.append(name).append(':').append(lower.get(name)).append('\n');
    }
    text.append('\n').append(headers.get("X-TG-Signed-Headers")).append('\n');
    text.append(HexFormat.of().formatHex(TestServer.digest(new byte[0])));
    headers.put(
        "X-TG-Signature",
        Base64.getEncoder().encodeToString(code(text.toString().getBytes(UTF_8))));
    return headers;
  }

  private String send(String target, Map<String, String> headers, String... more) throws Exception {
    StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    for (String line : more) {
      request.append(line).append("\r\n");
    }
    request.append("Connection: close\r\n\r\n");
    return sendRaw(request.toString());
  }

  private String sendRaw(String request) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      InputStream answer = socket.getInputStream();
      return new String(answer.readAllBytes(), UTF_8);
    }
  }

  private static void assertRefused(String answer, ProblemCode code) {
    assertThat(answer).startsWith("HTTP/1.1 " + code.status()).contains(code.id());
  }

  /** A whole answer as it came over the socket, told apart. */
  private record Came(int status, Map<String, String> headers, String body) {
    static Came of(String answer) {
      String[] parts = answer.split("\r\n\r\n", 2);
      String[] lines = parts[0].split("\r\n");
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (int i = 1; i < lines.length; i++) {
        String[] header = lines[i].split(": ?", 2);
        headers.put(header[0], header[1]);
      }
      return new Came(Integer.parseInt(lines[0].split(" ")[1]), headers, parts[1]);
    }

    /** Whether it is signed by the platform as the answer to a request with this nonce. */
    boolean isSignedFor(String nonce) {
      String names = headers.get("X-TG-Response-Signed-Headers");
      StringBuilder text = new StringBuilder("TG1-ANSWER-SM2-SM3\n" + status + "\n" + nonce + "\n");
      for (String name : names.split(";")) {
        text.append(name).append(':').append(headers.get(name)).append('\n');
      }
      text.append('\n').append(names).append('\n');
      text.append(HexFormat.of().formatHex(TestServer.digest(body.getBytes(UTF_8))));
      return headers
          .get("X-TG-Response-Signature")
          .equals(Base64.getEncoder().encodeToString(code(text.toString().getBytes(UTF_8))));
    }
  }

  @Test
  void whoSignsWithAKeyOfItsOwnGetsASignedAnswer() throws Exception {
    Map<String, String> headers = signed("TG1-SM2-SM3", PATH, "");
    Came came = Came.of(send(PATH, headers));

    assertThat(came.status()).isEqualTo(200);
    assertThat(came.headers()).containsEntry("X-TG-Response-Key-Id", "p1");
    assertThat(came.headers().get("X-TG-Response-Signed-Headers"))
        .isEqualTo("content-type;etag;x-tg-epoch;x-tg-plan;x-tg-trace-id");
    assertThat(came.isSignedFor(headers.get("X-TG-Nonce"))).isTrue();
    assertThat(came.isSignedFor("5f0c9f1a-6a55-4b0e-9d5e")).isFalse();
    assertThat(new Came(201, came.headers(), came.body()).isSignedFor(headers.get("X-TG-Nonce")))
        .isFalse();
    assertThat(
            new Came(200, came.headers(), came.body() + " ").isSignedFor(headers.get("X-TG-Nonce")))
        .isFalse();
    for (String name : came.headers().get("X-TG-Response-Signed-Headers").split(";")) {
      Map<String, String> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      changed.putAll(came.headers());
      changed.put(name, "other");
      assertThat(new Came(200, changed, came.body()).isSignedFor(headers.get("X-TG-Nonce")))
          .as(name)
          .isFalse();
    }
  }

  @Test
  void aProblemAndAnAnswerWithoutABodyAreSignedToo() throws Exception {
    Map<String, String> unknown = signed("TG1-SM2-SM3", PATH, "nothing=1");
    Came problem = Came.of(send(PATH + "?nothing=1", unknown));
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.isSignedFor(unknown.get("X-TG-Nonce"))).isTrue();

    Map<String, String> known = signed("TG1-SM2-SM3", PATH, "");
    known.put("If-None-Match", Came.of(send(PATH, known)).headers().get("etag"));
    Came unchanged = Came.of(send(PATH, known));
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.isSignedFor(known.get("X-TG-Nonce"))).isTrue();
  }

  @Test
  void whoSharesItsSecretAndWhoIsNobodyGetsNone() throws Exception {
    assertThat(send(PATH, signed(PATH, ""))).doesNotContain("X-TG-Response");
    Map<String, String> wrong = signed("TG1-SM2-SM3", PATH, "");
    wrong.put("X-TG-Nonce", "5f0c9f1a-6a55-4b0e-9d5e");
    assertThat(send(PATH, wrong)).contains("TG-AUTH-INVALID").doesNotContain("X-TG-Response");
  }

  @Test
  void aGoodSignatureIsServedAndTheEndpointKnowsWhoCalls() throws Exception {
    assertThat(send(PATH + "?" + QUERY, signed(PATH, QUERY)))
        .startsWith("HTTP/1.1 200 ")
        .contains("private, no-cache")
        .contains("RELEASED");
    assertThat(status.calls().getFirst().caller()).contains(TRADER.creditCode());
  }

  @Test
  void whatComesAfterTheSignatureIsStillChecked() throws Exception {
    String wrong = PATH.replace("379120241000000001", "37912024100000000X");
    assertRefused(send(wrong, signed(wrong, "")), ProblemCode.PARAM_FORMAT);
  }

  @Test
  void anotherSpellingOfTheSameQueryIsTheSameCall() throws Exception {
    assertThat(send(PATH + "?updatedSince=2026-01-02T00:00:00Z", signed(PATH, QUERY)))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aChangedByteAnywhereInTheSignedPartsIsRefused() throws Exception {
    String head = "GET " + PATH + "?" + QUERY + " HTTP/1.1\r\n";
    StringBuilder request = new StringBuilder(head);
    signed(PATH, QUERY).forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    String good = request + "Connection: close\r\n\r\n";
    assertThat(sendRaw(good)).startsWith("HTTP/1.1 200 ");

    Random random = new Random(20_261_130);
    int end = request.length();
    for (int i = 0; i < 1_500; i++) {
      int at = random.nextInt(end);
      char changed = (char) ('!' + random.nextInt(94));
      String mutant = good.substring(0, at) + changed + good.substring(at + 1);
      if (sameCall(good, mutant)) {
        continue;
      }
      assertThat(sendRaw(mutant)).as(mutant).doesNotStartWith("HTTP/1.1 200");
    }
    assertThat(status.calls()).hasSize(1);
  }

  /**
   * Names of headers are compared without case, and so is the protocol's own spelling; a base64
   * text of 32 bytes has two bits that mean nothing.
   */
  private static boolean sameCall(String good, String mutant) {
    return good.equalsIgnoreCase(mutant) && headerNamesOnly(good, mutant)
        || decodedSignature(good).equals(decodedSignature(mutant))
            && withoutSignature(good).equals(withoutSignature(mutant));
  }

  private static boolean headerNamesOnly(String good, String mutant) {
    String[] a = good.split("\r\n");
    String[] b = mutant.split("\r\n");
    for (int i = 0; i < a.length; i++) {
      int colon = a[i].indexOf(": ");
      if (i == 0
          ? !a[i].equals(b[i])
          : colon >= 0 && !a[i].substring(colon).equals(b[i].substring(colon))) {
        return false;
      }
    }
    return true;
  }

  private static String decodedSignature(String request) {
    for (String line : request.split("\r\n")) {
      if (line.startsWith("X-TG-Signature: ")) {
        try {
          return Arrays.toString(
              Base64.getDecoder().decode(line.substring("X-TG-Signature: ".length())));
        } catch (IllegalArgumentException e) {
          return line;
        }
      }
    }
    return "";
  }

  private static String withoutSignature(String request) {
    return request.replaceAll("X-TG-Signature: [^\r]*", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "X-TG-Algorithm",
        "X-TG-App-Key",
        "X-TG-Key-Id",
        "X-TG-Nonce",
        "X-TG-Timestamp",
        "X-TG-Signed-Headers",
        "X-TG-Signature"
      })
  void aHeaderThatIsMissingOrRepeatedIsTold(String name) throws Exception {
    Map<String, String> headers = signed(PATH, "");
    String repeated = name + ": " + headers.get(name);
    if (!name.equals("Host")) {
      assertRefused(send(PATH, headers, repeated), ProblemCode.AUTH_FORM);
      headers.remove(name);
      assertRefused(send(PATH, headers), ProblemCode.AUTH_FORM);
    } else {
      assertThat(send(PATH, headers, repeated)).startsWith("HTTP/1.1 400");
    }
    assertThat(status.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-TG-Nonce: short",
        "X-TG-Nonce: 012345678901234 with a blank",
        "X-TG-Timestamp: soon",
        "X-TG-Timestamp: -1793448000000",
        "X-TG-Timestamp: 99999999999999999999",
        "X-TG-Algorithm: TG1-MD5",
        "X-TG-Algorithm: none",
        "X-TG-App-Key: tra/der",
        "X-TG-Signature: !!!!",
        "X-TG-Signature: AAAA",
        "X-TG-Signed-Headers: host",
        "X-TG-Signed-Headers: x-tg-timestamp;host;x-tg-app-key;x-tg-key-id;x-tg-nonce",
        "X-TG-Signed-Headers: host;host;x-tg-app-key;x-tg-key-id;x-tg-nonce;x-tg-timestamp",
        "X-TG-Signed-Headers:"
            + " host;x-tg-app-key;x-tg-key-id;x-tg-nonce;x-tg-signature;x-tg-timestamp",
        "X-TG-Signed-Headers: accept;host;x-tg-app-key;x-tg-key-id;x-tg-nonce;x-tg-timestamp"
      })
  void whatIsNotInItsFormIsToldBeforeAnythingIsComputed(String line) throws Exception {
    Map<String, String> headers = signed(PATH, "");
    headers.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(' ') + 1));
    assertRefused(send(PATH, headers), ProblemCode.AUTH_FORM);
  }

  @Test
  void aLongNonceIsTold() throws Exception {
    Map<String, String> headers = signed(PATH, "");
    headers.put("X-TG-Nonce", "n".repeat(129));
    assertRefused(send(PATH, headers), ProblemCode.AUTH_FORM);
  }

  @Test
  void aSignedRequestHasNoBody() throws Exception {
    Map<String, String> headers = signed(PATH, "");
    headers.put("Content-Length", "2");
    StringBuilder request = new StringBuilder("GET " + PATH + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    assertRefused(sendRaw(request + "Connection: close\r\n\r\nab"), ProblemCode.AUTH_FORM);
  }

  @Test
  void aKeyBesideASignatureIsRefused() throws Exception {
    assertRefused(send(PATH, signed(PATH, ""), "X-API-Key: good-key"), ProblemCode.AUTH_INVALID);
  }

  @Test
  void whatCannotBeCheckedIsNotServed() throws Exception {
    Map<String, String> headers = signed(PATH, "");
    headers.put("X-TG-Nonce", "unavailable-nonce-1");
    assertRefused(send(PATH, headers), ProblemCode.AUTH_UNAVAILABLE);
    assertThat(status.calls()).isEmpty();
  }
}
