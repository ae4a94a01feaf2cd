package io.tidegate.engine.openapi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.quota.Bucket;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.util.Objects;

/** Describes {@code GET /me/quota}, by which a caller sees what it may still ask. */
final class OwnQuotaWriter {
  private static final String PATH = "/me/quota";

  private final JsonGenerator json;

  OwnQuotaWriter(JsonGenerator json) {
    this.json = Objects.requireNonNull(json, "json");
  }

  void write() throws IOException {
    json.writeObjectFieldStart(PATH);
    json.writeObjectFieldStart("get");
    json.writeStringField("operationId", "own-quota");
    json.writeStringField(
        "summary",
        OpenApiDocument.text(new Bilingual("本应用的调用余量", "What this application may ask")));
    json.writeStringField(
        "description",
        OpenApiDocument.text(
            new Bilingual("查询不计次数，也不需要授权", "Asking is not counted and needs no grant")));
    OperationWriter.security(json, false);
    json.writeObjectFieldStart("responses");
    answer();
    for (ProblemFamily family : ProblemFamily.all()) {
      if (family.status() == 401 || family.status() == 503) {
        ProblemFamily.reference(
            json, Integer.toString(family.status()), "#/components/responses/" + family.name());
      }
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void answer() throws IOException {
    json.writeObjectFieldStart("200");
    json.writeStringField(
        "description",
        OpenApiDocument.text(new Bilingual("各服务、各协议的额度", "the buckets by service and agreement")));
    json.writeObjectFieldStart("headers");
    ProblemFamily.reference(json, "X-TG-Trace-Id", "#/components/headers/TraceId");
    json.writeEndObject();
    json.writeObjectFieldStart("content");
    json.writeObjectFieldStart("application/json");
    json.writeObjectFieldStart("schema");
    object("application", "accounts");
    text("application", new Bilingual("应用编号", "id of the application"));
    listOf("accounts", "service", "buckets");
    text("service", new Bilingual("服务", "the service"));
    text("agreement", new Bilingual("协议；没有则不按协议计数", "the agreement, where there is one"));
    listOf("buckets", "bucket", "limit", "remaining", "reserved", "resets_at");
    buckets();
    number("limit", new Bilingual("上限", "calls when it is full"));
    number("remaining", new Bilingual("余量", "calls that are left"));
    number("reserved", new Bilingual("其中各节点已预留的次数", "of these, what nodes hold ready"));
    json.writeObjectFieldStart("resets_at");
    json.writeStringField("type", "string");
    json.writeStringField("format", "date-time");
    json.writeEndObject();
    // buckets, accounts, the object
    for (int list = 0; list < 2; list++) {
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void listOf(String name, String... required) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("type", "array");
    json.writeObjectFieldStart("items");
    object(required);
  }

  /** Begins the properties of an object; it is ended with them. */
  private void object(String... required) throws IOException {
    json.writeStringField("type", "object");
    json.writeArrayFieldStart("required");
    for (String name : required) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("properties");
  }

  private void buckets() throws IOException {
    json.writeObjectFieldStart("bucket");
    json.writeStringField("type", "string");
    json.writeArrayFieldStart("enum");
    for (Bucket bucket : Bucket.values()) {
      json.writeString(bucket.word());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void text(String name, Bilingual description) throws IOException {
    typed(name, "string", description);
  }

  private void number(String name, Bilingual description) throws IOException {
    typed(name, "integer", description);
  }

  private void typed(String name, String type, Bilingual description) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("type", type);
    json.writeStringField("description", OpenApiDocument.text(description));
    json.writeEndObject();
  }
}
