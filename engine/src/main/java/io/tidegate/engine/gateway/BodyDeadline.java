package io.tidegate.engine.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.time.Duration;

/**
 * Stands before what takes a body: one that has not come whole in time is answered with 408, and
 * its connection is closed. Bytes that trickle in keep a connection from being idle and would hold
 * it, and what has come of the body, for as long as the sender likes.
 */
public final class BodyDeadline implements PlatformHandler {
  private static final int REQUEST_TIMEOUT = 408;

  private final long millis;

  /**
   * @param longest from the head of a request to the end of its body
   */
  public BodyDeadline(Duration longest) {
    this.millis = longest.toMillis();
  }

  @Override
  public void handle(RoutingContext routing) {
    if (!routing.request().isEnded()) {
      long timer = routing.vertx().setTimer(millis, fired -> end(routing));
      routing.addEndHandler(ended -> routing.vertx().cancelTimer(timer));
    }
    routing.next();
  }

  private static void end(RoutingContext routing) {
    HttpServerResponse response = routing.response();
    if (routing.request().isEnded() || response.ended()) {
      return;
    }
    response
        .setStatusCode(REQUEST_TIMEOUT)
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end()
        .onComplete(sent -> routing.request().connection().close());
  }
}
