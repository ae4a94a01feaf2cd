package io.tidegate.route.shape;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Listing;
import io.tidegate.route.shape.Shape.Member;
import io.tidegate.route.shape.Shape.Missing;
import io.tidegate.route.shape.Shape.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the one shape that describes what either of two does. */
final class ShapeJoin {
  private ShapeJoin() {}

  static Optional<Shape> join(Shape one, Shape other) {
    return switch (one) {
      case Missing missing when other instanceof Missing second ->
          Optional.of(new Missing(missing.lineage().with(second.lineage())));
      case Missing missing -> Optional.of(absorbed(missing, other));
      case Value value ->
          switch (other) {
            case Missing missing -> Optional.of(absorbed(missing, value));
            case Value second -> values(value, second);
            case Fields fields -> Optional.empty();
            case Listing listing -> Optional.empty();
          };
      case Fields fields ->
          switch (other) {
            case Missing missing -> Optional.of(absorbed(missing, fields));
            case Fields second -> records(fields, second);
            case Value value -> Optional.empty();
            case Listing listing -> Optional.empty();
          };
      case Listing listing ->
          switch (other) {
            case Missing missing -> Optional.of(absorbed(missing, listing));
            case Listing second ->
                join(listing.element(), second.element())
                    .map(
                        element ->
                            new Listing(
                                element,
                                listing.nullable() || second.nullable(),
                                listing.order().with(second.order())));
            case Value value -> Optional.empty();
            case Fields fields -> Optional.empty();
          };
    };
  }

  /** Nothing or something: the same, perhaps missing. */
  private static Shape absorbed(Missing missing, Shape other) {
    return other.decidedBy(missing.lineage()).orNull();
  }

  private static Optional<Shape> values(Value one, Value other) {
    Optional<FieldType> type = FieldTypes.common(one.type(), other.type());
    return type.map(
        t ->
            new Value(
                t,
                one.nullable() || other.nullable(),
                one.lineage().with(other.lineage()),
                one.title().equals(other.title()) ? one.title() : Optional.empty()));
  }

  private static Optional<Shape> records(Fields one, Fields other) {
    if (one.members().size() != other.members().size()) {
      return Optional.empty();
    }
    List<Member> members = new ArrayList<>();
    for (Member member : one.members()) {
      Optional<Shape> joined =
          other.member(member.name()).flatMap(second -> join(member.shape(), second));
      if (joined.isEmpty()) {
        return Optional.empty();
      }
      members.add(new Member(member.name(), joined.get()));
    }
    return Optional.of(
        new Fields(
            members, one.nullable() || other.nullable(), one.presence().with(other.presence())));
  }
}
