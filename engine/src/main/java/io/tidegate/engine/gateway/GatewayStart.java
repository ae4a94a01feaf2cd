package io.tidegate.engine.gateway;

import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.tidegate.engine.accounting.CallAccount;
import io.tidegate.engine.cache.AnswerCache;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.LiveEndpoints;
import io.tidegate.engine.trace.CallTraces;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Clock;
import java.time.Duration;

/** Puts the gateway on the application's HTTP server. */
@ApplicationScoped
class GatewayStart {
  private static final String ANSWER_KEY = "/keys/answers.pem";
  private static final Duration SHORTEST_HEAD = Duration.ofSeconds(1);

  /** As soon as the server listens. */
  void guard(@ObservesAsync HttpServerStart listening, Vertx vertx, GatewaySettings settings) {
    new ConnectionGuards(settings.headTime()).standAt(vertx).join();
  }

  void guard(@ObservesAsync HttpsServerStart listening, Vertx vertx, GatewaySettings settings) {
    new ConnectionGuards(settings.headTime()).standAt(vertx).join();
  }

  void attach(
      @Observes Router router,
      LiveEndpoints live,
      Authenticator authenticator,
      SignatureCheck signatures,
      TokenIssue tokens,
      Grants grants,
      DocumentLinks links,
      Documents documents,
      Metering metering,
      AnswerCache cache,
      Digest digest,
      CallAccount account,
      CallTraces traces,
      GatewaySettings settings,
      Standing standing,
      LiveKeys keys,
      Clock clock) {
    if (settings.headTime().compareTo(SHORTEST_HEAD) < 0) {
      throw new IllegalArgumentException("tidegate.gateway.head-time is 1s or more");
    }
    router.route().order(Integer.MIN_VALUE).handler(HeadDeadline::come);
    new Gateway(
            live::current,
            authenticator,
            signatures,
            grants,
            links,
            documents,
            metering,
            cache,
            digest,
            account,
            traces,
            settings,
            standing,
            keys,
            clock)
        .attach(router);
    signatures
        .answers()
        .ifPresent(
            signer ->
                router
                    .route(HttpMethod.GET, ANSWER_KEY)
                    .handler(
                        routing ->
                            routing
                                .response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, "application/x-pem-file")
                                .putHeader("X-Content-Type-Options", "nosniff")
                                .end(signer.publicKey())));
    new TokenEndpoint(
            live::current, tokens, signatures, digest, standing, settings.bodyTime(), clock)
        .attach(router);
  }
}
