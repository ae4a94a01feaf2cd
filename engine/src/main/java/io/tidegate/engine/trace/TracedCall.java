package io.tidegate.engine.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A call that is done.
 *
 * @param own its trace, and the span it is
 * @param parentId the span of the caller it is within; absent when it begins a trace
 * @param request what names it in logs and answers
 * @param leftOut steps that are not told of, for there were too many
 */
record TracedCall(
    TraceParent own,
    Optional<String> parentId,
    String request,
    Instant at,
    Duration took,
    CallFacts facts,
    List<TracedStep> steps,
    int leftOut) {
  TracedCall {
    Objects.requireNonNull(own, "own");
    Objects.requireNonNull(parentId, "parentId");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(took, "took");
    Objects.requireNonNull(facts, "facts");
    steps = List.copyOf(steps);
  }
}
