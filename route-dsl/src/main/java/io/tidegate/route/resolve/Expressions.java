package io.tidegate.route.resolve;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.definition.ExpressionDefinition;
import io.tidegate.route.definition.ParameterDefinition;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.script.ConstantText;
import io.tidegate.route.script.Script;
import io.tidegate.route.script.ScriptParser;
import io.tidegate.route.script.ScriptTyper;
import io.tidegate.route.script.SimpleText;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Member;
import io.tidegate.route.shape.Shape.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the expressions of a route and derives what they yield. */
final class Expressions {
  /** The names an expression sees, as Camel calls them. */
  static final String BODY = "body";

  static final String HEADERS = "headers";
  static final String VARIABLES = "variables";

  private static final Pattern LIST = Pattern.compile("\\$\\{body(?:\\.([A-Za-z][A-Za-z0-9_]*))?}");

  private final Diagnostics diagnostics;
  private final Fields headers;
  private boolean usesParameters;

  /**
   * @param headers the parameters of the request
   */
  Expressions(Fields headers, Diagnostics diagnostics) {
    this.headers = headers;
    this.diagnostics = diagnostics;
  }

  /** The parameters of a request as its expressions see them. */
  static Fields parameters(List<ParameterDefinition> parameters) {
    List<Member> members = new ArrayList<>();
    for (ParameterDefinition parameter : parameters) {
      boolean nullable = !parameter.required() && parameter.otherwise().isEmpty();
      members.add(
          new Member(parameter.name().value(), Value.of(parameter.type(), nullable, Lineage.NONE)));
    }
    return new Fields(members, false, Lineage.NONE);
  }

  /** An expression that was understood. */
  record Typed(Script script, Shape shape) {
    Typed {
      Objects.requireNonNull(script, "script");
      Objects.requireNonNull(shape, "shape");
    }

    boolean usesBody() {
      return script.names().contains(BODY);
    }
  }

  Optional<Typed> typed(ExpressionDefinition written, RouteState state) {
    Outcome<Script> script =
        switch (written.language()) {
          case GROOVY -> ScriptParser.parse(written.text());
          case SIMPLE -> SimpleText.parse(written.text());
          case CONSTANT -> ConstantText.parse(written.text());
        };
    diagnostics.addAll(script.diagnostics());
    if (script.isRefused()) {
      return Optional.empty();
    }
    usesParameters |= script.value().orElseThrow().names().contains(HEADERS);
    Outcome<Shape> shape = ScriptTyper.shape(script.value().orElseThrow(), names(state));
    diagnostics.addAll(shape.diagnostics());
    return shape.value().map(s -> new Typed(script.value().orElseThrow(), s));
  }

  /** Whether an expression anywhere looks at the request's parameters. */
  boolean usesParameters() {
    return usesParameters;
  }

  boolean isParameter(String name) {
    return headers.member(name).isPresent();
  }

  /** A condition: it must be true or false. */
  Optional<Typed> condition(ExpressionDefinition written, RouteState state) {
    Optional<Typed> typed = typed(written, state);
    if (typed.isPresent()
        && !(typed.get().shape() instanceof Value value && value.type() == FieldType.BOOLEAN)) {
      diagnostics.error(
          ResolveCode.CONDITION,
          written.span(),
          "a condition must be true or false; this is " + ShapeCombiner.word(typed.get().shape()));
      return Optional.empty();
    }
    return typed;
  }

  /** A value that is no record and no list. */
  Optional<Typed> single(ExpressionDefinition written, RouteState state) {
    Optional<Typed> typed = typed(written, state);
    if (typed.isPresent() && !(typed.get().shape() instanceof Value)) {
      diagnostics.error(
          ResolveCode.SINGLE_VALUE,
          written.span(),
          "a single value is needed here; this is " + ShapeCombiner.word(typed.get().shape()));
      return Optional.empty();
    }
    return typed;
  }

  /** The member of the body that a step works on; empty when it works on the body itself. */
  Optional<String> place(ExpressionDefinition written) {
    Matcher form = LIST.matcher(written.text().text());
    if (!form.matches()) {
      diagnostics.error(
          ResolveCode.LIST_PLACE,
          written.span(),
          "`" + written.text().text() + "` does not name the list to work on");
      return Optional.empty();
    }
    return Optional.of(form.group(1) == null ? "" : form.group(1));
  }

  /** What a script depends on that was read before. */
  Lineage lineage(Script script, RouteState state) {
    return ScriptTyper.shape(script, names(state)).value().map(Shape::lineage).orElse(Lineage.NONE);
  }

  /** What a statement's parameter depends on: a variable, or one of the request's. */
  Lineage parameter(String name, RouteState state) {
    return Optional.ofNullable(state.variables().get(name))
        .or(() -> headers.member(name))
        .map(Shape::lineage)
        .orElse(Lineage.NONE);
  }

  private SortedMap<String, Shape> names(RouteState state) {
    SortedMap<String, Shape> names = new TreeMap<>();
    names.put(BODY, state.body());
    names.put(HEADERS, headers);
    names.put(
        VARIABLES,
        new Fields(
            state.variables().entrySet().stream()
                .map(v -> new Member(v.getKey(), v.getValue()))
                .toList(),
            false,
            Lineage.NONE));
    return names;
  }
}
