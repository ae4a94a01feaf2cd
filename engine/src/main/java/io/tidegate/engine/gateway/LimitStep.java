package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;

/** Refuses requests that are too large to look at. What may be of a body is read past. */
final class LimitStep implements Step {
  private final GatewaySettings settings;

  LimitStep(GatewaySettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    HttpServerRequest request = exchange.request();
    if (request.uri().length() > settings.maxUriBytes() || !bodyFits(request)) {
      throw new CallProblem(ProblemCode.TOO_LARGE);
    }
  }

  private boolean bodyFits(HttpServerRequest request) {
    if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      // a body that does not say how long it is may have no end
      return false;
    }
    List<String> lengths = request.headers().getAll(HttpHeaders.CONTENT_LENGTH);
    if (lengths.isEmpty()) {
      return true;
    }
    String length = lengths.getFirst();
    return lengths.size() == 1
        && length.matches("\\d{1,9}")
        && Integer.parseInt(length) <= settings.maxBodyBytes();
  }
}
