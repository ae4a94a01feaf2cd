package io.tidegate.engine.impact;

import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.util.Objects;

/**
 * A live grant that a candidate may touch.
 *
 * @param receiver credit code of the enterprise that holds it
 * @param level how far that is trusted
 */
public record StandingGrant(
    String application, String receiver, OrganisationLevel level, String service, Purpose purpose) {
  public StandingGrant {
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(receiver, "receiver");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(purpose, "purpose");
  }
}
