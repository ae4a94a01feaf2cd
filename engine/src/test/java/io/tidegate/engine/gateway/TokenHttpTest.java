package io.tidegate.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.signature.SignedCall;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenHttpTest {
  private static final Identity TRADER = new Identity("trader-app", "91350299MAT0000182");
  private static final String GRANT = "grant_type=client_credentials";

  private static final List<String> REVOKED = new CopyOnWriteArrayList<>();

  private static final TokenIssue ISSUE =
      new TokenIssue() {
        @Override
        public Optional<Identity> client(String client, String secret, String address) {
          return client.equals("trader-app") && secret.equals("right key")
              ? Optional.of(TRADER)
              : Optional.empty();
        }

        @Override
        public Issued issue(Identity client) {
          return new Issued("tgt_for_" + client.application(), Duration.ofMinutes(10));
        }

        @Override
        public boolean revoke(Identity client, String token) {
          REVOKED.add(client.application() + " " + token);
          return !token.equals("tgt_of_another");
        }
      };

  private final AtomicReference<SignedCall> signed = new AtomicReference<>();
  private volatile boolean stands = true;
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    REVOKED.clear();
    LiveEndpoints live = new LiveEndpoints();
    server =
        new TestServer(
            router ->
                new TokenEndpoint(
                        live::current,
                        ISSUE,
                        call -> {
                          signed.set(call);
                          return Optional.of(TRADER);
                        },
                        TestServer::digest,
                        epoch -> stands,
                        TestServer.Settings.USUAL.bodyTime(),
                        Clock.systemUTC())
                    .attach(router));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aBodyThatTricklesInIsNotWaitedForLongerThanItsTime() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST "
                  + TokenEndpoint.PATH
                  + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                  + "Content-Length: 4000\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      Thread trickling =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (true) {
                        out.write('x');
                        out.flush();
                        Thread.sleep(50);
                      }
                    } catch (IOException | InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  });

      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

      assertThat(answer).isEqualTo("HTTP/1.1 408");
      trickling.join(Duration.ofSeconds(20));
      assertThat(trickling.isAlive()).as("the connection is closed").isFalse();
    }
  }

  private HttpRequest.Builder asking(String body) {
    return server
        .to(TokenEndpoint.PATH)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder revoking(String body) {
    return server
        .to(TokenEndpoint.REVOCATION)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aClientGetsATokenForItsKeyInTheHeaderOrInTheForm() throws Exception {
    HttpResponse<String> byHeader =
        server.send(asking(GRANT).header("Authorization", basic("trader-app:right+key")));
    HttpResponse<String> byForm =
        server.send(asking(GRANT + "&client_id=trader-app&client_secret=right%20key"));

    for (HttpResponse<String> response : new HttpResponse[] {byHeader, byForm}) {
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo(
              "{\"access_token\":\"tgt_for_trader-app\",\"token_type\":\"Bearer\",\"expires_in\":600}");
      assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }
  }

  @Test
  void whateverIsWrongWithACredentialTheAnswerIsTheSame() throws Exception {
    String unknown =
        server.send(asking(GRANT).header("Authorization", basic("nobody:right+key"))).body();
    HttpResponse<String> wrong =
        server.send(asking(GRANT).header("Authorization", basic("trader-app:other")));

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(wrong.body()).contains("\"error\":\"invalid_client\"").isEqualTo(unknown);
    assertThat(server.send(asking(GRANT)).body()).isEqualTo(unknown);
    assertThat(server.send(asking(GRANT).header("Authorization", "Basic ?")).body())
        .isEqualTo(unknown);
    assertThat(server.send(asking(GRANT).header("Authorization", "Bearer x")).body())
        .isEqualTo(unknown);
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type=password, unsupported_grant_type",
    "'', invalid_request",
    "grant_type=client_credentials&grant_type=client_credentials, invalid_request",
    "grant_type=client_credentials&client_id=%, invalid_request"
  })
  void whatIsNoSuchRequestIsToldAsOAuthDoes(String body, String error) throws Exception {
    HttpResponse<String> response =
        server.send(asking(body).header("Authorization", basic("trader-app:right+key")));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"error\":\"" + error + "\"", "message_cn");
  }

  @Test
  void twoCredentialsAreNone() throws Exception {
    HttpResponse<String> response =
        server.send(
            asking(GRANT + "&client_id=trader-app&client_secret=right%20key")
                .header("Authorization", basic("trader-app:right+key")));
    assertThat(response.body()).contains("invalid_request");
  }

  @Test
  void aSignatureIsOneOverTheBodyToo() throws Exception {
    HttpRequest.Builder request = asking(GRANT);
    String names = "content-type;host;x-tg-app-key;x-tg-key-id;x-tg-nonce;x-tg-timestamp";
    request
        .header("X-TG-Algorithm", "TG1-SM2-SM3")
        .header("X-TG-App-Key", "trader-app")
        .header("X-TG-Key-Id", "abcDEF012345")
        .header("X-TG-Timestamp", Long.toString(System.currentTimeMillis()))
        .header("X-TG-Nonce", "0123456789abcdef")
        .header("X-TG-Signature", Base64.getEncoder().encodeToString(new byte[64]))
        .header("X-TG-Signed-Headers", names);

    assertThat(server.send(request).statusCode()).isEqualTo(200);
    assertThat(new String(signed.get().text(), StandardCharsets.UTF_8))
        .contains("POST\n/oauth2/token\n", "content-type:application/x-www-form-urlencoded\n")
        .endsWith(
            HexFormat.of().formatHex(TestServer.digest(GRANT.getBytes(StandardCharsets.UTF_8))));

    HttpResponse<String> loose =
        server.send(request.setHeader("X-TG-Signed-Headers", names.substring(13)));
    assertThat(loose.statusCode()).isEqualTo(400);
    assertThat(loose.body()).contains("content-type is missing");
  }

  @Test
  void whoAsksForATokenWithEachCallIsHeldUp() throws Exception {
    int refused = 0;
    for (int i = 0; i < 2 * TokenEndpoint.MOST_IN_A_MINUTE + 1; i++) {
      HttpResponse<String> response =
          server.send(asking(GRANT).header("Authorization", basic("trader-app:right+key")));
      if (response.statusCode() == 429) {
        refused++;
        assertThat(response.headers().firstValue("Retry-After")).contains("60");
      }
    }
    assertThat(refused).as("a minute may end in between").isPositive();
  }

  @Test
  void aNodeThatIsOutGivesNone() throws Exception {
    stands = false;
    HttpResponse<String> response =
        server.send(asking(GRANT).header("Authorization", basic("trader-app:right+key")));
    assertThat(response.statusCode()).isEqualTo(503);
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    assertThat(server.send(asking(GRANT + "&x=" + "y".repeat(10_000))).statusCode()).isEqualTo(413);
  }

  @Test
  void aClientEndsItsTokenBeforeItsTime() throws Exception {
    HttpResponse<String> response =
        server.send(
            revoking("token=tgt_mine&token_type_hint=access_token")
                .header("Authorization", basic("trader-app:right+key")));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(REVOKED).containsExactly("trader-app tgt_mine");
  }

  @Test
  void whoDoesNotProveWhoItIsEndsNothing() throws Exception {
    HttpResponse<String> response =
        server.send(revoking("token=tgt_mine").header("Authorization", basic("trader-app:other")));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("\"error\":\"invalid_client\"");
    assertThat(REVOKED).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"token=tgt_of_another, not issued to this client", "x=y, token is missing"})
  void whatCannotBeEndedIsTold(String body, String why) throws Exception {
    HttpResponse<String> response =
        server.send(revoking(body).header("Authorization", basic("trader-app:right+key")));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"error\":\"invalid_request\"", why, "message_cn");
  }
}
