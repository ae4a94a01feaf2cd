package io.tidegate.engine.trace;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A step of a call that is done.
 *
 * @param name as the plan calls it
 * @param source the catalog's id
 * @param outward whether the source was asked over the network by it
 * @param spanId 16 hexadecimal digits
 * @param parentId of what it is within: the call, or another step
 * @param after the beginning of the call it began
 * @param problem its code; absent without one
 * @param rows it yielded; less than zero when that is not known
 */
record TracedStep(
    String name,
    String source,
    boolean outward,
    String spanId,
    String parentId,
    Duration after,
    Duration took,
    Optional<String> problem,
    long rows) {
  TracedStep {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(spanId, "spanId");
    Objects.requireNonNull(parentId, "parentId");
    Objects.requireNonNull(after, "after");
    Objects.requireNonNull(took, "took");
    Objects.requireNonNull(problem, "problem");
  }
}
