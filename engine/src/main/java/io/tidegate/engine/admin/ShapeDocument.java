package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Listing;
import io.tidegate.route.shape.Shape.Member;
import io.tidegate.route.shape.Shape.Missing;
import io.tidegate.route.shape.Shape.Value;
import java.io.IOException;

/**
 * Writes what a value is: {@code type} is that of a field, or {@code record} with its {@code
 * members}, {@code list} with its {@code element}, or {@code nothing}.
 */
final class ShapeDocument {
  private ShapeDocument() {}

  /** The members of the object that describes a shape. */
  static void members(JsonGenerator json, Shape shape) throws IOException {
    switch (shape) {
      case Value value -> {
        json.writeStringField("type", value.type().word());
        if (value.title().isPresent()) {
          AdminAnswer.bilingual(json, "title", value.title().get());
        }
      }
      case Missing missing -> json.writeStringField("type", "nothing");
      case Fields fields -> {
        json.writeStringField("type", "record");
        json.writeArrayFieldStart("members");
        for (Member member : fields.members()) {
          json.writeStartObject();
          json.writeStringField("name", member.name());
          members(json, member.shape());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      case Listing listing -> {
        json.writeStringField("type", "list");
        json.writeObjectFieldStart("element");
        members(json, listing.element());
        json.writeEndObject();
      }
    }
  }
}
