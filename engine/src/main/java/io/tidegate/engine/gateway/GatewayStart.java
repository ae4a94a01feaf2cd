package io.tidegate.engine.gateway;

import io.tidegate.engine.accounting.CallAccount;
import io.tidegate.engine.cache.AnswerCache;
import io.tidegate.engine.publish.DocumentLinks;
import io.tidegate.engine.publish.LiveEndpoints;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Puts the gateway on the application's HTTP server. */
@ApplicationScoped
class GatewayStart {
  void attach(
      @Observes Router router,
      LiveEndpoints live,
      Authenticator authenticator,
      SignatureCheck signatures,
      Grants grants,
      DocumentLinks links,
      Documents documents,
      Metering metering,
      AnswerCache cache,
      Digest digest,
      CallAccount account,
      GatewaySettings settings,
      Standing standing,
      LiveKeys keys,
      Clock clock) {
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
            settings,
            standing,
            keys,
            clock)
        .attach(router);
  }
}
