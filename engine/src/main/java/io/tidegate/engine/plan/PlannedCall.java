package io.tidegate.engine.plan;

import io.tidegate.route.definition.Version;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Another service whose route is part of a plan.
 *
 * @param place of the call in the route; the ids of its reads begin with it
 * @param fingerprint of that service's own plan: the plan it is part of holds for it alone
 * @param approval what a caller of that service needs besides a key, and so a caller of this one
 * @param anonymous whether that service serves a caller without a key
 * @param terms on what it serves each audience
 * @param parameters what it accepts
 * @param timeout how long it may take
 */
public record PlannedCall(
    String place,
    String service,
    Version version,
    String fingerprint,
    Optional<Approval> approval,
    boolean anonymous,
    List<PlannedTerms> terms,
    List<PlannedParameter> parameters,
    Duration timeout) {
  public PlannedCall {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(approval, "approval");
    terms = List.copyOf(terms);
    parameters = List.copyOf(parameters);
    Objects.requireNonNull(timeout, "timeout");
  }

  /** A service that serves everybody on the same terms. */
  public PlannedCall(
      String place,
      String service,
      Version version,
      String fingerprint,
      Optional<Approval> approval,
      boolean anonymous,
      List<PlannedParameter> parameters,
      Duration timeout) {
    this(
        place,
        service,
        version,
        fingerprint,
        approval,
        anonymous,
        PlannedTerms.alike(approval),
        parameters,
        timeout);
  }

  /** The terms of its own of a call for this purpose by an organisation of this level. */
  public Optional<PlannedTerms> terms(Purpose purpose, OrganisationLevel level) {
    return terms.stream().filter(each -> each.audience().has(purpose, level)).findFirst();
  }
}
