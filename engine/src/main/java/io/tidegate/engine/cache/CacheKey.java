package io.tidegate.engine.cache;

import io.tidegate.engine.answer.AnswerForm;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Names an answer by everything it depends on besides its sources. Two calls with one key get the
 * same; two that could get different answers never have one.
 *
 * @param state of the endpoint: the plan, since when it is in force, and which members were closed
 * @param application that calls; absent when everybody gets the same
 * @param enterprise the credit code of its enterprise; absent when everybody gets the same
 * @param agreement it calls under, which can change by time alone; absent without one
 * @param grants which grants the application holds, as a number that changes with them
 * @param fields the values that are answered; all of the plan's when absent
 * @param parameters typed, with what the plan gives in place of absent ones; never changed from
 *     here on
 * @param cursor where a page begins
 * @param limit rows of a page that are asked for
 * @param gzip whether the content is packed
 */
public record CacheKey(
    String state,
    Optional<String> application,
    Optional<String> enterprise,
    Optional<String> agreement,
    long grants,
    Optional<SortedSet<String>> fields,
    Map<String, Object> parameters,
    Optional<String> cursor,
    OptionalInt limit,
    AnswerForm form,
    boolean gzip) {
  public CacheKey {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(enterprise, "enterprise");
    Objects.requireNonNull(agreement, "agreement");
    fields = fields.map(TreeSet::new).map(Collections::unmodifiableSortedSet);
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(cursor, "cursor");
    Objects.requireNonNull(limit, "limit");
    Objects.requireNonNull(form, "form");
  }

  /** About how many bytes it takes. */
  int weight() {
    int weight = 256;
    for (String field : fields.orElse(Collections.emptySortedSet())) {
      weight += 48 + 2 * field.length();
    }
    for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
      weight += 64 + (parameter.getValue() instanceof String text ? 2 * text.length() : 32);
    }
    return weight + cursor.map(String::length).orElse(0);
  }
}
