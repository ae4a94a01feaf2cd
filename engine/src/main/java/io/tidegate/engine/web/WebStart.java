package io.tidegate.engine.web;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;

/** Puts the web application on the application's HTTP server. */
@ApplicationScoped
class WebStart {
  void attach(@Observes Router router) {
    new WebApplication(WebFiles.built(), new SecureRandom()).attach(router);
  }
}
