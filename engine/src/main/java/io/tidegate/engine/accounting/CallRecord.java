package io.tidegate.engine.accounting;

import io.tidegate.engine.answer.AnswerTally;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One call, for the books. Holds no value of a parameter or an answer.
 *
 * @param at when the request came
 * @param took from then until its answer was ready to be sent
 * @param traceId 32 hexadecimal digits
 * @param epoch of what was published when the request came
 * @param plan what ran or would have run
 * @param application id of the calling application; absent for an anonymous caller
 * @param enterprise credit code of the calling enterprise; absent for an anonymous caller
 * @param owner credit code of the enterprise whose records were asked for; absent for a caller who
 *     asks for itself
 * @param outcome what became of it
 * @param status of HTTP; 0 when nothing was answered
 * @param problem the stable code, such as {@code TG-DATA-404}; absent when data was answered
 * @param tally of what was answered
 * @param bytes of the body, as sent
 */
public record CallRecord(
    Instant at,
    Duration took,
    String traceId,
    long epoch,
    Plan plan,
    Optional<String> application,
    Optional<String> enterprise,
    Optional<String> owner,
    Outcome outcome,
    int status,
    Optional<String> problem,
    AnswerTally tally,
    long bytes) {
  public CallRecord {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(took, "took");
    Objects.requireNonNull(traceId, "traceId");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(enterprise, "enterprise");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(problem, "problem");
    Objects.requireNonNull(tally, "tally");
  }

  /**
   * What a call is for.
   *
   * @param fingerprint of the plan, in hexadecimal
   */
  public record Plan(String service, String version, String fingerprint) {
    public Plan {
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(fingerprint, "fingerprint");
    }
  }

  /** What became of a call. */
  public enum Outcome {
    /** Data was answered, or that it has not changed. */
    ANSWERED,
    /** The request was at fault, or asked for what there is not. */
    REFUSED,
    /** The platform or a source was at fault. */
    FAILED,
    /** The caller had gone before there was an answer. */
    GONE
  }
}
