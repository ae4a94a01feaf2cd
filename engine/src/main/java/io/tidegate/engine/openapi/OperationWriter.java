package io.tidegate.engine.openapi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.answer.AnswerForm;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedHeader;
import io.tidegate.engine.plan.PlannedPaging;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.text.Bilingual;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Writes the path item of one endpoint. */
final class OperationWriter {
  private final JsonGenerator json;
  private final GovernedPlan plan;
  private final String fingerprint;

  /**
   * @param fingerprint of the plan
   */
  OperationWriter(JsonGenerator json, GovernedPlan plan, String fingerprint) {
    this.json = Objects.requireNonNull(json, "json");
    this.plan = Objects.requireNonNull(plan, "plan");
    this.fingerprint = Objects.requireNonNull(fingerprint, "fingerprint");
  }

  /** The name of the schema of an answer, such as {@code DeclarationStatusV1}. */
  static String schemaName(GovernedPlan plan) {
    StringBuilder name = new StringBuilder();
    for (String word : plan.service().split("-")) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name.append('V').append(plan.version().major()).toString();
  }

  void write() throws IOException {
    json.writeObjectFieldStart(plan.path());
    json.writeObjectFieldStart("get");
    json.writeStringField("operationId", plan.service() + "-v" + plan.version().major());
    json.writeStringField("summary", OpenApiDocument.text(plan.title()));
    json.writeStringField("description", OpenApiDocument.text(plan.summary()));
    json.writeArrayFieldStart("tags");
    json.writeString(plan.area().word());
    json.writeEndArray();
    governance();
    parameters();
    security(json, plan.anonymous());
    responses();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void governance() throws IOException {
    json.writeObjectFieldStart("x-tidegate");
    json.writeStringField("service", plan.service());
    json.writeStringField("version", plan.version().toString());
    json.writeStringField("department", plan.department());
    json.writeStringField("fingerprint", fingerprint);
    json.writeStringField("openness", plan.openness().name().toLowerCase(Locale.ROOT));
    json.writeStringField("approval", plan.approval().map(Approval::word).orElse("none"));
    json.writeArrayFieldStart("sources");
    for (String source : new TreeSet<>(plan.reads().stream().map(PlannedRead::source).toList())) {
      json.writeString(source);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("calls");
    for (PlannedCall call : plan.calls()) {
      json.writeStartObject();
      json.writeStringField("service", call.service());
      json.writeStringField("version", call.version().toString());
      json.writeStringField("approval", call.approval().map(Approval::word).orElse("none"));
      json.writeEndObject();
    }
    json.writeEndArray();
    // of whom nothing is known but who it is; what others get is told by the headers
    LimitClass limit = plan.terms(Purpose.UNSTATED, OrganisationLevel.UNRATED).limit();
    json.writeStringField("limit_class", limit.name());
    if (plan.cache().isPresent()) {
      json.writeNumberField("cache_seconds", plan.cache().get().life().toSeconds());
    }
    json.writeEndObject();
  }

  /**
   * How a caller says who it is.
   *
   * @param anonymous whether it need not
   */
  static void security(JsonGenerator json, boolean anonymous) throws IOException {
    json.writeArrayFieldStart("security");
    for (String scheme : new String[] {"apiKey", "bearer", "oauth2", "tg1"}) {
      json.writeStartObject();
      json.writeArrayFieldStart(scheme);
      json.writeEndArray();
      json.writeEndObject();
    }
    if (anonymous) {
      json.writeStartObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void parameters() throws IOException {
    json.writeArrayFieldStart("parameters");
    for (PlannedParameter parameter : plan.parameters()) {
      parameter(parameter);
    }
    if (plan.paging().isPresent()) {
      paging(plan.paging().get());
    }
    if (plan.delegated()) {
      owner();
    }
    json.writeEndArray();
  }

  private void parameter(PlannedParameter parameter) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", parameter.name());
    json.writeStringField("in", parameter.in().name().toLowerCase(Locale.ROOT));
    json.writeBooleanField("required", parameter.required());
    json.writeStringField("description", OpenApiDocument.text(parameter.title()));
    json.writeObjectFieldStart("schema");
    JsonType type = JsonType.of(parameter.type());
    json.writeStringField("type", type.type());
    Optional<String> format = parameter.format().map(f -> f.word()).or(type::format);
    if (format.isPresent()) {
      json.writeStringField("format", format.get());
    }
    if (type.type().equals("string")) {
      json.writeNumberField("maxLength", parameter.maxLength());
    }
    if (parameter.minimum().isPresent()) {
      json.writeNumberField("minimum", parameter.minimum().getAsInt());
    }
    if (parameter.maximum().isPresent()) {
      json.writeNumberField("maximum", parameter.maximum().getAsInt());
    }
    if (!parameter.allowed().isEmpty()) {
      json.writeArrayFieldStart("enum");
      for (String value : parameter.allowed()) {
        value(type, value);
      }
      json.writeEndArray();
    }
    if (parameter.otherwise().isPresent()) {
      json.writeFieldName("default");
      value(type, parameter.otherwise().get());
    }
    json.writeEndObject();
    if (parameter.example().isPresent()) {
      json.writeFieldName("example");
      value(type, parameter.example().get());
    }
    json.writeEndObject();
  }

  /**
   * A value as its type; an example is free text, and one that does not fit is written as it is.
   */
  private void value(JsonType type, String text) throws IOException {
    switch (type.type()) {
      case "boolean" -> json.writeBoolean(text.equals("true"));
      case "integer", "number" -> {
        try {
          json.writeNumber(new BigDecimal(text));
        } catch (NumberFormatException e) {
          json.writeString(text);
        }
      }
      default -> json.writeString(text);
    }
  }

  private void owner() throws IOException {
    json.writeStartObject();
    json.writeStringField("name", GovernedPlan.OWNER);
    json.writeStringField("in", "query");
    json.writeBooleanField("required", false);
    json.writeStringField(
        "description",
        OpenApiDocument.text(
            new Bilingual(
                "授权您使用其数据的企业的统一社会信用代码；查询本企业数据时省略",
                "credit code of the enterprise that lets you have its records; left out for your own")));
    json.writeObjectFieldStart("schema");
    json.writeStringField("type", "string");
    json.writeStringField("pattern", "^[0-9A-Z]{18}$");
    json.writeEndObject();
    json.writeEndObject();
  }

  private void paging(PlannedPaging paging) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", "limit");
    json.writeStringField("in", "query");
    json.writeBooleanField("required", false);
    json.writeStringField(
        "description", OpenApiDocument.text(new Bilingual("每页行数", "rows in a page")));
    json.writeObjectFieldStart("schema");
    json.writeStringField("type", "integer");
    json.writeNumberField("minimum", 1);
    json.writeNumberField("maximum", paging.max());
    json.writeNumberField("default", paging.size());
    json.writeEndObject();
    json.writeEndObject();
    json.writeStartObject();
    json.writeStringField("name", "cursor");
    json.writeStringField("in", "query");
    json.writeBooleanField("required", false);
    json.writeStringField(
        "description",
        OpenApiDocument.text(new Bilingual("上一页的 next_cursor", "next_cursor of the page before")));
    json.writeObjectFieldStart("schema");
    json.writeStringField("type", "string");
    json.writeNumberField("maxLength", 2048);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void responses() throws IOException {
    json.writeObjectFieldStart("responses");
    json.writeObjectFieldStart("200");
    json.writeStringField("description", OpenApiDocument.text(plan.title()));
    headers(plan.headers());
    json.writeObjectFieldStart("content");
    for (AnswerForm form : AnswerForm.all()) {
      if (form != AnswerForm.CSV_MARKED) {
        json.writeObjectFieldStart(form.mediaType());
        schema(form);
        json.writeEndObject();
      }
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeObjectFieldStart("304");
    json.writeStringField(
        "description",
        OpenApiDocument.text(new Bilingual("与已有应答相同", "the answer is the one the caller has")));
    headers(List.of());
    json.writeEndObject();
    boolean grant =
        plan.approval().filter(a -> a != Approval.AUTO).isPresent()
            || plan.delegated()
            || plan.terms().stream().anyMatch(terms -> !terms.served());
    for (ProblemFamily family : ProblemFamily.all()) {
      if (family.ofOperation(grant)) {
        ProblemFamily.reference(
            json, Integer.toString(family.status()), "#/components/responses/" + family.name());
      }
    }
    json.writeEndObject();
  }

  /** The schema is that of JSON; what is no JSON as a whole is a text that is described. */
  private void schema(AnswerForm form) throws IOException {
    String name = "#/components/schemas/" + schemaName(plan);
    Optional<Bilingual> text =
        switch (form) {
          case JSON -> Optional.empty();
          case NDJSON ->
              Optional.of(
                  new Bilingual(
                      "每行一个记录，与 JSON 中的对象相同", "a line for each record, the object it is in JSON"));
          case XML ->
              Optional.of(
                  new Bilingual(
                      "与 JSON 相同的成员：每个成员一个元素，列表元素为 item，空值为 xsi:nil",
                      "the members of JSON: an element each, item for each of a list, xsi:nil for"
                          + " null"));
          case CSV, CSV_MARKED ->
              Optional.of(
                  new Bilingual(
                      "RFC 4180：一行列名，每行一个记录；内层记录的列名为 outer.inner，列表为 JSON 文本",
                      "RFC 4180: a line of names, a line for each record; outer.inner for records"
                          + " within it, JSON texts for lists"));
        };
    if (text.isEmpty()) {
      ProblemFamily.reference(json, "schema", name);
      return;
    }
    json.writeObjectFieldStart("schema");
    json.writeStringField("type", "string");
    json.writeStringField("description", OpenApiDocument.text(text.get()));
    json.writeEndObject();
  }

  private void headers(List<PlannedHeader> own) throws IOException {
    json.writeObjectFieldStart("headers");
    ProblemFamily.reference(json, "ETag", "#/components/headers/ETag");
    ProblemFamily.reference(json, "X-TG-Trace-Id", "#/components/headers/TraceId");
    ProblemFamily.reference(json, "X-TG-Epoch", "#/components/headers/Epoch");
    ProblemFamily.reference(json, "RateLimit-Limit", "#/components/headers/RateLimitLimit");
    ProblemFamily.reference(json, "RateLimit-Remaining", "#/components/headers/RateLimitRemaining");
    ProblemFamily.reference(json, "RateLimit-Reset", "#/components/headers/RateLimitReset");
    for (PlannedHeader header : own) {
      json.writeObjectFieldStart(header.header().word());
      json.writeStringField("description", OpenApiDocument.text(header.header().title()));
      json.writeObjectFieldStart("schema");
      json.writeStringField("type", "string");
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
