package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.gateway.ProblemDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the description of the routes (OpenAPI 3.1), from the table they are served by. */
final class AdminOpenApi {
  private static final Set<String> NUMBERS = Set.of("before", "after", "limit");
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");

  private AdminOpenApi() {}

  static byte[] of(List<AdminRoute> routes) {
    Map<String, List<AdminRoute>> byTemplate = new LinkedHashMap<>();
    routes.forEach(r -> byTemplate.computeIfAbsent(r.template(), t -> new ArrayList<>()).add(r));
    return AdminAnswer.object(
        json -> {
          json.writeStringField("openapi", "3.1.0");
          json.writeObjectFieldStart("info");
          json.writeStringField("title", "Tidegate 管理接口 / administration");
          json.writeStringField("version", "1");
          json.writeEndObject();
          json.writeObjectFieldStart("paths");
          for (Map.Entry<String, List<AdminRoute>> path : byTemplate.entrySet()) {
            json.writeObjectFieldStart(path.getKey());
            for (AdminRoute route : path.getValue()) {
              json.writeObjectFieldStart(route.method().toLowerCase(Locale.ROOT));
              operation(json, route);
              json.writeEndObject();
            }
            json.writeEndObject();
          }
          json.writeEndObject();
          components(json);
          json.writeArrayFieldStart("security");
          json.writeStartObject();
          json.writeArrayFieldStart("staff");
          json.writeEndArray();
          json.writeEndObject();
          json.writeEndArray();
        });
  }

  private static void operation(JsonGenerator json, AdminRoute route) throws IOException {
    json.writeStringField("summary", route.summary().zh() + " / " + route.summary().en());
    json.writeStringField(
        "description",
        "roles: "
            + route.roles().stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", ")));
    json.writeArrayFieldStart("parameters");
    Matcher matcher = PARAMETER.matcher(route.template());
    while (matcher.find()) {
      String name = matcher.group(1);
      parameter(json, name, "path", true, name.equals("name") ? "string" : "integer");
    }
    for (String name : route.query()) {
      parameter(json, name, "query", false, NUMBERS.contains(name) ? "integer" : "string");
    }
    if (route.revision()) {
      parameter(json, "If-Match", "header", true, "string");
    }
    json.writeEndArray();
    json.writeObjectFieldStart("responses");
    json.writeObjectFieldStart(Integer.toString(route.status()));
    json.writeStringField("description", route.summary().en());
    json.writeEndObject();
    json.writeObjectFieldStart("default");
    json.writeStringField("description", "a problem; nothing was changed");
    json.writeObjectFieldStart("content");
    json.writeObjectFieldStart(ProblemDocument.MEDIA_TYPE);
    json.writeObjectFieldStart("schema");
    json.writeStringField("$ref", "#/components/schemas/Problem");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void parameter(
      JsonGenerator json, String name, String in, boolean required, String type)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("in", in);
    json.writeBooleanField("required", required);
    json.writeObjectFieldStart("schema");
    json.writeStringField("type", type);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void components(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("components");
    json.writeObjectFieldStart("securitySchemes");
    json.writeObjectFieldStart("staff");
    json.writeStringField("type", "http");
    json.writeStringField("scheme", "basic");
    json.writeEndObject();
    json.writeEndObject();
    json.writeObjectFieldStart("schemas");
    json.writeObjectFieldStart("Problem");
    json.writeStringField("type", "object");
    json.writeObjectFieldStart("properties");
    json.writeObjectFieldStart("code");
    json.writeStringField("type", "string");
    json.writeArrayFieldStart("enum");
    for (AdminProblem problem : AdminProblem.values()) {
      json.writeString(problem.id());
    }
    json.writeEndArray();
    json.writeEndObject();
    for (String name : List.of("type", "title", "detail", "message_cn", "message_en", "trace_id")) {
      json.writeObjectFieldStart(name);
      json.writeStringField("type", "string");
      json.writeEndObject();
    }
    json.writeObjectFieldStart("status");
    json.writeStringField("type", "integer");
    json.writeEndObject();
    json.writeObjectFieldStart("diagnostics");
    json.writeStringField("type", "array");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }
}
