package io.tidegate.route.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Listing;
import io.tidegate.route.shape.Shape.Member;
import io.tidegate.route.shape.Shape.Missing;
import io.tidegate.route.shape.Shape.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The laws that the one shape of two must keep, over every pair of many shapes. */
class ShapeTest {
  private static final Lineage A = Lineage.of(new Origin("a", 0));
  private static final Lineage B = Lineage.of(new Origin("b", 1));

  private static List<Shape> shapes() {
    List<Shape> shapes = new ArrayList<>();
    for (FieldType type : FieldType.values()) {
      shapes.add(Value.of(type, false, A));
      shapes.add(Value.of(type, true, B.decidedBy(A)));
    }
    shapes.add(new Missing(Lineage.NONE));
    shapes.add(new Missing(B));
    for (Shape value : List.copyOf(shapes)) {
      shapes.add(
          new Fields(
              List.of(new Member("x", value), new Member("y", Value.of(FieldType.DATE, false, B))),
              false,
              A));
      shapes.add(
          new Fields(
              List.of(new Member("y", Value.of(FieldType.DATE, true, A)), new Member("x", value)),
              true,
              Lineage.NONE));
      shapes.add(new Listing(value, false, B));
    }
    shapes.add(new Listing(new Listing(Value.of(FieldType.STRING, false, A), true, A), true, B));
    return shapes;
  }

  /** The same with the members of every record by their names. */
  private static Shape sorted(Shape shape) {
    return switch (shape) {
      case Value value -> value;
      case Missing missing -> missing;
      case Listing listing ->
          new Listing(sorted(listing.element()), listing.nullable(), listing.order());
      case Fields fields ->
          new Fields(
              fields.members().stream()
                  .map(m -> new Member(m.name(), sorted(m.shape())))
                  .sorted(Comparator.comparing(Member::name))
                  .toList(),
              fields.nullable(),
              fields.presence());
    };
  }

  private static Optional<Shape> join(Shape one, Shape other) {
    return Shape.join(one, other).map(ShapeTest::sorted);
  }

  @Test
  void joiningAShapeWithItselfChangesNothing() {
    assertThat(shapes()).allSatisfy(shape -> assertThat(Shape.join(shape, shape)).contains(shape));
  }

  @Test
  void theOrderOfTwoDoesNotMatter() {
    for (Shape one : shapes()) {
      for (Shape other : shapes()) {
        assertThat(join(one, other)).isEqualTo(join(other, one));
      }
    }
  }

  @Test
  void theOrderOfThreeDoesNotMatter() {
    List<Shape> shapes = shapes();
    int joined = 0;
    for (Shape a : shapes) {
      for (Shape b : shapes) {
        for (Shape c : shapes) {
          Optional<Shape> left = Shape.join(a, b).flatMap(ab -> join(ab, c));
          Optional<Shape> right = Shape.join(b, c).flatMap(bc -> join(a, bc));
          if (left.isPresent() && right.isPresent()) {
            assertThat(left).isEqualTo(right);
            joined++;
          }
        }
      }
    }
    assertThat(joined).isGreaterThan(500);
  }

  @Test
  void nothingThatEitherDependsOnIsLost() {
    for (Shape one : shapes()) {
      for (Shape other : shapes()) {
        Shape.join(one, other)
            .ifPresent(
                both ->
                    assertThat(both.lineage().all())
                        .containsAll(one.lineage().all())
                        .containsAll(other.lineage().all()));
      }
    }
  }

  @Test
  void numbersOfBothKindsAreDecimals() {
    assertThat(
            Shape.join(Value.of(FieldType.INTEGER, false, A), Value.of(FieldType.NUMBER, true, B)))
        .contains(Value.of(FieldType.NUMBER, true, A.with(B)));
    assertThat(
            Shape.join(Value.of(FieldType.INTEGER, false, A), Value.of(FieldType.STRING, false, A)))
        .isEmpty();
  }

  @Test
  void recordsWithOtherMembersAreNotOne() {
    Fields one =
        new Fields(
            List.of(new Member("x", Value.of(FieldType.DATE, false, A))), false, Lineage.NONE);
    Fields other =
        new Fields(
            List.of(new Member("y", Value.of(FieldType.DATE, false, A))), false, Lineage.NONE);

    assertThat(Shape.join(one, other)).isEmpty();
  }

  @Test
  void whatDecidesIsNoValue() {
    Lineage decided = A.decidedBy(B);

    assertThat(decided.values()).containsExactly(new Origin("a", 0));
    assertThat(decided.control()).containsExactly(new Origin("b", 1));
    assertThat(decided.decidedBy(B)).isEqualTo(decided);
    assertThat(A.with(B)).isEqualTo(B.with(A));
    assertThat(A.with(Lineage.NONE)).isEqualTo(A);
  }
}
