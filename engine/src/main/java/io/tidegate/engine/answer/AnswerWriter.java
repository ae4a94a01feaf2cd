package io.tidegate.engine.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.read.Treatment;
import io.tidegate.engine.run.MissingPart;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Mark;
import io.tidegate.route.data.MaskedText;
import io.tidegate.route.shape.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Writes a result as UTF-8 JSON. Only members of the plan's answer are written, and every row
 * passes the guard first. A list is <code>{"rows": […]}</code>; a page also says where the next one
 * begins.
 */
public final class AnswerWriter {
  static final String ROWS = "rows";
  static final String RELATION = "_relation";
  static final String MASKED = "_masked";
  static final String MISSING = "_missing";

  /** What a record says of itself beside the members of the plan. */
  static final List<String> BESIDE = List.of(RELATION, MASKED, MISSING);

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          // the usual pool is one for each thread, and a virtual thread writes one answer only
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .build();

  private final AnswerShape shape;
  private final boolean partial;
  private final ResponseGuard guard;
  private final AnswerWatch watch;

  /** One whose answers nobody watches. */
  public AnswerWriter(AnswerShape shape, boolean partial, ResponseGuard guard) {
    this(shape, partial, guard, AnswerWatch.NONE);
  }

  /**
   * @param partial whether an answer can lack what a source did not give, and says so
   */
  public AnswerWriter(AnswerShape shape, boolean partial, ResponseGuard guard, AnswerWatch watch) {
    this.shape = shape;
    this.partial = partial;
    this.guard = guard;
    this.watch = watch;
  }

  /**
   * Where a page ends.
   *
   * @param next cursor of the next page; absent on the last one
   */
  public record PageEnd(Optional<String> next) {}

  /**
   * Writes the whole answer.
   *
   * @param body a record, or a list of records
   * @param counter of what is written
   */
  public byte[] write(
      Object body, List<MissingPart> missing, Optional<PageEnd> page, AnswerTally.Counter counter)
      throws CallProblem {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      if (shape.list()) {
        json.writeFieldName(ROWS);
        List<?> rows = (List<?>) body;
        counter.rows(rows.size());
        records(json, shape, rows, counter);
        if (page.isPresent()) {
          json.writeStringField("next_cursor", page.get().next().orElse(null));
          json.writeBooleanField("has_more", page.get().next().isPresent());
        }
      } else {
        counter.rows(1);
        members(json, shape, (DataRecord) body, counter);
      }
      if (partial) {
        missing(json, missing);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    if (watch.isDrawn()) {
      watch.leaves(body);
    }
    return out.toByteArray();
  }

  private void records(
      JsonGenerator json, AnswerShape shape, List<?> records, AnswerTally.Counter counter)
      throws IOException, CallProblem {
    json.writeStartArray();
    for (Object record : records) {
      if (record == null) {
        // a script can put nothing in the place of a record
        json.writeNull();
      } else {
        record(json, shape, (DataRecord) record, counter);
      }
    }
    json.writeEndArray();
  }

  private void record(
      JsonGenerator json, AnswerShape shape, DataRecord record, AnswerTally.Counter counter)
      throws IOException, CallProblem {
    json.writeStartObject();
    members(json, shape, record, counter);
    json.writeEndObject();
  }

  private void members(
      JsonGenerator json, AnswerShape shape, DataRecord record, AnswerTally.Counter counter)
      throws IOException, CallProblem {
    for (Mark mark : record.provenance().marks()) {
      Treatment treatment = (Treatment) mark;
      guard.check(treatment);
      counter.treated(treatment);
    }
    for (AnswerShape.Member member : shape.members()) {
      json.writeFieldName(member.name());
      Object value = record.value(member.name());
      switch (member) {
        case AnswerShape.Value single when watch.isClosed(single) -> json.writeNull();
        case AnswerShape.Value single when single.list() && value != null -> {
          json.writeStartArray();
          for (Object element : (List<?>) value) {
            value(json, single.type(), element);
          }
          json.writeEndArray();
        }
        case AnswerShape.Value single -> value(json, single.type(), value);
        case AnswerShape.Nested nested -> nested(json, nested.shape(), value, counter);
      }
    }
    if (shape.related()) {
      related(
          json,
          shape,
          record.provenance().marks().stream().map(Treatment.class::cast).toList(),
          watch);
    }
  }

  private void nested(
      JsonGenerator json, AnswerShape shape, Object value, AnswerTally.Counter counter)
      throws IOException, CallProblem {
    if (value == null) {
      json.writeNull();
    } else if (shape.list()) {
      records(json, shape, (List<?>) value, counter);
    } else {
      record(json, shape, (DataRecord) value, counter);
    }
  }

  /** What a record ends with, as an object of its own. */
  static byte[] related(AnswerShape shape, List<Treatment> treatments, AnswerWatch watch) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      related(json, shape, treatments, watch);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }

  /** Says what the caller is to the record and which members are not shown as they are. */
  private static void related(
      JsonGenerator json, AnswerShape shape, List<Treatment> treatments, AnswerWatch watch)
      throws IOException {
    json.writeArrayFieldStart(RELATION);
    for (Relation relation : Relation.values()) {
      if (relation.ofRecord()
          && treatments.stream().anyMatch(t -> t.relations().contains(relation))) {
        json.writeString(relation.name());
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart(MASKED);
    for (AnswerShape.Member member : shape.members()) {
      if (member instanceof AnswerShape.Value value
          && (masked(value, treatments) || watch.isClosed(value))) {
        json.writeString(value.name());
      }
    }
    json.writeEndArray();
  }

  private static boolean masked(AnswerShape.Value value, List<Treatment> treatments) {
    for (Treatment treatment : treatments) {
      for (Origin origin : value.lineage().values()) {
        if (origin.read().equals(treatment.read())
            && !treatment.applied().get(origin.output()).equals(Treatment.NO_MASK)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Says which sources did not give their part, and why. */
  private static void missing(JsonGenerator json, List<MissingPart> missing) throws IOException {
    json.writeArrayFieldStart(MISSING);
    for (MissingPart part : missing) {
      json.writeStartObject();
      json.writeStringField("code", part.partCode());
      json.writeArrayFieldStart("sources");
      for (String source : part.sources()) {
        json.writeString(source);
      }
      json.writeEndArray();
      json.writeStringField("message_cn", part.code().title().zh());
      json.writeStringField("message_en", part.code().title().en());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void value(JsonGenerator json, FieldType type, Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      // a document comes from the database as the text of one, which it has checked
      case String document when type == FieldType.OBJECT -> json.writeRawValue(document);
      case String text -> json.writeString(text);
      case MaskedText hidden -> json.writeString(hidden.text());
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
