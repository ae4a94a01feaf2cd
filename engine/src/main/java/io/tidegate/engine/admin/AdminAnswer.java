package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.route.text.Bilingual;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What an act is answered with.
 *
 * @param type the media type of the body
 * @param headers besides those every answer has
 */
record AdminAnswer(int status, String type, byte[] body, Map<String, String> headers) {
  static final int NO_CONTENT = 204;
  private static final JsonFactory JSON = new JsonFactory();

  AdminAnswer {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(body, "body");
    headers = Map.copyOf(headers);
  }

  /** Writes the members of an object. */
  @FunctionalInterface
  interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  static AdminAnswer json(int status, Content content) {
    return new AdminAnswer(status, "application/json; charset=utf-8", object(content), Map.of());
  }

  /** Done, and there is nothing to say about it. */
  static AdminAnswer nothing() {
    return new AdminAnswer(NO_CONTENT, "", new byte[0], Map.of());
  }

  static byte[] object(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The one JSON shape of a text in both languages. */
  static void bilingual(JsonGenerator json, String name, Bilingual text) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("zh", text.zh());
    json.writeStringField("en", text.en());
    json.writeEndObject();
  }

  static void words(JsonGenerator json, String name, Collection<String> words) throws IOException {
    json.writeArrayFieldStart(name);
    for (String word : words) {
      json.writeString(word);
    }
    json.writeEndArray();
  }

  AdminAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new AdminAnswer(status, type, body, more);
  }

  /** With the revision that {@code If-Match} asks for. */
  AdminAnswer at(long revision) {
    return with("ETag", "\"" + revision + "\"");
  }
}
