package io.tidegate.engine.openapi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.problem.ProblemCode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Writes the schema of problem documents. */
final class ProblemSchemaWriter {
  private static final List<String> REQUIRED =
      List.of(
          "type",
          "title",
          "status",
          "detail",
          "code",
          "message_cn",
          "message_en",
          "hint",
          "doc_url",
          "trace_id",
          "origin",
          "retryable");

  private ProblemSchemaWriter() {}

  static void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("Problem");
    json.writeStringField("type", "object");
    json.writeStringField("description", "RFC 9457");
    json.writeArrayFieldStart("required");
    for (String name : REQUIRED) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("properties");
    property(json, "type", "string", "uri-reference");
    property(json, "title", "string", "");
    property(json, "status", "integer", "");
    property(json, "detail", "string", "");
    json.writeObjectFieldStart("code");
    json.writeStringField("type", "string");
    json.writeArrayFieldStart("enum");
    for (ProblemCode code : ProblemCode.values()) {
      json.writeString(code.id());
    }
    json.writeEndArray();
    json.writeEndObject();
    property(json, "message_cn", "string", "");
    property(json, "message_en", "string", "");
    property(json, "field", "string", "");
    property(json, "hint", "string", "");
    property(json, "doc_url", "string", "uri-reference");
    property(json, "trace_id", "string", "");
    json.writeObjectFieldStart("origin");
    json.writeStringField("type", "string");
    json.writeArrayFieldStart("enum");
    for (ProblemCode.Origin origin : ProblemCode.Origin.values()) {
      json.writeString(origin.name().toLowerCase(Locale.ROOT));
    }
    json.writeEndArray();
    json.writeEndObject();
    property(json, "retryable", "boolean", "");
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void property(JsonGenerator json, String name, String type, String format)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("type", type);
    if (!format.isEmpty()) {
      json.writeStringField("format", format);
    }
    json.writeEndObject();
  }
}
