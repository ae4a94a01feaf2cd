package io.tidegate.route.resolve;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.definition.ResponseDefinition;
import io.tidegate.route.definition.ResponseDefinition.NestedMember;
import io.tidegate.route.definition.ResponseDefinition.ValueMember;
import io.tidegate.route.diagnostic.Diagnostics;
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

/** Sees that what a route yields can be an answer, and cuts it down to what is declared. */
final class AnswerDeclaration {
  private final Diagnostics diagnostics;

  AnswerDeclaration(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * What leaves: one record or a list of records.
   *
   * @param route where a route without a declared answer is written
   */
  Optional<Shape> answer(Optional<ResponseDefinition> declared, Shape yielded, Span route) {
    boolean records =
        yielded instanceof Fields
            || yielded instanceof Listing list && list.element() instanceof Fields;
    if (!records) {
      diagnostics.error(
          ResolveCode.ANSWER_KIND,
          declared.map(ResponseDefinition::span).orElse(route),
          "the route yields " + ShapeCombiner.word(yielded) + ", and not records",
          "let the last step yield a record or a list of records");
      return Optional.empty();
    }
    Optional<Shape> answer =
        declared.isPresent() ? cut(declared.get(), yielded) : Optional.of(yielded);
    answer.ifPresent(
        shape -> typed(shape, "", declared.map(ResponseDefinition::span).orElse(route)));
    return answer;
  }

  /** A member that is null whatever happens has no type to be declared with. */
  private void typed(Shape shape, String path, Span span) {
    switch (shape) {
      case Value value -> {}
      case Missing missing ->
          diagnostics.error(
              ResolveCode.ANSWER_TYPE,
              span,
              "`" + path + "` is null whatever happens",
              "leave it out, or yield a value in some case");
      case Fields fields ->
          fields
              .members()
              .forEach(
                  m -> typed(m.shape(), path.isEmpty() ? m.name() : path + "." + m.name(), span));
      case Listing listing -> typed(listing.element(), path, span);
    }
  }

  private Optional<Shape> cut(ResponseDefinition declared, Shape yielded) {
    boolean list = yielded instanceof Listing;
    if (declared.list() != list) {
      diagnostics.error(
          ResolveCode.ANSWER_KIND,
          declared.span(),
          list
              ? "the route yields a list, not one record"
              : "the route yields one record, not a list");
      return Optional.empty();
    }
    return switch (yielded) {
      case Listing listing ->
          listing.element() instanceof Fields fields
              ? Optional.of(
                  new Listing(members(declared, fields), listing.nullable(), listing.order()))
              : notRecords(declared);
      case Fields fields -> Optional.of(members(declared, fields));
      case Value value -> notRecords(declared);
      case Missing missing -> notRecords(declared);
    };
  }

  private Optional<Shape> notRecords(ResponseDefinition declared) {
    diagnostics.error(ResolveCode.ANSWER_KIND, declared.span(), "the route yields no records here");
    return Optional.empty();
  }

  private Fields members(ResponseDefinition declared, Fields yielded) {
    List<Member> members = new ArrayList<>();
    for (ResponseDefinition.Member wanted : declared.members()) {
      String name = wanted.name().value();
      Optional<Shape> found = yielded.member(name);
      if (found.isEmpty()) {
        diagnostics.unknown(
            ResolveCode.ANSWER_UNKNOWN,
            wanted.name().span(),
            "the route does not yield `" + name + "`",
            name,
            yielded.names());
        continue;
      }
      Optional<Shape> shape =
          switch (wanted) {
            case ValueMember value -> value(value, found.get());
            case NestedMember nested -> nested(nested, found.get());
          };
      shape.ifPresent(s -> members.add(new Member(name, s)));
    }
    return new Fields(members, yielded.nullable(), yielded.presence());
  }

  private Optional<Shape> nested(NestedMember wanted, Shape found) {
    if (found instanceof Value || found instanceof Missing) {
      diagnostics.error(
          ResolveCode.ANSWER_KIND,
          wanted.name().span(),
          "`" + wanted.name() + "` is a single value");
      return Optional.empty();
    }
    return cut(wanted.response(), found);
  }

  /** A list of single values is declared by the type of its values. */
  private Optional<Shape> value(ValueMember wanted, Shape found) {
    return switch (found) {
      case Value value -> typed(wanted, value).map(v -> v);
      case Listing listing when listing.element() instanceof Value element ->
          typed(wanted, element).map(v -> new Listing(v, listing.nullable(), listing.order()));
      case Missing missing -> Optional.of(Value.of(wanted.type().value(), true, missing.lineage()));
      case Listing listing -> notSingle(wanted);
      case Fields fields -> notSingle(wanted);
    };
  }

  private Optional<Shape> notSingle(ValueMember wanted) {
    diagnostics.error(
        ResolveCode.ANSWER_KIND,
        wanted.name().span(),
        "`" + wanted.name() + "` is a record or list, not a single value");
    return Optional.empty();
  }

  private Optional<Value> typed(ValueMember wanted, Value value) {
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
    return Optional.of(new Value(asked, value.nullable(), value.lineage(), value.title()));
  }
}
