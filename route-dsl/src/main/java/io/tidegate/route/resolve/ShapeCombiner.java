package io.tidegate.route.resolve;

import io.tidegate.route.definition.Combination;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Listing;
import io.tidegate.route.shape.Shape.Member;
import io.tidegate.route.shape.Shape.Missing;
import io.tidegate.route.shape.Shape.Value;
import io.tidegate.route.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What comes of putting results together. */
final class ShapeCombiner {
  private static final Pattern MEMBER = Pattern.compile("\\p{L}[\\p{L}\\p{N}_]{0,63}");

  private final Combination combination;
  private final Span span;
  private final Diagnostics diagnostics;

  ShapeCombiner(Combination combination, Span span, Diagnostics diagnostics) {
    this.combination = combination;
    this.span = span;
    this.diagnostics = diagnostics;
  }

  /**
   * A result to be put together with others.
   *
   * @param absence what decides that there is none, when that can be
   * @param span where it is written
   */
  record Part(String name, Shape shape, Optional<Lineage> absence, Span span) {
    Shape orAbsent() {
      return absence.map(decider -> shape.decidedBy(decider).orNull()).orElse(shape);
    }
  }

  /**
   * The results of branches.
   *
   * @param partial whether any but the first of a nest may be missing because its source failed
   */
  Optional<Shape> branches(List<Part> parts, boolean partial) {
    return switch (combination.strategy()) {
      case NEST -> nest(parts, partial);
      case CONCAT -> concat(parts);
      case MERGE -> merge(parts, partial);
      case JOIN, GROUP -> throw new IllegalStateException("branches are not matched by keys");
    };
  }

  /** A result added to what is there. */
  Optional<Shape> added(Part body, Part result) {
    return switch (combination.strategy()) {
      case NEST -> nest(List.of(body, result), false);
      case MERGE -> merge(List.of(body, result), true);
      case JOIN -> join(body, result);
      case GROUP -> group(body, result);
      case CONCAT -> throw new IllegalStateException("what is there is not followed by a result");
    };
  }

  private Optional<Shape> nest(List<Part> parts, boolean partial) {
    Part first = parts.getFirst();
    if (!(first.shape() instanceof Fields base)) {
      return refuse(
          span,
          "#nest needs one record from its first branch `"
              + first.name()
              + "`, which yields a list",
          "add `outputType: SelectOne` to its statement");
    }
    List<Member> members = new ArrayList<>(base.members());
    for (Part part : parts.subList(1, parts.size())) {
      named(part);
      Shape shape = part.orAbsent();
      add(members, new Member(part.name(), partial ? shape.orNull() : shape), part.span());
    }
    return Optional.of(new Fields(members, base.nullable(), base.presence()));
  }

  private void named(Part part) {
    if (!MEMBER.matcher(part.name()).matches()) {
      diagnostics.error(
          ResolveCode.MEMBER,
          part.span(),
          "the branch `" + part.name() + "` has no name that can stand in an answer",
          "write the branch as `to: direct:name`");
    }
  }

  /**
   * @param lenient whether the record is there though a part but the first is not
   */
  private Optional<Shape> merge(List<Part> parts, boolean lenient) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      if (!(part.shape() instanceof Fields fields)) {
        return refuse(
            part.span(),
            "#merge needs one record from each branch; `" + part.name() + "` yields a list",
            ResolveCode.SHAPE.help());
      }
      for (Member member : fields.members()) {
        Shape shape =
            lenient && i > 0
                ? member.shape().decidedBy(part.absence().orElse(Lineage.NONE)).orNull()
                : member.shape();
        add(members, new Member(member.name(), shape), part.span());
      }
    }
    return Optional.of(new Fields(members, false, Lineage.NONE));
  }

  private void add(List<Member> members, Member member, Span at) {
    if (members.stream().anyMatch(m -> m.name().equals(member.name()))) {
      diagnostics.error(
          ResolveCode.MEMBER, at, "two members of the answer are named `" + member.name() + "`");
    } else {
      members.add(member);
    }
  }

  private Optional<Shape> concat(List<Part> parts) {
    Part first = parts.getFirst();
    Optional<Shape> together = Optional.empty();
    for (Part part : parts) {
      boolean plain =
          part.shape() instanceof Listing list
              && list.element() instanceof Fields fields
              && first.shape() instanceof Listing firstList
              && firstList.element() instanceof Fields firstFields
              && fields.names().equals(firstFields.names());
      if (!plain) {
        return refuse(
            part.span(),
            "#concat needs lists with the same members in the same order from every branch; `"
                + part.name()
                + "` differs from `"
                + first.name()
                + "`",
            ResolveCode.SHAPE.help());
      }
      Optional<String> differing = differing(first, part);
      if (differing.isPresent()) {
        return refuse(part.span(), differing.get(), ResolveCode.SHAPE.help());
      }
      together =
          together.isEmpty()
              ? Optional.of(part.shape())
              : together.flatMap(before -> Shape.join(before, part.shape()));
    }
    return together;
  }

  /** The first member that is of another type in one branch than in another. */
  private static Optional<String> differing(Part first, Part other) {
    Fields one = (Fields) ((Listing) first.shape()).element();
    Fields two = (Fields) ((Listing) other.shape()).element();
    for (int m = 0; m < one.members().size(); m++) {
      Shape left = one.members().get(m).shape();
      Shape right = two.members().get(m).shape();
      boolean same =
          left instanceof Value a && right instanceof Value b
              ? a.type() == b.type()
              : Shape.join(left, right).isPresent();
      if (!same) {
        return Optional.of(
            "`"
                + one.members().get(m).name()
                + "` is "
                + word(left)
                + " in one branch and "
                + word(right)
                + " in `"
                + other.name()
                + "`");
      }
    }
    return Optional.empty();
  }

  static String word(Shape shape) {
    return switch (shape) {
      case Value value -> value.type().word();
      case Missing missing -> "nothing";
      case Fields fields -> "a record";
      case Listing listing -> "a list";
    };
  }

  // ---- matched by keys

  private record Matched(Fields own, Fields other, Listing list, Listing added, Lineage keys) {}

  private Optional<Matched> matched(Part body, Part result) {
    if (!(body.shape() instanceof Listing list
        && list.element() instanceof Fields own
        && result.shape() instanceof Listing added
        && added.element() instanceof Fields other)) {
      refuse(
          span,
          "`"
              + combination.strategy().word()
              + "` matches the records of two lists; here it has "
              + word(body.shape())
              + " and "
              + word(result.shape()),
          "use #nest or #merge for one record");
      return Optional.empty();
    }
    Lineage keys = Lineage.NONE;
    for (Combination.Key key : combination.keys()) {
      Optional<Value> left = key(own, key.own());
      Optional<Value> right = key(other, key.other());
      if (left.isEmpty() || right.isEmpty()) {
        return Optional.empty();
      }
      if (left.get().type() != right.get().type()) {
        refuse(
            span,
            "`"
                + key.own()
                + "` is "
                + left.get().type().word()
                + " and `"
                + key.other()
                + "` is "
                + right.get().type().word(),
            "match members of one type");
        return Optional.empty();
      }
      keys = keys.with(left.get().lineage()).with(right.get().lineage());
    }
    return Optional.of(new Matched(own, other, list, added, keys));
  }

  private Optional<Value> key(Fields fields, String name) {
    Optional<Shape> member = fields.member(name);
    if (member.isPresent() && member.get() instanceof Value value) {
      return Optional.of(value);
    }
    diagnostics.unknown(
        ResolveCode.SHAPE,
        span,
        "there is no value `" + name + "` to match records by",
        name,
        fields.names());
    return Optional.empty();
  }

  private Optional<Shape> join(Part body, Part result) {
    return matched(body, result)
        .map(
            m -> {
              List<Member> members = new ArrayList<>(m.own().members());
              List<String> keys = combination.keys().stream().map(Combination.Key::other).toList();
              Lineage decider = m.keys().with(m.added().order());
              for (Member member : m.other().members()) {
                if (!keys.contains(member.name())) {
                  add(
                      members,
                      new Member(member.name(), member.shape().decidedBy(decider).orNull()),
                      span);
                }
              }
              return new Listing(
                  new Fields(members, m.own().nullable(), m.own().presence()),
                  m.list().nullable(),
                  m.list().order());
            });
  }

  private Optional<Shape> group(Part body, Part result) {
    return matched(body, result)
        .map(
            m -> {
              named(result);
              List<Member> members = new ArrayList<>(m.own().members());
              add(
                  members,
                  new Member(
                      result.name(),
                      new Listing(
                          m.added().element().decidedBy(m.keys()),
                          false,
                          m.added().order().decidedBy(m.keys()))),
                  result.span());
              return new Listing(
                  new Fields(members, m.own().nullable(), m.own().presence()),
                  m.list().nullable(),
                  m.list().order());
            });
  }

  private Optional<Shape> refuse(Span at, String message, String help) {
    diagnostics.error(ResolveCode.SHAPE, at, message, help);
    return Optional.empty();
  }
}
