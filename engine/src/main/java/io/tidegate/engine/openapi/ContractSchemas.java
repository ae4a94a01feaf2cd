package io.tidegate.engine.openapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.AnswerShape.Member;
import io.tidegate.engine.plan.AnswerShape.Nested;
import io.tidegate.engine.plan.AnswerShape.Value;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedParameter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Writes what the document of a service promises, as JSON Schema (draft-07). Masks have no say in
 * it: what an administrator hides is no change of the document, and must never be held up by it.
 */
public final class ContractSchemas {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String DIALECT = "http://json-schema.org/draft-07/schema#";

  private ContractSchemas() {}

  @FunctionalInterface
  private interface Writing {
    void write(JsonGenerator json) throws IOException;
  }

  private static String text(Writing writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      writing.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Of what is answered: every member is there, and others may be. */
  public static String answer(GovernedPlan plan) {
    return text(
        json -> {
          json.writeStartObject();
          json.writeStringField("$schema", DIALECT);
          if (!plan.answer().list()) {
            record(json, plan.answer(), false);
          } else {
            boolean paged = plan.paging().isPresent();
            json.writeStringField("type", "object");
            required(json, paged ? new String[] {"rows", "next_cursor"} : new String[] {"rows"});
            json.writeObjectFieldStart("properties");
            json.writeObjectFieldStart("rows");
            json.writeStringField("type", "array");
            items(json, plan.answer());
            json.writeEndObject();
            if (paged) {
              json.writeObjectFieldStart("next_cursor");
              type(json, "string", true);
              json.writeEndObject();
            }
            json.writeEndObject();
          }
          json.writeEndObject();
        });
  }

  private static void items(JsonGenerator json, AnswerShape shape) throws IOException {
    json.writeObjectFieldStart("items");
    record(json, shape, false);
    json.writeEndObject();
  }

  private static void record(JsonGenerator json, AnswerShape shape, boolean absent)
      throws IOException {
    type(json, "object", absent);
    required(json, shape.members().stream().map(Member::name).toArray(String[]::new));
    json.writeObjectFieldStart("properties");
    for (Member member : shape.members()) {
      json.writeObjectFieldStart(member.name());
      switch (member) {
        case Value value -> value(json, value);
        case Nested nested -> {
          if (nested.shape().list()) {
            type(json, "array", nested.nullable());
            items(json, nested.shape());
          } else {
            record(json, nested.shape(), true);
          }
        }
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, Value value) throws IOException {
    JsonType type = JsonType.of(value.type());
    if (value.list()) {
      type(json, "array", value.nullable());
      json.writeObjectFieldStart("items");
      type(json, type.type(), false);
      format(json, type.format());
      json.writeEndObject();
    } else {
      type(json, type.type(), value.nullable());
      format(json, type.format());
    }
  }

  /** Of what is asked with: nothing else is taken. */
  public static String parameters(GovernedPlan plan) {
    return text(
        json -> {
          json.writeStartObject();
          json.writeStringField("$schema", DIALECT);
          json.writeStringField("type", "object");
          required(
              json,
              plan.parameters().stream()
                  .filter(PlannedParameter::required)
                  .map(PlannedParameter::name)
                  .toArray(String[]::new));
          json.writeBooleanField("additionalProperties", false);
          json.writeObjectFieldStart("properties");
          for (PlannedParameter parameter : plan.parameters()) {
            json.writeObjectFieldStart(parameter.name());
            parameter(json, parameter);
            json.writeEndObject();
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void parameter(JsonGenerator json, PlannedParameter parameter) throws IOException {
    JsonType type = JsonType.of(parameter.type());
    type(json, type.type(), false);
    format(json, parameter.format().map(f -> f.word()).or(type::format));
    if (type.type().equals("string")) {
      json.writeNumberField("maxLength", parameter.maxLength());
    }
    if (parameter.minimum().isPresent()) {
      json.writeNumberField("minimum", parameter.minimum().getAsInt());
    }
    if (parameter.maximum().isPresent()) {
      json.writeNumberField("maximum", parameter.maximum().getAsInt());
    }
    if (!parameter.allowed().isEmpty() && type.type().equals("string")) {
      json.writeArrayFieldStart("enum");
      for (String value : parameter.allowed()) {
        json.writeString(value);
      }
      json.writeEndArray();
    }
  }

  private static void type(JsonGenerator json, String type, boolean absent) throws IOException {
    if (!absent) {
      json.writeStringField("type", type);
      return;
    }
    json.writeArrayFieldStart("type");
    json.writeString(type);
    json.writeString("null");
    json.writeEndArray();
  }

  private static void format(JsonGenerator json, Optional<String> format) throws IOException {
    if (format.isPresent()) {
      json.writeStringField("format", format.get());
    }
  }

  private static void required(JsonGenerator json, String... names) throws IOException {
    if (names.length == 0) {
      // draft-04 tools, which some still are, refuse an empty list
      return;
    }
    json.writeArrayFieldStart("required");
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }
}
