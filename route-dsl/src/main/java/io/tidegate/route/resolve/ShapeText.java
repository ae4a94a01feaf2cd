package io.tidegate.route.resolve;

import io.tidegate.route.shape.Shape;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Listing;
import io.tidegate.route.shape.Shape.Missing;
import io.tidegate.route.shape.Shape.Value;
import java.util.stream.Collectors;

/** A shape in a few words, for a message. */
final class ShapeText {
  /** Beyond this many members a message gets hard to read. */
  private static final int MEMBERS = 8;

  private ShapeText() {}

  static String of(Shape shape) {
    return switch (shape) {
      case Value value -> value.type().word();
      case Missing missing -> "null";
      case Fields fields ->
          fields.members().stream()
                  .limit(MEMBERS)
                  .map(m -> m.name() + ": " + of(m.shape()))
                  .collect(Collectors.joining(", ", "{", ""))
              + (fields.members().size() > MEMBERS ? ", …}" : "}");
      case Listing listing -> "list of " + of(listing.element());
    };
  }
}
