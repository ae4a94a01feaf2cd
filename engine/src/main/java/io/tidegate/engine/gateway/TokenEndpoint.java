package io.tidegate.engine.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.route.text.Bilingual;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * {@code POST /oauth2/token}: a short-lived token for a client's credential (RFC 6749, 4.4), which
 * is its key, by HTTP Basic or in the form, or a signature of {@code TG1} over the request. {@code
 * POST /oauth2/revoke}: ends a token of the client before its time (RFC 7009). Answers are those of
 * RFC 6749, 5.1 and 5.2, with a sentence in Chinese besides.
 */
final class TokenEndpoint {
  static final String PATH = "/oauth2/token";
  static final String REVOCATION = "/oauth2/revoke";

  /** Of tokens and of revocations, each. */
  static final int MOST_IN_A_MINUTE = 60;

  private static final Logger LOG = Logger.getLogger(TokenEndpoint.class);
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LARGEST_BODY = 4_096;
  private static final int CONCURRENT = 32;
  private static final int MINUTE_MILLIS = 60_000;
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String BASIC = "basic ";

  private final Supplier<EndpointTable> live;
  private final TokenIssue tokens;
  private final SignatureCheck signatures;
  private final SignedCallReader reader;
  private final Standing standing;
  private final Duration bodyTime;
  private final Clock clock;
  private final Semaphore permits = new Semaphore(CONCURRENT);

  /** Of clients that proved who they are, so there are no more than applications. */
  private final ConcurrentMap<String, Minute> asked = new ConcurrentHashMap<>();

  private final ConcurrentMap<String, Minute> revoked = new ConcurrentHashMap<>();

  TokenEndpoint(
      Supplier<EndpointTable> live,
      TokenIssue tokens,
      SignatureCheck signatures,
      Digest digest,
      Standing standing,
      Duration bodyTime,
      Clock clock) {
    this.live = Objects.requireNonNull(live, "live");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.signatures = Objects.requireNonNull(signatures, "signatures");
    this.reader = new SignedCallReader(digest);
    this.standing = Objects.requireNonNull(standing, "standing");
    this.bodyTime = Objects.requireNonNull(bodyTime, "bodyTime");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** How often a client asked within a minute. */
  private record Minute(long minute, int times) {}

  /** No token, and why, in the words of RFC 6749. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final transient Bilingual text;

    Refusal(int status, String error, String zh, String en) {
      super(error, null, false, false);
      this.status = status;
      this.error = error;
      this.text = new Bilingual(zh, en);
    }
  }

  /** What was sent. */
  private record Asked(RoutingContext routing, Map<String, String> form, byte[] body) {}

  /** Does what is asked, on a virtual thread; gives the members of the answer. */
  @FunctionalInterface
  private interface Act {
    Members run(Asked asked) throws Refusal;
  }

  void attach(Router router) {
    attach(router, PATH, this::issue);
    attach(router, REVOCATION, this::revoke);
  }

  private void attach(Router router, String path, Act act) {
    router
        .route(HttpMethod.POST, path)
        .handler(new BodyDeadline(bodyTime))
        .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
        .handler(routing -> serve(routing, act));
  }

  private void serve(RoutingContext routing, Act act) {
    if (!permits.tryAcquire()) {
      refuse(routing, busy());
      return;
    }
    Context context = routing.vertx().getOrCreateContext();
    // a signature is computed for longer than an event loop may be held, and a nonce is asked for
    Thread.ofVirtual()
        .name("token")
        .start(
            () -> {
              try {
                Members members = act.run(asked(routing));
                context.runOnContext(ignored -> end(routing, 200, members));
              } catch (Refusal refusal) {
                context.runOnContext(ignored -> refuse(routing, refusal));
              } catch (RuntimeException | Error e) {
                LOG.errorf("a request about a token broke: %s", Fault.describe(e));
                context.runOnContext(
                    ignored ->
                        refuse(
                            routing, new Refusal(500, "server_error", "内部错误", "something broke")));
              } finally {
                permits.release();
              }
            });
  }

  private static Refusal busy() {
    return new Refusal(503, "temporarily_unavailable", "稍后重试", "try again later");
  }

  private Asked asked(RoutingContext routing) throws Refusal {
    if (!standing.holds(live.get().epoch())) {
      throw busy();
    }
    Buffer buffer = routing.body().buffer();
    byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
    return new Asked(routing, form(routing, body), body);
  }

  private Members issue(Asked asked) throws Refusal {
    String grant = asked.form().get("grant_type");
    if (!"client_credentials".equals(grant)) {
      throw grant == null
          ? malformed("grant_type is missing")
          : new Refusal(
              400,
              "unsupported_grant_type",
              "仅支持 client_credentials",
              "only client_credentials is served");
    }
    TokenIssue.Issued issued =
        tokens.issue(
            client(
                asked,
                this.asked,
                "令牌在有效期内可重复使用，请勿每次请求都申请",
                "use a token until it ends; do not ask for one with each call"));
    return json -> {
      json.writeStringField("access_token", issued.token());
      json.writeStringField("token_type", "Bearer");
      json.writeNumberField("expires_in", issued.life().toSeconds());
    };
  }

  /** A token that is none any more is revoked already (RFC 7009, 2.2). */
  private Members revoke(Asked asked) throws Refusal {
    String token = asked.form().get("token");
    if (token == null) {
      throw malformed("token is missing");
    }
    Identity client = client(asked, revoked, "稍后再吊销其余令牌", "revoke the other tokens a minute later");
    if (!tokens.revoke(client, token)) {
      throw new Refusal(
          400, "invalid_request", "该令牌不属于本应用", "the token was not issued to this client");
    }
    return json -> {};
  }

  /** Who asks, if it proves it and does not ask too often. */
  private Identity client(Asked asked, ConcurrentMap<String, Minute> times, String zh, String en)
      throws Refusal {
    Identity client =
        proved(asked.routing(), asked.form(), asked.body())
            .orElseThrow(
                () -> new Refusal(401, "invalid_client", "凭证无效", "the credential is not valid"));
    long minute = clock.millis() / MINUTE_MILLIS;
    Minute now =
        times.merge(
            client.application(),
            new Minute(minute, 1),
            (before, one) ->
                before.minute() == minute ? new Minute(minute, before.times() + 1) : one);
    if (now.times() > MOST_IN_A_MINUTE) {
      throw new Refusal(429, "temporarily_unavailable", zh, en);
    }
    return client;
  }

  private Optional<Identity> proved(RoutingContext routing, Map<String, String> form, byte[] body)
      throws Refusal {
    Exchange exchange = new Exchange(routing, live.get(), clock.instant());
    return proved(exchange, form, body)
        .flatMap(client -> tokens.certificates().held(client, exchange::certificate));
  }

  private Optional<Identity> proved(Exchange exchange, Map<String, String> form, byte[] body)
      throws Refusal {
    List<String> authorizations = exchange.headers(Exchange.AUTHORIZATION);
    boolean signed = exchange.isSigned();
    boolean inForm = form.containsKey("client_secret");
    if (authorizations.size() + (signed ? 1 : 0) + (inForm ? 1 : 0) > 1) {
      throw malformed("the client proves who it is in more than one way");
    }
    if (signed) {
      return signed(exchange, body);
    }
    if (inForm) {
      return tokens.client(
          form.getOrDefault("client_id", ""), form.get("client_secret"), exchange.address());
    }
    return authorizations.isEmpty()
        ? Optional.empty()
        : basic(authorizations.getFirst())
            .flatMap(pair -> tokens.client(pair.name(), pair.value(), exchange.address()));
  }

  private Optional<Identity> signed(Exchange exchange, byte[] body) throws Refusal {
    try {
      PathStep.each().apply(exchange);
      return signatures.caller(reader.read(exchange, body));
    } catch (CallProblem problem) {
      if (problem.code() == ProblemCode.AUTH_UNAVAILABLE) {
        throw busy();
      }
      Bilingual text = problem.detail().orElse(problem.code().title());
      throw new Refusal(
          problem.code().status(),
          problem.code().status() == 401 ? "invalid_client" : "invalid_request",
          text.zh(),
          text.en());
    }
  }

  /** Both halves are encoded like the values of a form (RFC 6749, 2.3.1). */
  private static Optional<QueryString.Pair> basic(String authorization) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
      return Optional.empty();
    }
    String text;
    try {
      text =
          new String(
              Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()),
              StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    Optional<String> secret = PercentDecoder.decode(text.substring(colon + 1), true);
    return PercentDecoder.decode(text.substring(0, colon), true)
        .flatMap(id -> secret.map(s -> new QueryString.Pair(id, s)));
  }

  private static Map<String, String> form(RoutingContext routing, byte[] body) throws Refusal {
    String type = routing.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(FORM)) {
      throw malformed("the body is to be " + FORM);
    }
    Map<String, String> form = new HashMap<>();
    try {
      for (QueryString.Pair pair : QueryString.parse(new String(body, StandardCharsets.UTF_8))) {
        if (form.put(pair.name(), pair.value()) != null) {
          throw malformed("a parameter is given twice");
        }
      }
    } catch (CallProblem problem) {
      throw malformed("the body is no form");
    }
    return form;
  }

  private static Refusal malformed(String en) {
    return new Refusal(400, "invalid_request", "请求格式不正确", en);
  }

  private static void refuse(RoutingContext routing, Refusal refusal) {
    HttpServerResponse response = routing.response();
    if (refusal.status == 401) {
      response.putHeader("WWW-Authenticate", "Basic realm=\"tidegate\"");
    }
    if (refusal.status == 429 || refusal.status == 503) {
      response.putHeader(HttpHeaders.RETRY_AFTER, refusal.status == 429 ? "60" : "1");
    }
    end(
        routing,
        refusal.status,
        json -> {
          json.writeStringField("error", refusal.error);
          json.writeStringField("error_description", refusal.text.en());
          json.writeStringField("message_cn", refusal.text.zh());
        });
  }

  /** Writes the members of a JSON object. */
  @FunctionalInterface
  private interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  private static void end(RoutingContext routing, int status, Members members) {
    HttpServerResponse response = routing.response();
    if (response.ended() || response.closed()) {
      return;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Pragma", "no-cache")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(Buffer.buffer(out.toByteArray()));
  }
}
