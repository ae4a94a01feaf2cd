package io.tidegate.engine.health;

import io.tidegate.engine.gateway.Standing;
import io.tidegate.engine.publish.LiveEndpoints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while this node knows what is in force, and serves it. */
@Readiness
@ApplicationScoped
class NodeCheck implements HealthCheck {
  private final Standing standing;
  private final LiveEndpoints live;

  @Inject
  NodeCheck(Standing standing, LiveEndpoints live) {
    this.standing = standing;
    this.live = live;
  }

  @Override
  public HealthCheckResponse call() {
    long epoch = live.current().epoch();
    return HealthCheckResponse.named("node in step")
        .withData("epoch", epoch)
        .status(standing.holds(epoch))
        .build();
  }
}
