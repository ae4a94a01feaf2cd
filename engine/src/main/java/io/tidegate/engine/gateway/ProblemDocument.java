package io.tidegate.engine.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.route.text.Bilingual;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * A problem as callers get it: {@code application/problem+json} of RFC 9457 with the members of the
 * platform's error envelope. It is written from the problem alone, so two calls with the same
 * problem get the same bytes but for the trace id.
 */
public final class ProblemDocument {
  /** Its media type. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Where the codes are explained. */
  public static final String PAGE = "/docs/problems";

  private static final JsonFactory JSON = new JsonFactory();

  private ProblemDocument() {}

  /**
   * Writes the document as UTF-8 JSON.
   *
   * @param language of {@code title}, {@code detail} and {@code hint}; the messages are in both
   */
  public static byte[] render(CallProblem problem, Language language, String traceId) {
    ProblemCode code = problem.code();
    Bilingual message = problem.detail().orElse(code.title());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("type", reference(code));
      json.writeStringField("title", language.of(code.title()));
      json.writeNumberField("status", code.status());
      json.writeStringField("detail", language.of(message));
      json.writeStringField("code", code.id());
      json.writeStringField("message_cn", message.zh());
      json.writeStringField("message_en", message.en());
      if (problem.field().isPresent()) {
        json.writeStringField("field", problem.field().get());
      }
      json.writeStringField("hint", language.of(code.hint()));
      json.writeStringField("doc_url", reference(code));
      json.writeStringField("trace_id", traceId);
      json.writeStringField("origin", code.origin().name().toLowerCase(Locale.ROOT));
      json.writeBooleanField("retryable", code.retryable());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Where a code is explained, relative to the platform's address. */
  static String reference(ProblemCode code) {
    return PAGE + "#" + code.id();
  }
}
