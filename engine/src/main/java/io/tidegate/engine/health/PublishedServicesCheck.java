package io.tidegate.engine.health;

import io.tidegate.engine.publish.LiveEndpoints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when at least one service is published and every published one can answer. */
@Readiness
@ApplicationScoped
class PublishedServicesCheck implements HealthCheck {
  private static final String NAME = "published services";
  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final Duration REUSE = Duration.ofSeconds(2);

  private final EndpointProbes probes;

  @Inject
  PublishedServicesCheck(LiveEndpoints live) {
    this(new EndpointProbes(live::current, BOUND, REUSE, System::nanoTime));
  }

  PublishedServicesCheck(EndpointProbes probes) {
    this.probes = probes;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named(NAME);
    try {
      EndpointProbes.Report report = probes.report();
      report.endpoints().forEach((service, up) -> response.withData(service, up ? "up" : "down"));
      return response.status(report.ready()).build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return response.down().build();
    }
  }
}
