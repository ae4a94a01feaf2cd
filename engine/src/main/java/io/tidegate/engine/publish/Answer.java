package io.tidegate.engine.publish;

import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.route.definition.AnswerHeader;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a call is answered with.
 *
 * @param mediaType of the body
 * @param body the array is the answer's own
 * @param headers those the route has set
 * @param tally of what the body says
 */
public record Answer(
    String mediaType, byte[] body, SortedMap<AnswerHeader, String> headers, AnswerTally tally) {
  /** UTF-8 JSON. */
  public static final String JSON = "application/json; charset=utf-8";

  public Answer {
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(body, "body");
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    Objects.requireNonNull(tally, "tally");
  }

  /** JSON with headers of the route. */
  public Answer(byte[] body, SortedMap<AnswerHeader, String> headers, AnswerTally tally) {
    this(JSON, body, headers, tally);
  }

  /** An answer about the platform, without headers of its own. */
  public static Answer of(byte[] body) {
    return of(body, AnswerTally.NOTHING);
  }

  /** An answer without headers of its own. */
  public static Answer of(byte[] body, AnswerTally tally) {
    return new Answer(body, new TreeMap<>(), tally);
  }
}
