package io.tidegate.route.shape;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.text.Bilingual;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a step or an expression yields. Immutable; equal shapes describe values alike. */
public sealed interface Shape {
  /** The same, when something else decides whether it is there or which of several it is. */
  Shape decidedBy(Lineage decider);

  /** The same, when it may be missing. */
  Shape orNull();

  /** Everything that any part of it depends on. */
  Lineage lineage();

  /**
   * A single value.
   *
   * @param title its name for people, when it is a column of the catalog unchanged
   */
  record Value(FieldType type, boolean nullable, Lineage lineage, Optional<Bilingual> title)
      implements Shape {
    public Value {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(lineage, "lineage");
      Objects.requireNonNull(title, "title");
    }

    /** A value that was computed and so has no name of its own. */
    public static Value of(FieldType type, boolean nullable, Lineage lineage) {
      return new Value(type, nullable, lineage, Optional.empty());
    }

    @Override
    public Value decidedBy(Lineage decider) {
      return new Value(type, nullable, lineage.decidedBy(decider), title);
    }

    @Override
    public Value orNull() {
      return new Value(type, true, lineage, title);
    }
  }

  /** The literal {@code null}, which fits in the place of any other shape. */
  record Missing(Lineage lineage) implements Shape {
    public Missing {
      Objects.requireNonNull(lineage, "lineage");
    }

    @Override
    public Missing decidedBy(Lineage decider) {
      return new Missing(lineage.decidedBy(decider));
    }

    @Override
    public Missing orNull() {
      return this;
    }
  }

  /**
   * A record.
   *
   * @param members in the order they are written
   * @param nullable whether there may be none
   * @param presence what decides whether there is one
   */
  record Fields(List<Member> members, boolean nullable, Lineage presence) implements Shape {
    public Fields {
      members = List.copyOf(members);
      Objects.requireNonNull(presence, "presence");
    }

    public Optional<Shape> member(String name) {
      return members.stream().filter(m -> m.name().equals(name)).findFirst().map(Member::shape);
    }

    public List<String> names() {
      return members.stream().map(Member::name).toList();
    }

    @Override
    public Fields decidedBy(Lineage decider) {
      return new Fields(
          members.stream().map(m -> new Member(m.name(), m.shape().decidedBy(decider))).toList(),
          nullable,
          presence.decidedBy(decider));
    }

    @Override
    public Fields orNull() {
      return new Fields(members, true, presence);
    }

    @Override
    public Lineage lineage() {
      Lineage all = presence;
      for (Member member : members) {
        all = all.with(member.shape().lineage());
      }
      return all;
    }
  }

  /** A named part of a record. */
  record Member(String name, Shape shape) {
    public Member {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(shape, "shape");
    }
  }

  /**
   * A list.
   *
   * @param element what each of its elements is
   * @param order what decides which elements there are, how many, and in which order
   */
  record Listing(Shape element, boolean nullable, Lineage order) implements Shape {
    public Listing {
      Objects.requireNonNull(element, "element");
      Objects.requireNonNull(order, "order");
    }

    @Override
    public Listing decidedBy(Lineage decider) {
      return new Listing(element.decidedBy(decider), nullable, order.decidedBy(decider));
    }

    @Override
    public Listing orNull() {
      return new Listing(element, true, order);
    }

    @Override
    public Lineage lineage() {
      return order.with(element.lineage());
    }
  }

  /**
   * What is one of two, such as the result of two branches of a choice; absent when no one shape
   * describes both. Integers and decimals together are decimals.
   */
  static Optional<Shape> join(Shape one, Shape other) {
    return ShapeJoin.join(one, other);
  }
}
