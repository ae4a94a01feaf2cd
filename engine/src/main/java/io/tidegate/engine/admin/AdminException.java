package io.tidegate.engine.admin;

import io.tidegate.engine.governance.GovernanceException;
import io.tidegate.engine.session.SessionException;
import io.tidegate.engine.staff.StaffException;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.text.Bilingual;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** An answer that is a problem. */
final class AdminException extends Exception {
  private static final long serialVersionUID = 1L;

  private final AdminProblem problem;
  private final transient Bilingual detail;
  private final transient List<Diagnostic> diagnostics;
  private final Duration retryAfter;

  AdminException(AdminProblem problem) {
    this(problem, problem.title(), List.of());
  }

  AdminException(AdminProblem problem, Bilingual detail, List<Diagnostic> diagnostics) {
    super(problem.id(), null, false, false);
    this.problem = Objects.requireNonNull(problem, "problem");
    this.detail = detail;
    this.diagnostics = List.copyOf(diagnostics);
    this.retryAfter = Duration.ZERO;
  }

  private AdminException(AdminProblem problem, Duration retryAfter) {
    super(problem.id(), null, false, false);
    this.problem = problem;
    this.detail = problem.title();
    this.diagnostics = List.of();
    this.retryAfter = retryAfter;
  }

  static AdminException of(SessionException refused) {
    AdminProblem problem =
        switch (refused.kind()) {
          case CAPTCHA -> AdminProblem.CAPTCHA;
          case CREDENTIAL -> AdminProblem.CREDENTIAL;
          case LOCKED -> AdminProblem.LOCKED;
          case OFTEN -> AdminProblem.OFTEN;
          case BUSY -> AdminProblem.BUSY;
        };
    return new AdminException(problem, refused.retryAfter());
  }

  static AdminException of(GovernanceException refused) {
    AdminProblem problem =
        switch (refused.kind()) {
          case UNKNOWN -> AdminProblem.UNKNOWN;
          case STALE -> AdminProblem.STALE;
          case STATE -> AdminProblem.STATE;
          case PERSON -> AdminProblem.PERSON;
          case INVALID -> AdminProblem.INVALID;
          case BUSY -> AdminProblem.BUSY;
        };
    return new AdminException(problem, refused.reason(), refused.diagnostics());
  }

  static AdminException of(StaffException refused) {
    AdminProblem problem =
        switch (refused.kind()) {
          case UNKNOWN -> AdminProblem.UNKNOWN;
          case STALE -> AdminProblem.STALE;
          case STATE -> AdminProblem.STATE;
          case PERSON -> AdminProblem.PERSON;
          case INVALID -> AdminProblem.INVALID;
        };
    return new AdminException(problem, refused.reason(), List.of());
  }

  AdminProblem problem() {
    return problem;
  }

  Bilingual detail() {
    return detail;
  }

  /** After how long it is worth asking again; zero when that is not known. */
  Duration retryAfter() {
    return retryAfter;
  }

  /** What is wrong with a pack that was sent. */
  List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
