package io.tidegate.engine.admin;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Holds every answer against the description the API gives of itself: its status is there, its
 * media type, and its body is as the schema says.
 */
public final class DescribedAnswers implements Filter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private final JsonNode description;
  private final Set<String> seen = new LinkedHashSet<>();

  /**
   * @param description what {@code /admin/v1/openapi.json} answers
   */
  DescribedAnswers(byte[] description) throws IOException {
    this.description = JSON.readTree(description);
  }

  /** One by the description of the engine that is tested, asked for when it is needed first. */
  public static Supplier<DescribedAnswers> ofTheEngine() {
    return new Supplier<>() {
      private DescribedAnswers known;

      @Override
      public synchronized DescribedAnswers get() {
        if (known == null) {
          try {
            known = new DescribedAnswers(given().get("/admin/v1/openapi.json").asByteArray());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
        return known;
      }
    };
  }

  /** The operations whose good answers were held against their schema. */
  Set<String> seen() {
    return seen;
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification expected,
      FilterContext context) {
    Response response = context.next(request, expected);
    String path = URI.create(request.getURI()).getPath();
    try {
      hold(request.getMethod(), path, response);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + response.asString(), e);
    }
    return response;
  }

  private void hold(String method, String path, Response response) throws IOException {
    Optional<Map.Entry<String, JsonNode>> operation = operation(method, path);
    if (operation.isEmpty()) {
      // a path or method that is not described is not served
      if (response.statusCode() < 400) {
        throw new AssertionError(method + " " + path + " is served and not described");
      }
      return;
    }
    JsonNode responses = operation.get().getValue().path("responses");
    String status = Integer.toString(response.statusCode());
    JsonNode told = responses.has(status) ? responses.path(status) : responses.path("default");
    if (response.statusCode() < 400 && !responses.has(status)) {
      throw new AssertionError(operation.get().getKey() + " answers " + status + ", unlike told");
    }
    if (response.statusCode() == AdminAnswer.NO_CONTENT) {
      seen.add(operation.get().getKey());
      return;
    }
    String media = response.contentType().split(";")[0];
    JsonNode schema = told.path("content").path(media).path("schema");
    if (schema.isMissingNode()) {
      throw new AssertionError(operation.get().getKey() + " answers " + media + ", unlike told");
    }
    if (media.endsWith("json")) {
      Set<ValidationMessage> wrong = schema(schema).validate(JSON.readTree(response.asByteArray()));
      if (!wrong.isEmpty()) {
        throw new AssertionError(
            operation.get().getKey() + " " + status + ": " + wrong + " in " + response.asString());
      }
    }
    if (response.statusCode() < 400) {
      seen.add(operation.get().getKey());
    }
  }

  private JsonSchema schema(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", description.path("components"));
    return SCHEMAS.getSchema(whole);
  }

  /** The described operation of a request: one with a written name before one with a parameter. */
  private Optional<Map.Entry<String, JsonNode>> operation(String method, String path) {
    Map.Entry<String, JsonNode> best = null;
    for (Map.Entry<String, JsonNode> described : description.path("paths").properties()) {
      String pattern = described.getKey().replaceAll("\\{[a-z]+}", "[^/]*");
      JsonNode operation = described.getValue().path(method.toLowerCase(Locale.ROOT));
      if (path.matches(pattern)
          && !operation.isMissingNode()
          && (best == null || !described.getKey().contains("{"))) {
        best = Map.entry(method + " " + described.getKey(), operation);
      }
    }
    return Optional.ofNullable(best);
  }
}
