package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.engine.detect.LiveSampling;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes what the sampling of live answers found, for staff. */
final class DetectionsDocument {
  private static final JsonFactory JSON = new JsonFactory();

  private DetectionsDocument() {}

  static byte[] of(LiveSampling sampling) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("every", sampling.every());
      json.writeBooleanField("strict", sampling.strict());
      json.writeNumberField("looked", sampling.looked());
      json.writeNumberField("skipped", sampling.skipped());
      json.writeArrayFieldStart("alarms");
      for (LiveSampling.Alarm alarm : sampling.alarms()) {
        alarm(json, alarm);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void alarm(JsonGenerator json, LiveSampling.Alarm alarm) throws IOException {
    json.writeStartObject();
    json.writeStringField("service", alarm.service());
    json.writeStringField("member", alarm.member());
    json.writeStringField("label", alarm.label());
    json.writeStringField("detector", alarm.detector().word());
    json.writeStringField("needs", alarm.detector().least().name());
    json.writeObjectFieldStart("title");
    json.writeStringField("zh", alarm.detector().title().zh());
    json.writeStringField("en", alarm.detector().title().en());
    json.writeEndObject();
    json.writeStringField("first", alarm.first().toString());
    json.writeStringField("last", alarm.last().toString());
    json.writeNumberField("count", alarm.count());
    json.writeBooleanField("closed", alarm.closed());
    json.writeEndObject();
  }
}
