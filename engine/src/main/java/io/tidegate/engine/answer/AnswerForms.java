package io.tidegate.engine.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.tidegate.engine.plan.AnswerShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The answers of one plan in the forms beside JSON. Each is made from the JSON that was governed,
 * guarded and written, token by token: what is not in it cannot be in another form, and what is in
 * it and not in the plan is a fault.
 */
public final class AnswerForms {
  /** What we wrote ourselves has the limits it was written under. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final AnswerShape shape;
  private final boolean partial;

  /**
   * @param partial whether an answer can lack what a source did not give, and says so
   */
  public AnswerForms(AnswerShape shape, boolean partial) {
    this.shape = Objects.requireNonNull(shape, "shape");
    this.partial = partial;
  }

  /** An answer in a form. */
  public byte[] in(AnswerForm form, byte[] json) {
    return form == AnswerForm.JSON ? json : written(form, json, true);
  }

  /**
   * The next part of a list whose first part was written.
   *
   * @param form one without an envelope, so that its parts are the list when they are put together
   */
  public byte[] more(AnswerForm form, byte[] json) {
    if (form.hasEnvelope()) {
      throw new IllegalArgumentException(form + " is not written part by part");
    }
    return written(form, json, false);
  }

  private byte[] written(AnswerForm form, byte[] json, boolean first) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
    try (JsonParser parser = JSON.createParser(json)) {
      write(parser, writer(form, out), first);
    } catch (IOException e) {
      throw new UncheckedIOException("an answer is no JSON of ours", e);
    }
    return out.toByteArray();
  }

  private FormWriter writer(AnswerForm form, OutputStream out) throws IOException {
    return switch (form) {
      case JSON -> throw new IllegalArgumentException("JSON is written by the AnswerWriter");
      case NDJSON -> new NdjsonWriter(JSON, out);
      case XML -> new XmlWriter(JSON, shape, out);
      case CSV -> new CsvWriter(JSON, shape, partial, false, out);
      case CSV_MARKED -> new CsvWriter(JSON, shape, partial, true, out);
    };
  }

  private void write(JsonParser json, FormWriter writer, boolean first) throws IOException {
    if (first) {
      writer.begin();
    }
    json.nextToken();
    if (shape.list()) {
      FormWriter.value(json, AnswerWriter.ROWS);
      while (json.nextToken() != JsonToken.END_ARRAY) {
        writer.record(json);
      }
      writer.recordsEnd();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        writer.beside(name, json);
      }
    } else {
      writer.record(json);
    }
    writer.end();
  }
}
