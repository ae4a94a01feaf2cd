package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.plan.Certificate;
import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Relation;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a certificate as JSON, in its own order. */
final class CertificateWriter {
  private CertificateWriter() {}

  static void write(JsonGenerator json, Certificate certificate) throws IOException {
    json.writeStartObject();
    json.writeStringField("service", certificate.service());
    json.writeStringField("version", certificate.version());
    json.writeStringField("fingerprint", certificate.fingerprint());
    json.writeArrayFieldStart("fields");
    for (Certificate.CertifiedField field : certificate.fields()) {
      field(json, field);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("influences");
    for (Certificate.CertifiedInfluence influence : certificate.influences()) {
      json.writeStartObject();
      json.writeStringField("column", influence.column().toString());
      json.writeStringField("where", influence.where().name().toLowerCase(Locale.ROOT));
      json.writeBooleanField("probe", influence.probe());
      texts(json, "allowed_by", influence.allowedBy());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void field(JsonGenerator json, Certificate.CertifiedField field)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("path", field.path());
    json.writeStringField("read", field.read());
    json.writeStringField("name", field.name());
    json.writeStringField("type", field.type().word());
    json.writeBooleanField("nullable", field.nullable());
    texts(json, "sources", field.sources().stream().map(ColumnId::toString).toList());
    json.writeStringField("label", field.label());
    json.writeObjectFieldStart("masks");
    for (Map.Entry<Relation, String> mask : field.masks().entrySet()) {
      json.writeStringField(mask.getKey().name().toLowerCase(Locale.ROOT), mask.getValue());
    }
    json.writeEndObject();
    texts(json, "rules", field.rules());
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
