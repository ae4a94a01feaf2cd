package io.tidegate.engine.gateway;

import java.util.Set;

/** Has the call of an application timed that may know where the time went. */
final class TimingStep implements Step {
  private final Set<String> applications;

  TimingStep(Set<String> applications) {
    this.applications = Set.copyOf(applications);
  }

  @Override
  public void apply(Exchange exchange) {
    if (!applications.isEmpty()
        && exchange
            .caller()
            .map(Identity::application)
            .filter(applications::contains)
            .isPresent()) {
      exchange.running().time();
    }
  }
}
