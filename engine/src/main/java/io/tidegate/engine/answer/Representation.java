package io.tidegate.engine.answer;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An answer in the form it is sent.
 *
 * @param content the array is the representation's own
 * @param entityTag a strong tag, quotes included; the packed and the plain form have different ones
 *     (RFC 9110, 8.8.3.3)
 * @param stored whether the content is as a source stored it, and not written by us
 * @param headers further ones: those the route has set, and what a form without an envelope cannot
 *     say in itself
 * @param tally of what it says
 */
public record Representation(
    String mediaType,
    byte[] content,
    boolean gzip,
    String entityTag,
    boolean stored,
    SortedMap<String, String> headers,
    AnswerTally tally) {
  public Representation {
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(entityTag, "entityTag");
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    Objects.requireNonNull(tally, "tally");
  }
}
