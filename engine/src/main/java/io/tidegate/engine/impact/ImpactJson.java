package io.tidegate.engine.impact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.explain.CheckReport;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The one JSON shape of an impact, wherever it is shown. */
public final class ImpactJson {
  private ImpactJson() {}

  /** All of it, as a text. */
  public static String of(Impact impact) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      summary(json, impact);
      services(json, impact.services());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.append('\n').toString();
  }

  /** The members that tell of all services together. */
  public static void summary(JsonGenerator json, Impact impact) throws IOException {
    json.writeStringField("candidate", impact.candidate());
    json.writeStringField("against", impact.against());
    json.writeStringField("grade", impact.grade().word());
    json.writeBooleanField("needs_approval", impact.grade().needsApproval());
    json.writeNumberField("looked_at", impact.looked());
    json.writeNumberField("decided_otherwise", impact.planned());
    json.writeObjectFieldStart("total");
    json.writeNumberField("services", impact.services().size());
    for (Direction direction : Direction.values()) {
      json.writeNumberField(direction.word(), impact.count(direction));
    }
    json.writeNumberField("newly_refused", impact.count(ServiceImpact.Fate.NEWLY_REFUSED));
    json.writeNumberField("newly_accepted", impact.count(ServiceImpact.Fate.NEWLY_ACCEPTED));
    json.writeEndObject();
  }

  /** The member with these services. */
  public static void services(JsonGenerator json, List<ServiceImpact> services) throws IOException {
    json.writeArrayFieldStart("services");
    for (ServiceImpact service : services) {
      json.writeStartObject();
      service(json, service);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The members of one service, within an object that is begun. */
  public static void service(JsonGenerator json, ServiceImpact service) throws IOException {
    json.writeStringField("service", service.service());
    json.writeStringField("version", service.version());
    json.writeStringField("fate", word(service.fate()));
    json.writeStringField("grade", service.grade().word());
    json.writeArrayFieldStart("fields");
    for (FieldChange field : service.fields()) {
      field(json, field);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("access");
    for (AccessChange access : service.access()) {
      json.writeStartObject();
      json.writeStringField("what", access.what().word());
      if (!access.audience().isEmpty()) {
        json.writeStringField("audience", access.audience());
      }
      if (!access.read().isEmpty()) {
        json.writeStringField("read", access.read());
      }
      json.writeStringField("direction", access.direction().word());
      json.writeStringField("before", access.before());
      json.writeStringField("after", access.after());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("influences");
    for (InfluenceChange influence : service.influences()) {
      json.writeStartObject();
      json.writeStringField("read", influence.read());
      json.writeStringField("column", influence.column().toString());
      json.writeStringField("where", influence.where().name());
      json.writeBooleanField("probe", influence.probe());
      strings(json, "before", influence.before());
      strings(json, "after", influence.after());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("examples");
    for (ExampleRow example : service.examples()) {
      example(json, example);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("grants");
    for (StandingGrant grant : service.grants()) {
      json.writeStartObject();
      json.writeStringField("application", grant.application());
      json.writeStringField("receiver", grant.receiver());
      json.writeStringField("level", grant.level().word());
      json.writeStringField("purpose", grant.purpose().word());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("refusal");
    for (Diagnostic diagnostic : service.refusal()) {
      CheckReport.diagnostic(json, diagnostic);
    }
    json.writeEndArray();
  }

  /** The word for a fate. */
  static String word(ServiceImpact.Fate fate) {
    return switch (fate) {
      case KEPT -> "kept";
      case NEWLY_REFUSED -> "newly_refused";
      case NEWLY_ACCEPTED -> "newly_accepted";
    };
  }

  private static void field(JsonGenerator json, FieldChange field) throws IOException {
    json.writeStartObject();
    json.writeStringField("read", field.read());
    json.writeStringField("output", field.output());
    strings(json, "paths", field.paths());
    if (!field.audience().isEmpty()) {
      json.writeStringField("audience", field.audience());
    }
    strings(json, "relations", field.relations().stream().map(Relation::name).toList());
    json.writeStringField("direction", field.direction().word());
    json.writeStringField("before", field.before());
    json.writeStringField("after", field.after());
    strings(json, "rules_before", field.rulesBefore());
    strings(json, "rules_after", field.rulesAfter());
    json.writeEndObject();
  }

  private static void example(JsonGenerator json, ExampleRow example) throws IOException {
    json.writeStartObject();
    json.writeStringField("read", example.read());
    strings(json, "relations", example.relations().stream().map(Relation::name).toList());
    strings(json, "switches_on", example.switchesOn());
    json.writeObjectFieldStart("before");
    for (ExampleRow.Cell cell : example.cells()) {
      value(json, cell.output(), cell.before());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("after");
    for (ExampleRow.Cell cell : example.cells()) {
      value(json, cell.output(), cell.after());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, String name, Optional<Object> value)
      throws IOException {
    json.writeFieldName(name);
    switch (value.orElse(null)) {
      case null -> json.writeNull();
      case Long number -> json.writeNumber(number);
      case BigDecimal number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case Object other -> json.writeString(other.toString());
    }
  }

  private static void strings(JsonGenerator json, String name, Collection<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
