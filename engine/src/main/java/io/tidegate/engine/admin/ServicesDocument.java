package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.explain.CheckReport;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedCache;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.plan.PlannedTerms;
import io.tidegate.engine.publish.EndpointTable;
import io.tidegate.engine.publish.LiveEndpoint;
import io.tidegate.rules.fact.Approval;
import io.tidegate.rules.fact.LimitClass;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Writes what is live, for staff. */
final class ServicesDocument {
  private static final JsonFactory JSON = new JsonFactory();

  private ServicesDocument() {}

  /** All endpoints, in the order of their paths. */
  static byte[] list(EndpointTable table) {
    return write(
        json -> {
          json.writeNumberField("epoch", table.epoch());
          json.writeArrayFieldStart("services");
          for (LiveEndpoint endpoint : table.endpoints()) {
            json.writeStartObject();
            summary(json, endpoint);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /**
   * One service: every major version of it that is live, with its parameters and its certificate.
   */
  static byte[] service(String service, List<LiveEndpoint> releases) {
    return write(
        json -> {
          json.writeStringField("service", service);
          json.writeArrayFieldStart("releases");
          for (LiveEndpoint endpoint : releases) {
            json.writeStartObject();
            summary(json, endpoint);
            parameters(json, endpoint.plan());
            json.writeFieldName("certificate");
            CheckReport.certificate(json, endpoint.certificate());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void summary(JsonGenerator json, LiveEndpoint endpoint) throws IOException {
    plan(json, endpoint.plan());
    json.writeStringField("fingerprint", endpoint.certificate().fingerprint());
  }

  /** What a service is and on which terms it is served, as members of an object. */
  static void plan(JsonGenerator json, GovernedPlan plan) throws IOException {
    json.writeStringField("service", plan.service());
    json.writeStringField("version", plan.version().toString());
    AdminAnswer.bilingual(json, "title", plan.title());
    json.writeStringField("path", plan.path());
    json.writeStringField("area", plan.area().word());
    json.writeStringField("department", plan.department());
    json.writeStringField("openness", plan.openness().name().toLowerCase(Locale.ROOT));
    json.writeStringField("approval", plan.approval().map(Approval::word).orElse("none"));
    json.writeBooleanField("anonymous", plan.anonymous());
    terms(json, plan);
    json.writeNumberField("timeout_ms", plan.timeout().toMillis());
    if (plan.cache().isPresent()) {
      PlannedCache cache = plan.cache().get();
      json.writeObjectFieldStart("cache");
      json.writeNumberField("seconds", cache.life().toSeconds());
      json.writeStringField("audience", cache.audience().name().toLowerCase(Locale.ROOT));
      json.writeBooleanField("sealed", cache.sealed());
      json.writeBooleanField("stale_on_error", cache.staleOnError());
      json.writeEndObject();
    }
  }

  /** On what terms each audience is served. */
  static void terms(JsonGenerator json, GovernedPlan plan) throws IOException {
    json.writeArrayFieldStart("terms");
    for (PlannedTerms terms : plan.terms()) {
      json.writeStartObject();
      AdminAnswer.words(
          json, "purposes", terms.audience().purposes().stream().map(Purpose::word).toList());
      AdminAnswer.words(
          json, "levels", terms.audience().levels().stream().map(OrganisationLevel::word).toList());
      json.writeBooleanField("served", terms.served());
      json.writeStringField("approval", terms.approval().map(Approval::word).orElse("none"));
      LimitClass limit = terms.limit();
      json.writeObjectFieldStart("limit");
      json.writeStringField("class", limit.name());
      json.writeNumberField("per_second", limit.perSecond());
      json.writeNumberField("burst", limit.burst());
      json.writeNumberField("per_day", limit.perDay());
      json.writeEndObject();
      AdminAnswer.words(json, "rules", terms.rules());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void parameters(JsonGenerator json, GovernedPlan plan) throws IOException {
    json.writeArrayFieldStart("parameters");
    for (PlannedParameter parameter : plan.parameters()) {
      json.writeStartObject();
      json.writeStringField("name", parameter.name());
      json.writeStringField("in", parameter.in().name().toLowerCase(Locale.ROOT));
      json.writeStringField("type", parameter.type().word());
      if (parameter.format().isPresent()) {
        json.writeStringField("format", parameter.format().get().word());
      }
      json.writeBooleanField("required", parameter.required());
      AdminAnswer.bilingual(json, "title", parameter.title());
      AdminAnswer.words(json, "allowed", parameter.allowed());
      if (parameter.example().isPresent()) {
        json.writeStringField("example", parameter.example().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static byte[] write(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @FunctionalInterface
  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }
}
