package io.tidegate.engine.publish;

import io.tidegate.engine.read.RunningStatements;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One call, checked at the edge.
 *
 * @param application the id of the calling application; absent for an anonymous caller
 * @param caller credit code of the calling enterprise; absent for an anonymous caller
 * @param owner credit code of the enterprise that lets the caller have its records, and for which
 *     alone it calls; absent when it calls for itself
 * @param agreement under which it calls, by which stand-ins may be scoped; absent without one
 * @param fields ways to the values that are answered, and no others; all of the plan's when absent
 * @param parameters each parameter of the plan with its typed value: String, Long, BigDecimal,
 *     Boolean, LocalDate or OffsetDateTime; absent ones are left out
 * @param cursor where a paged answer goes on, as it was sent
 * @param limit rows asked for
 * @param deadline when the answer is of no use any more
 * @param running what runs for it in databases, so that it can be ended from outside
 */
public record Call(
    Optional<String> application,
    Optional<String> caller,
    Optional<String> owner,
    Optional<String> agreement,
    Optional<SortedSet<String>> fields,
    Map<String, Object> parameters,
    Optional<String> cursor,
    OptionalInt limit,
    Instant deadline,
    String traceId,
    RunningStatements running) {
  public Call {
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(caller, "caller");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(agreement, "agreement");
    fields = fields.map(TreeSet::new).map(Collections::unmodifiableSortedSet);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    Objects.requireNonNull(cursor, "cursor");
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(deadline, "deadline");
    Objects.requireNonNull(traceId, "traceId");
    Objects.requireNonNull(running, "running");
  }

  /** A call of whatever application of an enterprise. */
  public Call(
      Optional<String> caller,
      Map<String, Object> parameters,
      Optional<String> cursor,
      OptionalInt limit,
      Instant deadline,
      String traceId) {
    this(
        Optional.empty(),
        caller,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        parameters,
        cursor,
        limit,
        deadline,
        traceId,
        new RunningStatements());
  }
}
