package io.tidegate.engine.plan;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.text.Bilingual;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What leaves: the members of a record, or of each record of a list, in the order they are written.
 *
 * @param presence what decides that it is there, and of a list which elements there are, how many
 *     and in which order
 * @param related whether a record says what the caller is to it, and what was hidden
 */
public record AnswerShape(boolean list, Lineage presence, List<Member> members, boolean related) {
  public AnswerShape {
    Objects.requireNonNull(presence, "presence");
    members = List.copyOf(members);
  }

  /** One of which nothing decides whether it is there, nor which elements it has. */
  public AnswerShape(boolean list, List<Member> members, boolean related) {
    this(list, Lineage.NONE, members, related);
  }

  /**
   * The ways to all its values, such as {@code items.hs_code}, in the order they are written. A way
   * is the names of the members it leads through, with a dot between.
   */
  public List<String> ways() {
    List<String> ways = new ArrayList<>();
    for (Member member : members) {
      switch (member) {
        case Value value -> ways.add(value.name());
        case Nested nested ->
            nested.shape().ways().forEach(way -> ways.add(nested.name() + "." + way));
      }
    }
    return ways;
  }

  /** Whether one of its values is at one of these ways. */
  public boolean hasAny(Set<String> ways) {
    return hasAny("", ways);
  }

  private boolean hasAny(String before, Set<String> ways) {
    for (Member member : members) {
      String way = before + member.name();
      boolean has =
          switch (member) {
            case Value value -> ways.contains(way);
            case Nested nested -> nested.shape().hasAny(way + ".", ways);
          };
      if (has) {
        return true;
      }
    }
    return false;
  }

  /**
   * The same with some of its values and no others; a record in it of which nothing is left, is
   * left out. Never has what this has not.
   */
  public AnswerShape only(Set<String> ways) {
    return only("", ways);
  }

  private AnswerShape only(String before, Set<String> ways) {
    List<Member> left = new ArrayList<>();
    for (Member member : members) {
      String way = before + member.name();
      switch (member) {
        case Value value when ways.contains(way) -> left.add(value);
        case Value other -> {
          // not agreed
        }
        case Nested nested -> {
          AnswerShape within = nested.shape().only(way + ".", ways);
          if (!within.members().isEmpty()) {
            left.add(new Nested(nested.name(), within, nested.nullable()));
          }
        }
      }
    }
    return new AnswerShape(list, presence, left, related);
  }

  /** What its values depend on, all together. */
  public Lineage lineage() {
    Lineage all = Lineage.NONE;
    for (Member member : members) {
      all =
          all.with(
              switch (member) {
                case Value value -> value.lineage();
                case Nested nested -> nested.shape().lineage();
              });
    }
    return all;
  }

  /** One member. */
  public sealed interface Member {
    String name();
  }

  /**
   * A single value, or a list of them.
   *
   * @param list whether it is a list
   * @param lineage the outputs of reads it depends on
   * @param title the field's name for people, when it is a column of the catalog
   */
  public record Value(
      String name,
      FieldType type,
      boolean list,
      boolean nullable,
      Lineage lineage,
      Optional<Bilingual> title)
      implements Member {
    public Value {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(lineage, "lineage");
      Objects.requireNonNull(title, "title");
    }
  }

  /**
   * A record or list within the record.
   *
   * @param nullable whether it may be missing
   */
  public record Nested(String name, AnswerShape shape, boolean nullable) implements Member {
    public Nested {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(shape, "shape");
    }
  }
}
