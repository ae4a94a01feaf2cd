package io.tidegate.engine.answer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.read.Treatment;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Mark;
import io.tidegate.route.data.MaskedText;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes what there is between two steps, for whoever tries a plan. Values are governed before they
 * get there; beyond that each record is held against the certificate, like one of an answer, and
 * one that does not pass is left out, as is whatever is not known to be governed: keys that were
 * kept as the source gave them, variables, texts that are no part of a record.
 */
public final class StepSample {
  /** Most elements of a list. */
  private static final int MOST = 5;

  private final ResponseGuard guard;
  private final Map<String, List<String>> outputs = new TreeMap<>();

  /**
   * @param reads of the plan
   */
  public StepSample(ResponseGuard guard, List<PlannedRead> reads) {
    this.guard = Objects.requireNonNull(guard, "guard");
    reads.forEach(
        read -> outputs.put(read.id(), read.fields().stream().map(PlannedField::name).toList()));
  }

  /**
   * Writes a body: the record, or the first ones of a list, as an array.
   *
   * @param masked is given the names of the members that are not shown as they are
   */
  public void write(JsonGenerator json, Object body, SortedSet<String> masked) throws IOException {
    elements(
        json,
        body instanceof List<?> list ? list : body == null ? List.of() : List.of(body),
        masked);
  }

  /** The first ones; of records those that may be shown. */
  private void elements(JsonGenerator json, List<?> elements, SortedSet<String> masked)
      throws IOException {
    json.writeStartArray();
    for (Object element : elements.subList(0, Math.min(MOST, elements.size()))) {
      if (element instanceof DataRecord record && passes(record)) {
        members(json, record, masked);
      }
    }
    json.writeEndArray();
  }

  private void members(JsonGenerator json, DataRecord record, SortedSet<String> masked)
      throws IOException {
    SortedSet<String> hidden = hidden(record);
    json.writeStartObject();
    for (String name : record.layout().names()) {
      Object value = record.value(name);
      json.writeFieldName(name);
      value(json, value, masked);
      if (value instanceof MaskedText || hidden.contains(name)) {
        masked.add(name);
      }
    }
    json.writeEndObject();
  }

  /** The outputs of the reads it is of that are not as the source has them. */
  private SortedSet<String> hidden(DataRecord record) {
    SortedSet<String> hidden = new TreeSet<>();
    for (Mark mark : record.provenance().marks()) {
      Treatment treatment = (Treatment) mark;
      List<String> names = outputs.getOrDefault(treatment.read(), List.of());
      for (int i = 0; i < names.size(); i++) {
        if (!treatment.applied().get(i).equals(Treatment.NO_MASK)) {
          hidden.add(names.get(i));
        }
      }
    }
    return hidden;
  }

  private boolean passes(DataRecord record) {
    return record.provenance().marks().stream()
        .allMatch(mark -> mark instanceof Treatment treatment && passes(treatment));
  }

  private boolean passes(Treatment treatment) {
    try {
      guard.check(treatment);
      return true;
    } catch (CallProblem stopped) {
      return false;
    }
  }

  private void value(JsonGenerator json, Object value, SortedSet<String> masked)
      throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case DataRecord record when passes(record) -> members(json, record, masked);
      case List<?> list when list.stream().allMatch(e -> e instanceof DataRecord) ->
          elements(json, list, masked);
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list.subList(0, Math.min(MOST, list.size()))) {
          value(json, element, masked);
        }
        json.writeEndArray();
      }
      case String text -> json.writeString(text);
      case MaskedText text -> json.writeString(text.text());
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case LocalDate date -> json.writeString(date.toString());
      case OffsetDateTime moment ->
          json.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment));
      // what is not known is not shown
      default -> json.writeNull();
    }
  }
}
