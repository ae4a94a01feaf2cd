package io.tidegate.engine.openapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.route.definition.Area;
import io.tidegate.route.text.Bilingual;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the OpenAPI document of a table (OpenAPI Specification 3.1.0, whose schemas are JSON
 * Schema 2020-12).
 *
 * <p>Extensions: {@code x-tidegate} on an operation has the fingerprint of what runs, the openness,
 * the approval, the sources that are asked and the services that are called; {@code
 * x-tidegate-masks} on a member has the mask for each relation a caller can have to the record.
 */
public final class OpenApiDocument {
  private static final JsonFactory JSON = new JsonFactory();

  private OpenApiDocument() {}

  /** A plan with its fingerprint. */
  private record Described(GovernedPlan plan, String fingerprint) {}

  /** The document of what is live, as UTF-8 JSON. */
  public static byte[] render(EndpointTable table) {
    return render(
        table.endpoints().stream()
            .map(endpoint -> new Described(endpoint.plan(), endpoint.certificate().fingerprint()))
            .toList());
  }

  /** The document of one service as it would be live, as UTF-8 JSON. */
  public static byte[] render(CheckedPlan checked) {
    return render(checked.plan(), checked.fingerprint());
  }

  /** The document of one plan, as UTF-8 JSON. */
  public static byte[] render(GovernedPlan plan, String fingerprint) {
    return render(List.of(new Described(plan, fingerprint)));
  }

  private static byte[] render(List<Described> services) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("openapi", "3.1.0");
      info(json);
      tags(json, services);
      json.writeObjectFieldStart("paths");
      for (Described service : services) {
        new OperationWriter(json, service.plan(), service.fingerprint()).write();
      }
      new OwnQuotaWriter(json).write();
      json.writeEndObject();
      components(json, services);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Both languages in one text, for OpenAPI has one text in each place. */
  static String text(Bilingual text) {
    return text.zh().equals(text.en()) ? text.zh() : text.zh() + " / " + text.en();
  }

  private static void info(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("info");
    json.writeStringField("title", "Tidegate");
    json.writeStringField(
        "description",
        "已发布的数据服务；字段的可见程度取决于调用方与每条记录的关系。 / The published data services; how much of a field is"
            + " shown depends on what the caller is to each record.");
    json.writeStringField("version", "1");
    json.writeEndObject();
  }

  private static void tags(JsonGenerator json, List<Described> services) throws IOException {
    Set<Area> areas = EnumSet.noneOf(Area.class);
    services.forEach(service -> areas.add(service.plan().area()));
    json.writeArrayFieldStart("tags");
    for (Area area : areas) {
      json.writeStartObject();
      json.writeStringField("name", area.word());
      json.writeStringField("description", text(area.title()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void components(JsonGenerator json, List<Described> services) throws IOException {
    json.writeObjectFieldStart("components");
    json.writeObjectFieldStart("securitySchemes");
    json.writeObjectFieldStart("apiKey");
    json.writeStringField("type", "apiKey");
    json.writeStringField("in", "header");
    json.writeStringField("name", "X-API-Key");
    json.writeEndObject();
    json.writeObjectFieldStart("bearer");
    json.writeStringField("type", "http");
    json.writeStringField("scheme", "bearer");
    json.writeEndObject();
    json.writeObjectFieldStart("oauth2");
    json.writeStringField("type", "oauth2");
    json.writeObjectFieldStart("flows");
    json.writeObjectFieldStart("clientCredentials");
    json.writeStringField("tokenUrl", "/oauth2/token");
    json.writeObjectFieldStart("scopes");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    // OpenAPI knows no scheme of this kind, so it is told as the header that carries it
    json.writeObjectFieldStart("tg1");
    json.writeStringField("type", "apiKey");
    json.writeStringField("in", "header");
    json.writeStringField("name", "X-TG-Signature");
    json.writeStringField(
        "description",
        text(
            new Bilingual(
                "TG1 签名：TG1-HMAC-SM3 或 TG1-SM2-SM3，另需其余 X-TG-* 请求头",
                "a TG1 signature, TG1-HMAC-SM3 or TG1-SM2-SM3, with the other X-TG-* headers")));
    json.writeEndObject();
    json.writeEndObject();
    headers(json);
    json.writeObjectFieldStart("responses");
    for (ProblemFamily family : ProblemFamily.all()) {
      family.write(json);
    }
    json.writeEndObject();
    json.writeObjectFieldStart("schemas");
    for (Described service : services) {
      json.writeFieldName(OperationWriter.schemaName(service.plan()));
      new AnswerSchemaWriter(json, service.plan()).write();
    }
    ProblemSchemaWriter.write(json);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void headers(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("headers");
    header(json, "TraceId", new Bilingual("本次请求的编号", "names the request"));
    header(
        json,
        "RateLimitLimit",
        new Bilingual("最先用完的额度的上限", "calls of the bucket that ends first, when it is full"));
    header(json, "RateLimitRemaining", new Bilingual("该额度的余量", "calls that are left in it"));
    header(json, "RateLimitReset", new Bilingual("该额度恢复前的秒数", "seconds until it is full again"));
    header(json, "Epoch", new Bilingual("应答所依据的发布轮次", "the publication the answer was made under"));
    header(
        json,
        "ETag",
        new Bilingual("应答内容的标识，可用于 If-None-Match", "names the answer, for If-None-Match"));
    json.writeEndObject();
  }

  private static void header(JsonGenerator json, String name, Bilingual description)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("description", text(description));
    json.writeObjectFieldStart("schema");
    json.writeStringField("type", "string");
    json.writeEndObject();
    json.writeEndObject();
  }
}
