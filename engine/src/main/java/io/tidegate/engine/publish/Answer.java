package io.tidegate.engine.publish;

import io.tidegate.route.definition.AnswerHeader;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a call is answered with.
 *
 * @param body UTF-8 JSON; the array is the answer's own
 * @param headers those the route has set
 */
public record Answer(byte[] body, SortedMap<AnswerHeader, String> headers) {
  public Answer {
    Objects.requireNonNull(body, "body");
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
  }

  /** An answer without headers of its own. */
  public static Answer of(byte[] body) {
    return new Answer(body, new TreeMap<>());
  }
}
