package io.tidegate.engine.emit;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.definition.SourceFailure;
import java.util.List;
import java.util.Optional;

/** The problem behind what a step threw. */
final class Problems {
  private Problems() {}

  /** Camel wraps what a branch throws. */
  static Optional<CallProblem> of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof CallProblem problem) {
        return Optional.of(problem);
      }
    }
    return Optional.empty();
  }

  /** Whether a source failed, and not the caller, the route or the platform. */
  static boolean ofSource(Throwable thrown) {
    return isOneOf(thrown, List.of(SourceFailure.values()));
  }

  /** Whether it is one of these failures of a source. */
  static boolean isOneOf(Throwable thrown, List<SourceFailure> failures) {
    return of(thrown)
        .flatMap(problem -> SourceFailure.ofWord(problem.code().id()))
        .filter(failures::contains)
        .isPresent();
  }

  /** The code a caller is told. */
  static ProblemCode code(String id) {
    for (ProblemCode code : ProblemCode.values()) {
      if (code.id().equals(id)) {
        return code;
      }
    }
    throw new IllegalStateException("there is no problem " + id);
  }
}
