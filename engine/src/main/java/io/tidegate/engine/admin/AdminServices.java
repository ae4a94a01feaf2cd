package io.tidegate.engine.admin;

import io.tidegate.engine.detect.LiveSampling;
import io.tidegate.engine.gateway.Digest;
import io.tidegate.engine.gateway.GatewaySettings;
import io.tidegate.engine.gateway.Pipeline;
import io.tidegate.engine.publish.EndpointTable;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/**
 * The services that are live, at {@code /admin/v1/services}, the steps a route may have, at {@code
 * /admin/v1/route-steps}, and what the sampling of live answers found, at {@code
 * /admin/v1/detections}, for staff.
 */
public final class AdminServices {
  private static final String CHALLENGE = "Basic realm=\"tidegate admin\", charset=\"UTF-8\"";
  private static final String PATHS = "/admin/v1/*";

  /** More documents at once would starve the calls. */
  private static final int CONCURRENT = 16;

  private final Pipeline pipeline;

  public AdminServices(
      Supplier<EndpointTable> live,
      AccountCheck accounts,
      LiveSampling sampling,
      Digest digest,
      GatewaySettings settings) {
    this.pipeline =
        Pipeline.ofDocuments(
            live, settings, new ServicesWork(accounts, sampling), digest, CHALLENGE, CONCURRENT);
  }

  /** Serves from a router. */
  public void attach(Router router) {
    router.route(PATHS).handler(pipeline::serve);
  }
}
