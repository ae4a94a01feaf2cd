package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegate.engine.gateway.ProblemDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the description of the routes (OpenAPI 3.1): where, who and how from the table they are
 * served by, what is sent and answered from {@code schemas.json}, which also has the few operations
 * that are served elsewhere.
 */
final class AdminOpenApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> NUMBERS = Set.of("before", "after", "limit", "page", "size");
  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");
  private static final Set<String> NAMES =
      Set.of("name", "login", "service", "code", "application", "key", "certificate");
  private static final String SCHEMAS = "#/components/schemas/";

  private AdminOpenApi() {}

  static byte[] of(List<AdminRoute> routes) {
    JsonNode known = known();
    ObjectNode root = JSON.createObjectNode();
    root.put("openapi", "3.1.0");
    root.putObject("info").put("title", "Tidegate 管理接口 / administration").put("version", "1");
    ObjectNode paths = root.putObject("paths");
    Set<String> told = new TreeSet<>();
    for (AdminRoute route : routes) {
      String operation = route.method() + " " + route.template();
      told.add(operation);
      ObjectNode node = at(paths, operation);
      node.put("summary", route.summary().zh() + " / " + route.summary().en());
      Set<String> roles =
          route.roles().stream()
              .map(AccountRole::word)
              .collect(Collectors.toCollection(TreeSet::new));
      roles(node, roles);
      if (route.open()) {
        node.putArray("security").addObject();
      }
      parameters(node.putArray("parameters"), route);
      JsonNode bodies = known.path("operations").path(operation);
      request(node, bodies);
      responses(node, route, bodies);
    }
    for (Map.Entry<String, JsonNode> other : known.path("operations").properties()) {
      if (!told.contains(other.getKey())) {
        elsewhere(at(paths, other.getKey()), other.getKey(), other.getValue());
      }
    }
    components(root.putObject("components"), known);
    ArrayNode either = root.putArray("security");
    either.addObject().putArray("session");
    either.addObject().putArray("staff");
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private static JsonNode known() {
    try (InputStream in = AdminOpenApi.class.getResourceAsStream("schemas.json")) {
      return JSON.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION).readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the schemas of the admin API cannot be read", e);
    }
  }

  private static ObjectNode at(ObjectNode paths, String operation) {
    String[] parts = operation.split(" ", 2);
    return paths.withObjectProperty(parts[1]).putObject(parts[0].toLowerCase(Locale.ROOT));
  }

  private static void roles(ObjectNode node, Iterable<String> roles) {
    ArrayNode list = JSON.createArrayNode();
    roles.forEach(list::add);
    node.put("description", "roles: " + String.join(", ", roles));
    node.set("x-roles", list);
  }

  private static void elsewhere(ObjectNode node, String operation, JsonNode known) {
    node.put(
        "summary",
        known.path("summary").path("zh").asText()
            + " / "
            + known.path("summary").path("en").asText());
    Set<String> roles = new TreeSet<>();
    known.path("roles").forEach(role -> roles.add(role.asText()));
    roles(node, roles);
    ArrayNode parameters = node.putArray("parameters");
    path(parameters, operation);
    ObjectNode responses = node.putObject("responses");
    body(responses.putObject("200").put("description", "what there is"), known.path("response"));
    problem(responses, "default", "a problem");
  }

  private static void path(ArrayNode parameters, String template) {
    Matcher matcher = PARAMETER.matcher(template);
    while (matcher.find()) {
      String name = matcher.group(1);
      parameter(parameters, name, "path", true, NAMES.contains(name) ? "string" : "integer");
    }
  }

  private static void parameters(ArrayNode parameters, AdminRoute route) {
    path(parameters, route.template());
    for (String name : route.query()) {
      boolean text =
          name.equals("after")
              && (route.template().endsWith("/staff")
                  || route.template().endsWith("/organisations"));
      boolean number = NUMBERS.contains(name) && !text;
      parameter(parameters, name, "query", false, number ? "integer" : "string");
    }
    if (route.revision()) {
      parameter(parameters, "If-Match", "header", true, "string");
    }
    if (route.makes()) {
      parameter(parameters, "Idempotency-Key", "header", false, "string");
    }
  }

  private static void parameter(
      ArrayNode parameters, String name, String in, boolean required, String type) {
    ObjectNode parameter = parameters.addObject();
    parameter.put("name", name).put("in", in).put("required", required);
    parameter.putObject("schema").put("type", type);
  }

  private static void request(ObjectNode node, JsonNode bodies) {
    JsonNode request = bodies.path("request");
    if (!request.isMissingNode()) {
      body(
          node.putObject("requestBody").put("required", request.path("required").asBoolean()),
          request);
    }
  }

  /** What a body is, of a request or a response. */
  private static void body(ObjectNode holder, JsonNode body) {
    ObjectNode media = holder.putObject("content").putObject(body.path("media").asText());
    media.set("schema", body.path("schema"));
    if (body.has("example")) {
      media.set("example", body.path("example"));
    }
  }

  private static void responses(ObjectNode node, AdminRoute route, JsonNode bodies) {
    ObjectNode responses = node.putObject("responses");
    ObjectNode good =
        responses
            .putObject(Integer.toString(route.status()))
            .put("description", route.summary().en());
    if (route.status() != AdminAnswer.NO_CONTENT) {
      body(good, bodies.path("response"));
    }
    problem(responses, "400", "the request is not well-formed");
    problem(responses, "401", "nobody signed in");
    problem(responses, "403", "this role, or this person, may not do this");
    if (route.template().contains("{")) {
      problem(responses, "404", "there is no such thing");
    }
    if (!route.method().equals("GET")) {
      problem(responses, "409", "it has not come so far, or has gone farther");
      problem(responses, "422", "what was sent is not sound");
    }
    if (route.revision()) {
      problem(responses, "412", "somebody changed it meanwhile");
      problem(responses, "428", "If-Match is missing");
    }
    problem(responses, "default", "another problem; nothing was changed");
  }

  private static void problem(ObjectNode responses, String status, String description) {
    responses
        .putObject(status)
        .put("description", description)
        .putObject("content")
        .putObject(ProblemDocument.MEDIA_TYPE)
        .putObject("schema")
        .put("$ref", SCHEMAS + "Problem");
  }

  private static void components(ObjectNode components, JsonNode known) {
    ObjectNode schemes = components.putObject("securitySchemes");
    schemes.putObject("staff").put("type", "http").put("scheme", "basic");
    schemes
        .putObject("session")
        .put("type", "apiKey")
        .put("in", "cookie")
        .put("name", Credentials.COOKIE)
        .put("description", "what changes something needs the header " + Credentials.CSRF + " too");
    ObjectNode schemas = components.putObject("schemas");
    known.path("schemas").properties().forEach(s -> schemas.set(s.getKey(), s.getValue()));
    ObjectNode problem = schemas.putObject("Problem");
    problem.put("type", "object");
    ArrayNode required = problem.putArray("required");
    ObjectNode properties = problem.putObject("properties");
    for (String name : List.of("type", "title", "detail", "message_cn", "message_en", "trace_id")) {
      properties.putObject(name).put("type", "string");
      required.add(name);
    }
    required.add("code").add("status");
    properties.putObject("status").put("type", "integer");
    // what other parts of the platform answer has other codes
    properties.putObject("code").put("type", "string");
    ArrayNode codes = properties.withObjectProperty("code").putArray("examples");
    for (AdminProblem code : AdminProblem.values()) {
      codes.add(code.id());
    }
    properties
        .putObject("diagnostics")
        .put("type", "array")
        .putObject("items")
        .put("$ref", SCHEMAS + "Diagnostic");
  }
}
