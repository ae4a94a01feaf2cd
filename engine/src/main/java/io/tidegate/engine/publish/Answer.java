package io.tidegate.engine.publish;

import io.tidegate.engine.answer.AnswerForm;
import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.run.MissingPart;
import io.tidegate.route.definition.AnswerHeader;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a call is answered with.
 *
 * @param mediaType of the body
 * @param stored whether the body is as a source stored it, and not written by us
 * @param body the array is the answer's own
 * @param headers those the route has set
 * @param next cursor of the next page, when the answer is a page and not the last one
 * @param missing the parts that sources did not give
 * @param tally of what the body says
 */
public record Answer(
    String mediaType,
    boolean stored,
    byte[] body,
    SortedMap<AnswerHeader, String> headers,
    Optional<String> next,
    List<MissingPart> missing,
    AnswerTally tally) {
  public Answer {
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(body, "body");
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    Objects.requireNonNull(next, "next");
    missing = List.copyOf(missing);
    Objects.requireNonNull(tally, "tally");
  }

  /** The answer of a plan, in JSON. */
  public Answer(
      byte[] body,
      SortedMap<AnswerHeader, String> headers,
      Optional<String> next,
      List<MissingPart> missing,
      AnswerTally tally) {
    this(AnswerForm.JSON.contentType(), false, body, headers, next, missing, tally);
  }

  /** JSON without anything beside it. */
  public static Answer of(byte[] body) {
    return new Answer(body, new TreeMap<>(), Optional.empty(), List.of(), AnswerTally.NOTHING);
  }

  /**
   * A document as a source stored it.
   *
   * @param mediaType as the source tells it
   */
  public static Answer document(String mediaType, byte[] body) {
    return new Answer(
        mediaType, true, body, new TreeMap<>(), Optional.empty(), List.of(), AnswerTally.of(1));
  }

  /** The same in another form. */
  public Answer in(AnswerForm form, byte[] written) {
    return new Answer(form.contentType(), stored, written, headers, next, missing, tally);
  }
}
