package io.tidegate.engine.admin;

import io.tidegate.engine.detect.LiveSampling;
import io.tidegate.engine.gateway.Digest;
import io.tidegate.engine.gateway.GatewaySettings;
import io.tidegate.engine.publish.LiveEndpoints;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Puts the admin paths on the application's HTTP server. */
@ApplicationScoped
class AdminStart {
  void attach(
      @Observes Router router,
      LiveEndpoints live,
      AccountCheck accounts,
      LiveSampling sampling,
      Digest digest,
      GatewaySettings settings) {
    new AdminServices(live::current, accounts, sampling, digest, settings).attach(router);
  }
}
