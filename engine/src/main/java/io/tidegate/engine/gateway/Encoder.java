package io.tidegate.engine.gateway;

import io.tidegate.engine.answer.AnswerForm;
import io.tidegate.engine.answer.Representation;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.run.MissingPart;
import io.tidegate.route.definition.AnswerHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Puts answers into the form they are sent in. Safe for any number of threads. */
final class Encoder {
  /** Smaller answers fit a network packet anyway; packing them only costs time. */
  static final int LEAST_TO_PACK = 1024;

  private static final int TAG_BYTES = 16;

  /** The types of what says itself where it goes on and what it lacks. */
  private static final Set<String> WITH_ENVELOPE =
      AnswerForm.all().stream()
          .filter(AnswerForm::hasEnvelope)
          .map(AnswerForm::contentType)
          .collect(Collectors.toUnmodifiableSet());

  private static final String NEXT_CURSOR = "X-TG-Next-Cursor";
  private static final String MISSING = "X-TG-Missing";

  private final Digest digest;

  Encoder(Digest digest) {
    this.digest = Objects.requireNonNull(digest, "digest");
  }

  /** The form for a request. */
  Representation encode(Answer made, boolean wantsGzip) {
    byte[] answer = made.body();
    byte[] hash = Arrays.copyOf(digest.of(answer), TAG_BYTES);
    String name = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    boolean gzip = wantsGzip && answer.length >= LEAST_TO_PACK;
    return new Representation(
        made.mediaType(),
        gzip ? pack(answer) : answer,
        gzip,
        "\"" + name + (gzip ? ".gz\"" : "\""),
        made.stored(),
        headers(made),
        made.tally());
  }

  private static SortedMap<String, String> headers(Answer made) {
    boolean envelope = made.stored() || WITH_ENVELOPE.contains(made.mediaType());
    if (envelope && made.headers().isEmpty()) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, String> headers = new TreeMap<>();
    for (Map.Entry<AnswerHeader, String> set : made.headers().entrySet()) {
      headers.put(set.getKey().word(), HeaderText.of(set.getValue()));
    }
    if (!envelope) {
      made.next().ifPresent(cursor -> headers.put(NEXT_CURSOR, cursor));
      if (!made.missing().isEmpty()) {
        headers.put(
            MISSING, made.missing().stream().map(Encoder::told).collect(Collectors.joining(", ")));
      }
    }
    return headers;
  }

  /** A member of a list of RFC 9651; the ids of sources have nothing in them to be escaped. */
  private static String told(MissingPart part) {
    return part.partCode() + ";sources=\"" + String.join(" ", part.sources()) + '"';
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
