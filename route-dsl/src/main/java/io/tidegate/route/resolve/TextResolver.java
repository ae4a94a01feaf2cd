package io.tidegate.route.resolve;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.definition.ResponseDefinition;
import io.tidegate.route.definition.ResponseDefinition.NestedMember;
import io.tidegate.route.definition.ResponseDefinition.ValueMember;
import io.tidegate.route.definition.StepDefinition.MarshalStep;
import io.tidegate.route.definition.StepDefinition.UnmarshalStep;
import io.tidegate.route.definition.TextFormat;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Listing;
import io.tidegate.route.shape.Shape.Member;
import io.tidegate.route.shape.Shape.Missing;
import io.tidegate.route.shape.Shape.Value;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Records that are read from texts, and texts that are made of records. */
final class TextResolver {
  private final Diagnostics diagnostics;

  TextResolver(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * A member that is added to a record.
   *
   * @param flow the step that makes it
   * @param made what it is
   * @param from what it is made of
   */
  record Added(Flow flow, Shape made, Shape from) {
    Added {
      Objects.requireNonNull(flow, "flow");
      Objects.requireNonNull(made, "made");
      Objects.requireNonNull(from, "from");
    }
  }

  /** What is in a text, all of it made of the text. */
  Optional<Added> unmarshal(UnmarshalStep step, Optional<Fields> record) {
    Optional<Shape> text = record.flatMap(r -> r.member(step.member().value()));
    boolean readable =
        text.isPresent()
            && text.get() instanceof Value value
            && (value.type() == FieldType.STRING
                || value.type() == FieldType.OBJECT && step.format() == TextFormat.JSON);
    if (!readable) {
      diagnostics.unknown(
          ResolveCode.TEXT_MEMBER,
          step.member().span(),
          "there is no text `" + step.member() + "` to read",
          step.member().value(),
          record.map(Fields::names).orElse(List.of()));
      return Optional.empty();
    }
    if (taken(record.get(), step.into(), Optional.of(step.member().value()))) {
      return Optional.empty();
    }
    List<Flow.Part> parts = parts(step.shape());
    Flow flow =
        new Flow.Unmarshal(
            step.format(), step.member().value(), step.shape().list(), parts, step.into().value());
    Shape made = shape(step.shape().list(), parts, text.get().lineage());
    return Optional.of(new Added(flow, made, text.get()));
  }

  private static List<Flow.Part> parts(ResponseDefinition shape) {
    return shape.members().stream()
        .map(
            member ->
                switch (member) {
                  case ValueMember value ->
                      new Flow.Part(
                          value.name().value(),
                          Optional.of(value.type().value()),
                          false,
                          List.of());
                  case NestedMember nested ->
                      new Flow.Part(
                          nested.name().value(),
                          Optional.empty(),
                          nested.response().list(),
                          parts(nested.response()));
                })
        .toList();
  }

  private static Shape shape(boolean list, List<Flow.Part> parts, Lineage text) {
    Fields record =
        new Fields(
            parts.stream()
                .map(
                    part ->
                        new Member(
                            part.name(),
                            part.type().isPresent()
                                ? Value.of(part.type().get(), true, text)
                                : shape(part.list(), part.inner(), text)))
                .toList(),
            !list,
            text);
    return list ? new Listing(record, true, text) : record;
  }

  /** A text of a record, or of a member of it. */
  Optional<Added> marshal(MarshalStep step, Optional<Fields> record) {
    if (record.isEmpty()) {
      return refuse(step.span(), "there is no record to write", "let the step before yield one");
    }
    Optional<Shape> written =
        step.member().isPresent()
            ? record.get().member(step.member().get().value())
            : Optional.of(record.get());
    if (written.isEmpty()) {
      diagnostics.unknown(
          ResolveCode.TEXT_MEMBER,
          step.member().orElseThrow().span(),
          "there is no `" + step.member().get() + "` to write",
          step.member().get().value(),
          record.get().names());
      return Optional.empty();
    }
    Span span = step.member().map(Located::span).orElse(step.span());
    if (holdsDocument(written.get())) {
      return refuse(
          span,
          "a document within it cannot be written into another text",
          "leave it out by `setBody`");
    }
    if (step.format() == TextFormat.CSV && !flat(written.get())) {
      return refuse(
          span,
          "a csv text is made of a list of records of single values",
          "use json or xml, or make such a list by `setBody`");
    }
    if (step.format() == TextFormat.XML && written.get() instanceof Value) {
      return refuse(span, "an xml text is made of records", "use json for a single value");
    }
    if (taken(record.get(), step.into(), step.member().map(Located::value))) {
      return Optional.empty();
    }
    Lineage lineage = written.get().lineage();
    return Optional.of(
        new Added(
            new Flow.Marshal(
                step.format(),
                step.member().map(Located::value).orElse(""),
                lineage.all(),
                step.into().value()),
            Value.of(FieldType.STRING, true, lineage),
            written.get()));
  }

  private static boolean holdsDocument(Shape shape) {
    return switch (shape) {
      case Value value -> value.type() == FieldType.OBJECT;
      case Missing missing -> false;
      case Fields fields -> fields.members().stream().anyMatch(m -> holdsDocument(m.shape()));
      case Listing list -> holdsDocument(list.element());
    };
  }

  private static boolean flat(Shape shape) {
    return shape instanceof Listing list
        && list.element() instanceof Fields fields
        && fields.members().stream()
            .allMatch(m -> m.shape() instanceof Value || m.shape() instanceof Missing);
  }

  private boolean taken(Fields record, Located<String> into, Optional<String> member) {
    boolean taken =
        record.member(into.value()).isPresent() && !member.equals(Optional.of(into.value()));
    if (taken) {
      diagnostics.error(
          ResolveCode.MEMBER, into.span(), "there is a member `" + into + "` already");
    }
    return taken;
  }

  private Optional<Added> refuse(Span span, String message, String help) {
    diagnostics.error(ResolveCode.TEXT_SHAPE, span, message, help);
    return Optional.empty();
  }
}
