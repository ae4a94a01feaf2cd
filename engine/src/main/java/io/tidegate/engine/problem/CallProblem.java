package io.tidegate.engine.problem;

import io.tidegate.route.text.Bilingual;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A call that is not answered. Carries nothing of the data: a code, the parameter it is about, and
 * a sentence for the caller.
 */
public final class CallProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient Optional<String> field;
  private final transient Optional<Bilingual> detail;
  private final transient Optional<Duration> retryAfter;

  public CallProblem(ProblemCode code) {
    this(code, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A problem that may be over after some time. */
  public CallProblem(ProblemCode code, Duration retryAfter) {
    this(code, Optional.empty(), Optional.empty(), Optional.of(retryAfter));
  }

  /** A problem that may be over after some time, of which more is known than the code says. */
  public CallProblem(ProblemCode code, Bilingual detail, Duration retryAfter) {
    this(code, Optional.empty(), Optional.of(detail), Optional.of(retryAfter));
  }

  /** A problem with the request as a whole, of which more is known than the code says. */
  public CallProblem(ProblemCode code, Bilingual detail) {
    this(code, Optional.empty(), Optional.of(detail), Optional.empty());
  }

  /** A problem with one parameter. */
  public CallProblem(ProblemCode code, String field, Bilingual detail) {
    this(code, Optional.of(field), Optional.of(detail), Optional.empty());
  }

  /**
   * A problem whose reason somebody on the way may act on; no caller is told.
   *
   * @param reason what it comes from
   */
  public CallProblem(ProblemCode code, Throwable reason) {
    this(code, Optional.empty(), Optional.empty(), Optional.empty(), reason);
  }

  private CallProblem(
      ProblemCode code,
      Optional<String> field,
      Optional<Bilingual> detail,
      Optional<Duration> retryAfter) {
    this(code, field, detail, retryAfter, null);
  }

  private CallProblem(
      ProblemCode code,
      Optional<String> field,
      Optional<Bilingual> detail,
      Optional<Duration> retryAfter,
      Throwable reason) {
    super(code.id(), reason, false, false);
    this.code = Objects.requireNonNull(code, "code");
    this.field = field;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  public ProblemCode code() {
    return code;
  }

  /** The name of the parameter it is about. */
  public Optional<String> field() {
    return field;
  }

  /** After which time another attempt is worth while. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** What exactly is wrong, when more is known than the code says. */
  public Optional<Bilingual> detail() {
    return detail;
  }
}
