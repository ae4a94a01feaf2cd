package io.tidegate.engine.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.Treatment;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.data.Mark;
import io.tidegate.route.data.MaskedText;
import io.tidegate.route.data.Provenance;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.shape.Origin;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes a text of records. A text cannot be masked in parts: where anything that flows into it or
 * decides it is masked for the caller, there is none. Safe for several threads.
 */
public final class TextWriter {
  /** Longest text that is made, in UTF-16 characters. */
  public static final int LONGEST = 1 << 20;

  private static final JsonFactory JSON = new JsonFactory();
  private static final String RECORD = "record";
  private static final String RECORDS = "records";

  private final Flow.Marshal step;

  public TextWriter(Flow.Marshal step) {
    this.step = step;
  }

  /**
   * The body with the text in its record, or in each record of its list.
   *
   * @throws CallProblem {@code ANSWER_TOO_LARGE} when a text becomes too long
   */
  public Object written(Object body) throws CallProblem {
    if (body instanceof DataRecord record) {
      return written(record);
    }
    List<Object> all = new ArrayList<>();
    for (Object element : (List<?>) body) {
      all.add(element == null ? null : written((DataRecord) element));
    }
    return all;
  }

  private DataRecord written(DataRecord record) throws CallProblem {
    Object value = step.member().isEmpty() ? record : record.value(step.member());
    // a nested record has marks of its own, which the one around it need not have
    Provenance from = record.provenance().with(marks(value));
    Object text = value == null || from.marks().stream().anyMatch(this::masks) ? null : text(value);
    return Records.with(record, step.into(), text, from);
  }

  private static Provenance marks(Object value) {
    Provenance all = Provenance.NONE;
    if (value instanceof DataRecord record) {
      all = record.provenance();
      for (Object inner : record.values()) {
        all = all.with(marks(inner));
      }
    } else if (value instanceof List<?> list) {
      for (Object inner : list) {
        all = all.with(marks(inner));
      }
    }
    return all;
  }

  /** Whether a record with this mark had anything masked that the text is made of. */
  private boolean masks(Mark mark) {
    Treatment treatment = (Treatment) mark;
    return step.from().stream()
        .filter(origin -> origin.read().equals(treatment.read()))
        .mapToInt(Origin::output)
        .anyMatch(output -> !treatment.applied().get(output).equals("none"));
  }

  private String text(Object value) throws CallProblem {
    String text =
        switch (step.format()) {
          case JSON -> json(value);
          case XML -> xml(value);
          case CSV -> csv((List<?>) value);
        };
    if (text.length() > LONGEST) {
      throw new CallProblem(ProblemCode.ANSWER_TOO_LARGE);
    }
    return text;
  }

  private static String json(Object value) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void json(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case DataRecord record -> {
        json.writeStartObject();
        for (int i = 0; i < record.values().length; i++) {
          json.writeFieldName(record.layout().names().get(i));
          json(json, record.values()[i]);
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (Object each : list) {
          json(json, each);
        }
        json.writeEndArray();
      }
      case Long number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      default -> json.writeString(plain(value));
    }
  }

  private static String xml(Object value) {
    StringBuilder out = new StringBuilder();
    if (value instanceof List<?> list) {
      out.append('<').append(RECORDS).append('>');
      list.forEach(each -> xml(out, RECORD, each));
      out.append("</").append(RECORDS).append('>');
    } else {
      xml(out, RECORD, value);
    }
    return out.toString();
  }

  /** An element; nothing is no element, and a list is one for each of its elements. */
  private static void xml(StringBuilder out, String name, Object value) {
    switch (value) {
      case null -> {
        // left out
      }
      case List<?> list -> list.forEach(each -> xml(out, name, each));
      default -> {
        out.append('<').append(name).append('>');
        if (value instanceof DataRecord record) {
          for (int i = 0; i < record.values().length; i++) {
            xml(out, record.layout().names().get(i), record.values()[i]);
          }
        } else {
          escaped(out, plain(value));
        }
        out.append("</").append(name).append('>');
      }
    }
  }

  /** Characters that XML 1.0 does not have become the replacement character. */
  private static void escaped(StringBuilder out, String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '\r' -> out.append("&#13;");
                default ->
                    out.appendCodePoint(
                        c >= ' ' && c <= 0xD7FF
                                || c == '\n'
                                || c == '\t'
                                || c >= 0xE000 && c <= 0xFFFD
                                || c >= 0x10000
                            ? c
                            : 0xFFFD);
              }
            });
  }

  private static String csv(List<?> list) {
    StringBuilder out = new StringBuilder();
    for (Object each : list) {
      if (each instanceof DataRecord record) {
        if (out.isEmpty()) {
          line(out, record.layout().names());
        }
        List<String> values = new ArrayList<>();
        for (Object value : record.values()) {
          values.add(value == null ? null : plain(value));
        }
        line(out, values);
      }
    }
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> values) {
    out.append(
            values.stream()
                .map(v -> v == null ? "" : CsvText.written(v))
                .collect(Collectors.joining(",")))
        .append("\r\n");
  }

  private static String plain(Object value) {
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case OffsetDateTime moment -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment);
      case MaskedText hidden -> hidden.text();
      default -> value.toString();
    };
  }
}
