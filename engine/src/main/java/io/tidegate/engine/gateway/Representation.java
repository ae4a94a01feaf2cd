package io.tidegate.engine.gateway;

import io.tidegate.engine.answer.AnswerTally;
import io.tidegate.engine.publish.Answer;
import io.tidegate.route.definition.AnswerHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * An answer in the form it is sent.
 *
 * @param entityTag a strong tag, quotes included; the packed and the plain form have different ones
 *     (RFC 9110, 8.8.3.3)
 * @param headers further ones, which the route has set
 * @param tally of what it says
 */
record Representation(
    String mediaType,
    byte[] content,
    boolean gzip,
    String entityTag,
    SortedMap<AnswerHeader, String> headers,
    AnswerTally tally) {
  /** Smaller answers fit a network packet anyway; packing them only costs time. */
  static final int LEAST_TO_PACK = 1024;

  private static final int TAG_BYTES = 16;

  Representation {
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(entityTag, "entityTag");
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    Objects.requireNonNull(tally, "tally");
  }

  /** The form for a request. */
  static Representation of(Answer made, boolean wantsGzip, Digest digest) {
    byte[] answer = made.body();
    byte[] hash = Arrays.copyOf(digest.of(answer), TAG_BYTES);
    String name = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    boolean gzip = wantsGzip && answer.length >= LEAST_TO_PACK;
    return new Representation(
        made.mediaType(),
        gzip ? pack(answer) : answer,
        gzip,
        "\"" + name + (gzip ? ".gz\"" : "\""),
        made.headers(),
        made.tally());
  }

  private static byte[] pack(byte[] answer) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(answer.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
