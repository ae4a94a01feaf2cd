package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.route.catalog.Catalog;
import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.Operation;
import io.tidegate.route.catalog.Resource;
import io.tidegate.route.catalog.Roles;
import io.tidegate.route.catalog.Sensitivity;
import io.tidegate.route.catalog.Source;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Writes the catalog in force for whoever composes a service from it. */
final class ResourcesDocument {
  private ResourcesDocument() {}

  static void sources(JsonGenerator json, Catalog catalog) throws IOException {
    json.writeStringField("catalog", catalog.fingerprint());
    json.writeArrayFieldStart("sources");
    for (String id : catalog.sourceIds()) {
      Source source = catalog.source(id).orElseThrow();
      json.writeStartObject();
      json.writeStringField("id", source.id());
      json.writeStringField("kind", source.kind().name().toLowerCase(Locale.ROOT));
      json.writeBooleanField("tables", source.kind().hasTables());
      AdminAnswer.bilingual(json, "title", source.title());
      json.writeStringField("default_schema", source.defaultSchema());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The members of a resource. */
  static void members(JsonGenerator json, Resource resource) throws IOException {
    json.writeStringField("id", resource.id());
    json.writeStringField("source", resource.source());
    json.writeStringField("kind", kind(resource));
    json.writeStringField("schema", resource.schema());
    json.writeStringField("name", resource.table());
    AdminAnswer.bilingual(json, "title", resource.title());
    AdminAnswer.bilingual(json, "summary", resource.summary());
    json.writeStringField("area", resource.area());
    json.writeStringField("department", resource.department());
    json.writeStringField("theme", resource.theme());
    json.writeStringField("update_frequency", resource.updateFrequency());
    AdminAnswer.words(json, "tags", resource.tags());
    json.writeStringField("openness", resource.openness().name().toLowerCase(Locale.ROOT));
    AdminAnswer.words(json, "primary_key", resource.primaryKey());
    if (resource.roles().isPresent()) {
      roles(json, resource.roles().get());
    }
    if (resource.operation().isPresent()) {
      inputs(json, resource.operation().get());
    }
    json.writeArrayFieldStart("fields");
    for (Field field : resource.fields()) {
      field(json, field);
    }
    json.writeEndArray();
  }

  private static String kind(Resource resource) {
    if (resource.operation().isPresent()) {
      return "operation";
    }
    return resource.view().isPresent() ? "view" : "table";
  }

  private static void roles(JsonGenerator json, Roles roles) throws IOException {
    json.writeObjectFieldStart("roles");
    if (roles.parent().isPresent()) {
      json.writeStringField("parent", roles.parent().get());
      json.writeObjectFieldStart("link");
      for (Map.Entry<String, String> link : roles.link().entrySet()) {
        json.writeStringField(link.getKey(), link.getValue());
      }
      json.writeEndObject();
    }
    json.writeArrayFieldStart("columns");
    for (Roles.RoleColumn column : roles.columns()) {
      json.writeStartObject();
      json.writeStringField("column", column.column());
      json.writeStringField("relation", column.relation().name());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void inputs(JsonGenerator json, Operation operation) throws IOException {
    json.writeBooleanField("single", operation.single());
    json.writeArrayFieldStart("inputs");
    for (Operation.Input input : operation.inputs()) {
      json.writeStartObject();
      json.writeStringField("name", input.name());
      AdminAnswer.bilingual(json, "title", input.title());
      json.writeStringField("type", input.type().word());
      json.writeBooleanField("required", input.required());
      if (input.field().isPresent()) {
        json.writeStringField("field", input.field().get());
      }
      json.writeStringField("example", input.example());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void field(JsonGenerator json, Field field) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", field.name());
    AdminAnswer.bilingual(json, "title", field.title());
    if (field.official().isPresent()) {
      json.writeStringField("official", field.official().get());
    }
    json.writeStringField("type", field.type().word());
    json.writeStringField("sql_type", field.sqlType());
    json.writeNumberField("length", field.length());
    json.writeStringField("format", field.format());
    json.writeBooleanField("nullable", field.nullable());
    if (field.codeSet().isPresent()) {
      json.writeStringField("code_set", field.codeSet().get());
    }
    // unknown is fully covered, and whoever composes has to see that
    json.writeStringField(
        "sensitivity", field.sensitivity().map(Sensitivity::name).orElse("UNKNOWN"));
    AdminAnswer.words(json, "categories", field.categories());
    AdminAnswer.words(json, "detected", field.detected());
    json.writeStringField("openness", field.openness().name().toLowerCase(Locale.ROOT));
    json.writeStringField("example", field.example());
    if (field.meaning().isPresent()) {
      AdminAnswer.bilingual(json, "meaning", field.meaning().get());
    }
    json.writeEndObject();
  }
}
