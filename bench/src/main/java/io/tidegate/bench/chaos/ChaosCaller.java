package io.tidegate.bench.chaos;

import io.tidegate.engine.crypto.HmacSm3;
import io.tidegate.engine.crypto.Sm3;
import io.tidegate.engine.demo.CastMember;
import io.tidegate.engine.demo.DemoAccess;
import io.tidegate.engine.demo.DemoSecrets;
import io.tidegate.engine.demo.DemoSignatureKey;
import io.tidegate.engine.signature.SignatureScheme;
import io.tidegate.engine.signature.SigningText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;

/** Calls the nodes as consumers and staff do. What does not answer is no answer. */
final class ChaosCaller {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** Whatever node it reaches, a proxy in front of them passes the host on as it came. */
  private static final String HOST = "api.example.test";

  static {
    // a signed call names the host the caller knows, which is none of the nodes
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
  }

  private final HttpClient client;
  private final DemoSecrets secrets;
  private final DemoSignatureKey key;

  ChaosCaller(DemoSecrets secrets) {
    this.secrets = secrets;
    this.key =
        secrets.signatureKeys().stream()
            .filter(k -> k.algorithm().equals(SignatureScheme.HMAC_SM3.written()))
            .findFirst()
            .orElseThrow();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
  }

  Optional<HttpResponse<String>> ready(ChaosNode node) throws InterruptedException {
    return send(HttpRequest.newBuilder(node.at("/q/health/ready")).timeout(PATIENCE));
  }

  /** Asks a service with the agent's key. */
  Optional<Observation> call(ChaosNode node, ChaosService service, long acknowledged)
      throws InterruptedException {
    long sent = now();
    return send(HttpRequest.newBuilder(node.at(service.path()))
            .timeout(PATIENCE)
            .header("X-API-Key", secrets.keys().get(CastMember.AGENT.word())))
        .map(
            answer ->
                observation(
                    node,
                    service,
                    DemoAccess.applicationOf(CastMember.AGENT),
                    acknowledged,
                    answer,
                    "",
                    sent));
  }

  /** What the agent is told of its own limits. */
  Optional<HttpResponse<String>> ownQuota(ChaosNode node) throws InterruptedException {
    return send(
        HttpRequest.newBuilder(node.at("/me/quota"))
            .timeout(PATIENCE)
            .header("X-API-Key", secrets.keys().get(CastMember.AGENT.word())));
  }

  private static Observation observation(
      ChaosNode node,
      ChaosService service,
      String application,
      long acknowledged,
      HttpResponse<String> answer,
      String nonce,
      long sent) {
    OptionalLong epoch =
        answer
            .headers()
            .firstValue("X-TG-Epoch")
            .map(text -> OptionalLong.of(Long.parseLong(text)))
            .orElse(OptionalLong.empty());
    return new Observation(
        node.number(),
        service.id(),
        application,
        acknowledged,
        answer.statusCode(),
        epoch,
        answer.headers().firstValue("X-TG-Trace-Id").orElse(""),
        answer.body(),
        nonce,
        sent,
        now());
  }

  private static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** A signed call that can be sent to any node, and to several. */
  record Signed(String nonce, Map<String, String> headers) {}

  Signed signed() {
    String nonce = UUID.randomUUID().toString();
    TreeMap<String, String> headers = new TreeMap<>();
    headers.put("host", HOST);
    headers.put("x-tg-app-key", key.application());
    headers.put("x-tg-key-id", key.keyId());
    headers.put("x-tg-nonce", nonce);
    headers.put("x-tg-timestamp", Long.toString(System.currentTimeMillis()));
    byte[] text =
        SigningText.of(
            SignatureScheme.HMAC_SM3,
            "GET",
            Arrays.stream(ChaosService.GOODS.path().substring(1).split("/")).toList(),
            List.of(),
            headers,
            HexFormat.of().formatHex(Sm3.digest("")));
    byte[] code = HmacSm3.code(key.secret().getBytes(StandardCharsets.UTF_8), text);
    TreeMap<String, String> all = new TreeMap<>(headers);
    all.put("X-TG-Algorithm", key.algorithm());
    all.put("X-TG-Signed-Headers", String.join(";", headers.keySet()));
    all.put("X-TG-Signature", Base64.getEncoder().encodeToString(code));
    return new Signed(nonce, all);
  }

  Optional<Observation> send(ChaosNode node, Signed signed, long acknowledged)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.at(ChaosService.GOODS.path())).timeout(PATIENCE);
    signed.headers().forEach(request::header);
    long sent = now();
    return send(request)
        .map(
            answer ->
                observation(
                    node,
                    ChaosService.GOODS,
                    key.application(),
                    acknowledged,
                    answer,
                    signed.nonce(),
                    sent));
  }

  /** Does something as staff; the answer, when there was one. */
  Optional<HttpResponse<String>> act(
      ChaosNode node, String login, String method, String target, String revision, String body)
      throws InterruptedException {
    URI uri = node.at(target);
    String credential = login + ":" + secrets.logins().get(login);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(120))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(credential.getBytes(StandardCharsets.UTF_8)))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!revision.isEmpty()) {
      request.header("If-Match", revision);
    }
    return send(request);
  }

  private Optional<HttpResponse<String>> send(HttpRequest.Builder request)
      throws InterruptedException {
    try {
      return Optional.of(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      // nobody answered: what happened to the node shows
      return Optional.empty();
    }
  }
}
