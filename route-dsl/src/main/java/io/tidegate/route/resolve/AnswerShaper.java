package io.tidegate.route.resolve;

import io.tidegate.route.catalog.Field;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.definition.ResponseDefinition;
import io.tidegate.route.definition.ResponseDefinition.NestedMember;
import io.tidegate.route.definition.ResponseDefinition.ValueMember;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.resolve.ResolvedService.Branch;
import io.tidegate.route.resolve.ResolvedService.Member;
import io.tidegate.route.resolve.ResolvedService.MulticastStep;
import io.tidegate.route.resolve.ResolvedService.Nested;
import io.tidegate.route.resolve.ResolvedService.Read;
import io.tidegate.route.resolve.ResolvedService.ReadStep;
import io.tidegate.route.resolve.ResolvedService.Shape;
import io.tidegate.route.resolve.ResolvedService.Step;
import io.tidegate.route.resolve.ResolvedService.Value;
import io.tidegate.route.sql.AnalyzedQuery;
import io.tidegate.route.sql.OutputColumn;
import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Derives what a route yields, and cuts it down to what the document declares. */
final class AnswerShaper {
  private static final Pattern MEMBER = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

  private final Map<String, Read> reads;
  private final Diagnostics diagnostics;

  AnswerShaper(Map<String, Read> reads, Diagnostics diagnostics) {
    this.reads = reads;
    this.diagnostics = diagnostics;
  }

  Optional<Shape> shape(Step step) {
    return switch (step) {
      case ReadStep read -> Optional.of(read(reads.get(read.read())));
      case MulticastStep multicast -> multicast(multicast);
    };
  }

  private Shape read(Read read) {
    List<Member> members = new ArrayList<>();
    List<OutputColumn> outputs = read.query().outputs();
    for (int i = 0; i < outputs.size(); i++) {
      OutputColumn output = outputs.get(i);
      if (!MEMBER.matcher(output.name()).matches()) {
        diagnostics.error(
            ResolveCode.MEMBER,
            output.span(),
            "the output `" + output.name() + "` has no name that can stand in an answer");
      }
      if (output.sqlType().endsWith("[]")) {
        diagnostics.error(
            ResolveCode.VALUE_TYPE,
            output.span(),
            "the output `" + output.name() + "` is an array, " + output.sqlType());
      }
      SortedMap<String, Integer> place = new TreeMap<>();
      place.put(read.id(), i);
      members.add(
          new Value(
              output.name(), output.type(), output.nullable(), place, title(read.query(), output)));
    }
    return new Shape(!read.single(), members);
  }

  /** A plain column keeps the name the catalog has for people. */
  private static Optional<Bilingual> title(AnalyzedQuery query, OutputColumn output) {
    return output
        .copyOf()
        .flatMap(use -> query.tables().get(use.table()).resource().field(use.column().column()))
        .map(Field::title);
  }

  private Optional<Shape> multicast(MulticastStep multicast) {
    List<Shape> shapes = new ArrayList<>();
    for (Branch branch : multicast.branches()) {
      shape(branch.step()).ifPresent(shapes::add);
    }
    if (shapes.size() < multicast.branches().size()) {
      return Optional.empty();
    }
    return switch (multicast.strategy()) {
      case NEST -> nest(multicast, shapes);
      case CONCAT -> concat(multicast, shapes);
      case MERGE -> merge(multicast, shapes);
    };
  }

  private Optional<Shape> nest(MulticastStep multicast, List<Shape> shapes) {
    if (shapes.getFirst().list()) {
      diagnostics.error(
          ResolveCode.SHAPE,
          multicast.span(),
          "#nest needs one record from its first branch `"
              + multicast.branches().getFirst().name()
              + "`, which yields a list",
          "add `outputType: SelectOne` to its statement");
      return Optional.empty();
    }
    List<Member> members = new ArrayList<>(shapes.getFirst().members());
    for (int i = 1; i < shapes.size(); i++) {
      String name = multicast.branches().get(i).name();
      if (!MEMBER.matcher(name).matches()) {
        diagnostics.error(
            ResolveCode.MEMBER,
            multicast.branches().get(i).step().span(),
            "the branch `" + name + "` has no name that can stand in an answer",
            "write the branch as `to: direct:name`");
      }
      add(members, new Nested(name, shapes.get(i)), multicast.branches().get(i).step().span());
    }
    return Optional.of(new Shape(false, members));
  }

  private Optional<Shape> merge(MulticastStep multicast, List<Shape> shapes) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      Branch branch = multicast.branches().get(i);
      if (shapes.get(i).list()) {
        diagnostics.error(
            ResolveCode.SHAPE,
            branch.step().span(),
            "#merge needs one record from each branch; `" + branch.name() + "` yields a list");
        return Optional.empty();
      }
      for (Member member : shapes.get(i).members()) {
        add(members, member, branch.step().span());
      }
    }
    return Optional.of(new Shape(false, members));
  }

  private void add(List<Member> members, Member member, Span span) {
    if (members.stream().anyMatch(m -> m.name().equals(member.name()))) {
      diagnostics.error(
          ResolveCode.MEMBER, span, "two members of the answer are named `" + member.name() + "`");
    } else {
      members.add(member);
    }
  }

  private Optional<Shape> concat(MulticastStep multicast, List<Shape> shapes) {
    List<Member> members = new ArrayList<>();
    Shape first = shapes.getFirst();
    for (int i = 0; i < shapes.size(); i++) {
      Shape shape = shapes.get(i);
      Branch branch = multicast.branches().get(i);
      boolean plain = shape.list() && shape.members().stream().allMatch(m -> m instanceof Value);
      boolean same =
          plain
              && shape.members().stream()
                  .map(Member::name)
                  .toList()
                  .equals(first.members().stream().map(Member::name).toList());
      if (!same) {
        diagnostics.error(
            ResolveCode.SHAPE,
            branch.step().span(),
            "#concat needs lists with the same members in the same order from every branch; `"
                + branch.name()
                + "` differs from `"
                + multicast.branches().getFirst().name()
                + "`");
        return Optional.empty();
      }
    }
    for (int m = 0; m < first.members().size(); m++) {
      Value value = (Value) first.members().get(m);
      SortedMap<String, Integer> places = new TreeMap<>();
      boolean nullable = false;
      for (int i = 0; i < shapes.size(); i++) {
        Value other = (Value) shapes.get(i).members().get(m);
        if (other.type() != value.type()) {
          diagnostics.error(
              ResolveCode.SHAPE,
              multicast.branches().get(i).step().span(),
              "`"
                  + value.name()
                  + "` is "
                  + value.type().word()
                  + " in one branch and "
                  + other.type().word()
                  + " in `"
                  + multicast.branches().get(i).name()
                  + "`");
          return Optional.empty();
        }
        places.putAll(other.outputs());
        nullable |= other.nullable();
      }
      members.add(new Value(value.name(), value.type(), nullable, places, value.title()));
    }
    return Optional.of(new Shape(true, members));
  }

  /**
   * Cuts what is yielded down to what is declared; a declared member that is not yielded is an
   * error.
   */
  Optional<Shape> declared(ResponseDefinition declared, Shape yielded) {
    if (declared.list() != yielded.list()) {
      diagnostics.error(
          ResolveCode.ANSWER_KIND,
          declared.span(),
          yielded.list()
              ? "the route yields a list, not one record"
              : "the route yields one record, not a list");
      return Optional.empty();
    }
    List<Member> members = new ArrayList<>();
    for (ResponseDefinition.Member wanted : declared.members()) {
      String name = wanted.name().value();
      Optional<Member> member = yielded.member(name);
      if (member.isEmpty()) {
        diagnostics.unknown(
            ResolveCode.ANSWER_UNKNOWN,
            wanted.name().span(),
            "the route does not yield `" + name + "`",
            name,
            yielded.members().stream().map(Member::name).toList());
        continue;
      }
      switch (wanted) {
        case ValueMember value -> value(value, member.get()).ifPresent(members::add);
        case NestedMember nested -> {
          if (member.get() instanceof Nested inner) {
            declared(nested.response(), inner.shape())
                .ifPresent(s -> members.add(new Nested(name, s)));
          } else {
            diagnostics.error(
                ResolveCode.ANSWER_KIND, wanted.name().span(), "`" + name + "` is a single value");
          }
        }
      }
    }
    return Optional.of(new Shape(declared.list(), members));
  }

  private Optional<Member> value(ValueMember wanted, Member member) {
    if (!(member instanceof Value value)) {
      diagnostics.error(
          ResolveCode.ANSWER_KIND,
          wanted.name().span(),
          "`" + wanted.name() + "` is a record or list, not a single value");
      return Optional.empty();
    }
    FieldType asked = wanted.type().value();
    boolean fits =
        asked == value.type() || asked == FieldType.NUMBER && value.type() == FieldType.INTEGER;
    if (!fits) {
      diagnostics.error(
          ResolveCode.ANSWER_TYPE,
          wanted.type().span(),
          "`"
              + wanted.name()
              + "` is declared as "
              + asked.word()
              + " and yielded as "
              + value.type().word());
      return Optional.empty();
    }
    return Optional.of(
        new Value(value.name(), asked, value.nullable(), value.outputs(), value.title()));
  }
}
