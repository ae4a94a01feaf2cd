package io.tidegate.engine.trace;

import java.util.Objects;
import java.util.Optional;

/**
 * What a call was and what came of it: names, numbers and codes.
 *
 * @param outcome in a word
 * @param status of HTTP; zero when the caller had gone
 * @param problem its code; absent without one
 * @param rows records that were answered
 */
public record CallFacts(
    String service,
    String version,
    long epoch,
    String outcome,
    int status,
    Optional<String> problem,
    long rows) {
  public CallFacts {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(problem, "problem");
  }
}
