package io.tidegate.engine.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.OutputStream;

/** Writes each record as the object it is in JSON, on a line of its own. */
final class NdjsonWriter extends FormWriter {
  private final JsonGenerator lines;

  NdjsonWriter(JsonFactory factory, OutputStream out) throws IOException {
    // a generator puts nothing between two objects, and no line break into one
    this.lines = factory.createGenerator(out).setRootValueSeparator(null);
  }

  @Override
  void begin() {}

  @Override
  void record(JsonParser json) throws IOException {
    lines.copyCurrentStructureExact(json);
    lines.writeRaw('\n');
  }

  @Override
  void beside(String name, JsonParser json) throws IOException {
    json.skipChildren();
  }

  @Override
  void end() throws IOException {
    lines.flush();
  }
}
