package io.tidegate.engine.openapi;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.plan.AnswerShape;
import io.tidegate.engine.plan.AnswerShape.Member;
import io.tidegate.engine.plan.AnswerShape.Nested;
import io.tidegate.engine.plan.AnswerShape.Value;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.text.Bilingual;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes the schema of an answer: what every caller can get, whatever it is to the records. */
final class AnswerSchemaWriter {
  private static final List<String> RELATED = List.of("_relation", "_masked");
  private static final String MISSING = "_missing";

  private final JsonGenerator json;
  private final GovernedPlan plan;

  AnswerSchemaWriter(JsonGenerator json, GovernedPlan plan) {
    this.json = Objects.requireNonNull(json, "json");
    this.plan = Objects.requireNonNull(plan, "plan");
  }

  void write() throws IOException {
    if (plan.answer().list()) {
      page();
    } else {
      record(plan.answer(), false, plan.route().mayLack());
    }
  }

  private void page() throws IOException {
    boolean paged = plan.paging().isPresent();
    json.writeStartObject();
    json.writeStringField("type", "object");
    List<String> names = new ArrayList<>(List.of("rows"));
    if (paged) {
      names.addAll(List.of("next_cursor", "has_more"));
    }
    if (plan.route().mayLack()) {
      names.add(MISSING);
    }
    required(names);
    json.writeBooleanField("additionalProperties", false);
    json.writeObjectFieldStart("properties");
    json.writeFieldName("rows");
    list(plan.answer(), false);
    if (paged) {
      json.writeObjectFieldStart("next_cursor");
      types(List.of("string", "null"));
      describe(
          new Bilingual(
              "下一页的游标；没有下一页时为 null", "where the next page goes on; null when there is none"));
      json.writeEndObject();
      json.writeObjectFieldStart("has_more");
      json.writeStringField("type", "boolean");
      json.writeEndObject();
    }
    if (plan.route().mayLack()) {
      missing();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void list(AnswerShape shape, boolean absent) throws IOException {
    json.writeStartObject();
    types(absent ? List.of("array", "null") : List.of("array"));
    json.writeFieldName("items");
    record(shape, false, false);
    json.writeEndObject();
  }

  /**
   * @param absent whether there may be none
   * @param partial whether it says which sources did not give their part
   */
  private void record(AnswerShape shape, boolean absent, boolean partial) throws IOException {
    json.writeStartObject();
    types(absent ? List.of("object", "null") : List.of("object"));
    List<String> names = new ArrayList<>(shape.members().stream().map(Member::name).toList());
    if (shape.related()) {
      names.addAll(RELATED);
    }
    if (partial) {
      names.add(MISSING);
    }
    required(names);
    json.writeBooleanField("additionalProperties", false);
    json.writeObjectFieldStart("properties");
    for (Member member : shape.members()) {
      json.writeFieldName(member.name());
      switch (member) {
        case Value value -> value(value);
        case Nested nested -> {
          if (nested.shape().list()) {
            list(nested.shape(), nested.nullable());
          } else {
            record(nested.shape(), true, false);
          }
        }
      }
    }
    if (shape.related()) {
      texts(
          "_relation",
          new Bilingual("调用方与该记录的关系", "what the caller is to the record"),
          Arrays.stream(Relation.values()).filter(Relation::ofRecord).map(Relation::name).toList());
      texts(
          "_masked",
          new Bilingual("已脱敏的字段", "the members that are masked"),
          shape.members().stream().filter(Value.class::isInstance).map(Member::name).toList());
    }
    if (partial) {
      missing();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void value(Value value) throws IOException {
    MemberOutcomes outcomes = MemberOutcomes.of(plan, value);
    json.writeStartObject();
    if (value.list()) {
      types(value.nullable() ? List.of("array", "null") : List.of("array"));
      json.writeObjectFieldStart("items");
      typed(outcomes);
      json.writeEndObject();
    } else {
      typed(outcomes);
    }
    if (value.title().isPresent()) {
      describe(value.title().get());
    }
    if (!outcomes.masks().isEmpty()) {
      json.writeObjectFieldStart("x-tidegate-masks");
      for (Map.Entry<String, String> mask : outcomes.masks().entrySet()) {
        json.writeStringField(mask.getKey(), mask.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void missing() throws IOException {
    json.writeObjectFieldStart(MISSING);
    json.writeStringField("type", "array");
    describe(
        new Bilingual("未能给出其部分的数据源", "the sources that did not give their part of the answer"));
    json.writeObjectFieldStart("items");
    json.writeStringField("type", "object");
    required(List.of("code", "sources", "message_cn", "message_en"));
    json.writeObjectFieldStart("properties");
    for (String name : List.of("code", "message_cn", "message_en")) {
      json.writeObjectFieldStart(name);
      json.writeStringField("type", "string");
      json.writeEndObject();
    }
    texts("sources", new Bilingual("数据源", "the sources"), List.of());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void typed(MemberOutcomes outcomes) throws IOException {
    types(outcomes.types());
    if (outcomes.format().isPresent()) {
      json.writeStringField("format", outcomes.format().get());
    }
  }

  private void texts(String name, Bilingual description, List<String> known) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("type", "array");
    describe(description);
    json.writeObjectFieldStart("items");
    json.writeStringField("type", "string");
    if (!known.isEmpty()) {
      json.writeArrayFieldStart("enum");
      for (String text : known) {
        json.writeString(text);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void types(List<String> types) throws IOException {
    if (types.size() == 1) {
      json.writeStringField("type", types.getFirst());
      return;
    }
    json.writeArrayFieldStart("type");
    for (String type : types) {
      json.writeString(type);
    }
    json.writeEndArray();
  }

  private void required(List<String> names) throws IOException {
    json.writeArrayFieldStart("required");
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }

  private void describe(Bilingual text) throws IOException {
    json.writeStringField("description", OpenApiDocument.text(text));
  }
}
