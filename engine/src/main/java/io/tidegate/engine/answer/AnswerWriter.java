package io.tidegate.engine.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.read.Row;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Relation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a result as UTF-8 JSON. Only members of the plan's answer are written, and every row
 * passes the guard first. A list is <code>{"rows": […]}</code>; a page also says where the next one
 * begins.
 */
public final class AnswerWriter {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final AnswerShape shape;
  private final ResponseGuard guard;

  public AnswerWriter(AnswerShape shape, ResponseGuard guard) {
    this.shape = shape;
    this.guard = guard;
  }

  /**
   * Where a page ends.
   *
   * @param next cursor of the next page; absent on the last one
   */
  public record PageEnd(Optional<String> next) {}

  /** Writes the whole answer. */
  public byte[] write(Result result, Optional<PageEnd> page) throws CallProblem {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      if (shape.list()) {
        json.writeStartObject();
        json.writeFieldName("rows");
        result(json, shape, result);
        if (page.isPresent()) {
          json.writeStringField("next_cursor", page.get().next().orElse(null));
          json.writeBooleanField("has_more", page.get().next().isPresent());
        }
        json.writeEndObject();
      } else {
        result(json, shape, result);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }

  private void result(JsonGenerator json, AnswerShape shape, Result result)
      throws IOException, CallProblem {
    switch (result) {
      case Result.Absent absent -> json.writeNull();
      case Result.One one -> record(json, shape, one.rows(), one.nested());
      case Result.Many many -> {
        json.writeStartArray();
        for (Result.Batch batch : many.batches()) {
          for (Row row : batch.rows()) {
            record(json, shape, Map.of(batch.read(), row), Map.of());
          }
        }
        json.writeEndArray();
      }
    }
  }

  private void record(
      JsonGenerator json, AnswerShape shape, Map<String, Row> rows, Map<String, Result> nested)
      throws IOException, CallProblem {
    for (Map.Entry<String, Row> row : rows.entrySet()) {
      guard.check(row.getKey(), row.getValue());
    }
    json.writeStartObject();
    for (AnswerShape.Member member : shape.members()) {
      json.writeFieldName(member.name());
      switch (member) {
        case AnswerShape.Value value -> value(json, value.type(), value(value, rows));
        case AnswerShape.Nested inner -> result(json, inner.shape(), nested.get(inner.name()));
      }
    }
    if (shape.related()) {
      related(json, shape, rows);
    }
    json.writeEndObject();
  }

  private static Object value(AnswerShape.Value value, Map<String, Row> rows) {
    for (Map.Entry<String, Integer> field : value.fields().entrySet()) {
      Row row = rows.get(field.getKey());
      if (row != null) {
        return row.values()[field.getValue()];
      }
    }
    throw new IllegalStateException("no read yields " + value.name());
  }

  /** Says what the caller is to the record and which members are not shown as they are. */
  private static void related(JsonGenerator json, AnswerShape shape, Map<String, Row> rows)
      throws IOException {
    json.writeArrayFieldStart("_relation");
    for (Relation relation : Relation.values()) {
      boolean held =
          relation.ofRecord()
              && rows.values().stream().anyMatch(r -> r.treatment().relations().contains(relation));
      if (held) {
        json.writeString(relation.name());
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("_masked");
    for (AnswerShape.Member member : shape.members()) {
      if (member instanceof AnswerShape.Value value && masked(value, rows)) {
        json.writeString(value.name());
      }
    }
    json.writeEndArray();
  }

  private static boolean masked(AnswerShape.Value value, Map<String, Row> rows) {
    for (Map.Entry<String, Integer> field : value.fields().entrySet()) {
      Row row = rows.get(field.getKey());
      if (row != null) {
        return !row.treatment().applied().get(field.getValue()).equals("none");
      }
    }
    return false;
  }

  private static void value(JsonGenerator json, FieldType type, Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      // a document comes from the database as the text of one, which it has checked
      case String document when type == FieldType.OBJECT -> json.writeRawValue(document);
      case String text -> json.writeString(text);
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case LocalDate date -> json.writeString(date.toString());
      case OffsetDateTime moment ->
          json.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment));
      default -> throw new IllegalStateException("no JSON for " + value.getClass().getSimpleName());
    }
  }
}
