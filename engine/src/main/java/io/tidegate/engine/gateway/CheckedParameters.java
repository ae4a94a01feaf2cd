package io.tidegate.engine.gateway;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/**
 * The parameters of a request, each as its plan says.
 *
 * @param values in the order of the plan: String, Long, BigDecimal, Boolean, LocalDate or
 *     OffsetDateTime; absent ones are left out; never changed from here on
 * @param cursor where a paged answer goes on, as it was sent
 * @param limit rows asked for
 * @param fields the values asked for; whatever may be given when absent
 */
public record CheckedParameters(
    Map<String, Object> values,
    Optional<String> cursor,
    OptionalInt limit,
    Optional<SortedSet<String>> fields) {
  public CheckedParameters {
    values = Collections.unmodifiableMap(values);
    Objects.requireNonNull(cursor, "cursor");
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(fields, "fields");
  }
}
