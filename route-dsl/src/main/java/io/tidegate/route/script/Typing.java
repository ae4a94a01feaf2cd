package io.tidegate.route.script;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.script.Expression.Binary;
import io.tidegate.route.script.Expression.Call;
import io.tidegate.route.script.Expression.Closure;
import io.tidegate.route.script.Expression.Conditional;
import io.tidegate.route.script.Expression.Elvis;
import io.tidegate.route.script.Expression.Input;
import io.tidegate.route.script.Expression.ListLiteral;
import io.tidegate.route.script.Expression.Literal;
import io.tidegate.route.script.Expression.Local;
import io.tidegate.route.script.Expression.MapLiteral;
import io.tidegate.route.script.Expression.Member;
import io.tidegate.route.script.Expression.Negate;
import io.tidegate.route.script.Expression.Not;
import io.tidegate.route.script.Expression.Template;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Listing;
import io.tidegate.route.shape.Shape.Missing;
import io.tidegate.route.shape.Shape.Value;
import io.tidegate.route.text.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One derivation of a script's shape. Inside this class no shape (null) means that the diagnostics
 * already tell why there is none.
 *
 * <p>An element that is {@link Missing} means that the list is empty: lists whose elements are all
 * the literal null are refused.
 */
final class Typing {
  /** Most nodes looked at, because the body of an inject is looked at until nothing changes. */
  private static final int MAX_STEPS = 200_000;

  /** Most parts a shape may have. */
  private static final int MAX_PARTS = 5_000;

  private static final int MAX_ROUNDS = 10;

  private final Script script;
  private final SortedMap<String, Shape> names;
  private final Diagnostics diagnostics;
  private Shape[] slots;

  /** What decided that the script or closure goes on here, once a way has ended before. */
  private Lineage path = Lineage.NONE;

  private int steps;

  /** What the returns of a script or a closure yield together. */
  private static final class Returns {
    private Shape shape;
    private boolean failed;
  }

  Typing(Script script, SortedMap<String, Shape> names, Diagnostics diagnostics) {
    this.script = script;
    this.names = names;
    this.diagnostics = diagnostics;
    this.slots = new Shape[script.slots()];
  }

  /** The shape of the script's value, or null when the diagnostics tell why there is none. */
  Shape script() {
    try {
      return body(script.body());
    } catch (TooComplex e) {
      diagnostics.error(
          ScriptCode.TOO_COMPLEX,
          e.span,
          "what the script yields here has too many parts",
          "make records with fewer members, or nest fewer closures");
      return null;
    }
  }

  private static final class TooComplex extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Span span;

    TooComplex(Span span) {
      super(null, null, false, false);
      this.span = span;
    }
  }

  private Shape wrong(Span span, String message) {
    diagnostics.error(ScriptCode.TYPE, span, message);
    return null;
  }

  private Shape wrong(Span span, String message, String help) {
    diagnostics.error(ScriptCode.TYPE, span, message, help);
    return null;
  }

  // statements

  /** The value of a script or a closure; a way of its own, decided by nothing outside. */
  private Shape body(List<Statement> statements) {
    Lineage before = path;
    path = Lineage.NONE;
    Returns returns = new Returns();
    block(statements, returns);
    path = before;
    return returns.failed ? null : returns.shape;
  }

  /** Whether its end can be reached. */
  private boolean block(List<Statement> statements, Returns returns) {
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Assign assign -> slots[assign.name().slot()] = shape(assign.value());
        case Statement.Return result -> {
          returned(shape(result.value()), result.span(), returns);
          return false;
        }
        case Statement.Evaluate evaluate -> shape(evaluate.value());
        case Statement.If choice -> {
          if (!choice(choice, returns)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private void returned(Shape shape, Span span, Returns returns) {
    if (shape == null) {
      returns.failed = true;
      return;
    }
    Shape decided = shape.decidedBy(path);
    Shape joined = returns.shape == null ? decided : join(returns.shape, decided);
    if (joined == null) {
      returns.failed = true;
      wrong(
          span,
          "this way yields " + word(shape) + ", another one " + word(returns.shape),
          "yield the same on every way: values of one type, or records with the same members");
    } else {
      returns.shape = joined;
    }
  }

  private boolean choice(Statement.If choice, Returns returns) {
    Shape condition = shape(choice.condition());
    Lineage decider = condition == null ? Lineage.NONE : truth(condition);
    returns.failed |= condition == null;

    Shape[] before = slots;
    Lineage pathBefore = path;
    slots = before.clone();
    path = pathBefore.with(Lineage.NONE.decidedBy(decider));
    Lineage inside = path;
    boolean thenGoesOn = block(choice.then(), returns);
    final Shape[] afterThen = slots;
    final Lineage pathThen = path;

    slots = before.clone();
    path = inside;
    boolean elseGoesOn = block(choice.otherwise(), returns);
    Shape[] afterElse = slots;

    boolean ends = Statement.mayReturn(choice.then()) || Statement.mayReturn(choice.otherwise());
    path = ends ? path.with(pathThen) : pathBefore;
    if (thenGoesOn && elseGoesOn) {
      slots = before;
      for (int i = 0; i < slots.length; i++) {
        slots[i] = either(afterThen[i], afterElse[i], decider, choice.span());
      }
    } else if (thenGoesOn) {
      slots = afterThen;
    }
    return thenGoesOn || elseGoesOn;
  }

  private Shape either(Shape then, Shape otherwise, Lineage decider, Span span) {
    if (then == otherwise || then == null || otherwise == null) {
      return then == otherwise ? then : null;
    }
    Shape joined = join(then, otherwise);
    return joined == null
        ? wrong(
            span,
            "a name holds " + word(then) + " on one way and " + word(otherwise) + " on another")
        : joined.decidedBy(decider);
  }

  // expressions

  private Shape shape(Expression expression) {
    if (++steps > MAX_STEPS) {
      throw new TooComplex(expression.span());
    }
    Shape shape =
        switch (expression) {
          case Literal literal -> literal(literal.value());
          case Input input -> input(input);
          case Local local -> slots[local.slot()];
          case Template template -> template(template);
          case ListLiteral list -> list(list);
          case MapLiteral map -> map(map);
          case Member member -> member(member);
          case Not not -> {
            Shape operand = shape(not.operand());
            yield operand == null ? null : Value.of(FieldType.BOOLEAN, false, truth(operand));
          }
          case Negate negate -> {
            Optional<Value> operand = number(shape(negate.operand()), negate.operand().span());
            yield operand.map(o -> Value.of(o.type(), o.nullable(), o.lineage())).orElse(null);
          }
          case Binary binary -> binary(binary);
          case Conditional choice -> conditional(choice);
          case Elvis elvis -> elvis(elvis);
          case Call call -> call(call);
        };
    return shape;
  }

  private static Shape literal(Object value) {
    return switch (value) {
      case null -> new Missing(Lineage.NONE);
      case String text -> Value.of(FieldType.STRING, false, Lineage.NONE);
      case Long number -> Value.of(FieldType.INTEGER, false, Lineage.NONE);
      case BigDecimal number -> Value.of(FieldType.NUMBER, false, Lineage.NONE);
      case Boolean truth -> Value.of(FieldType.BOOLEAN, false, Lineage.NONE);
      default -> throw new IllegalStateException("no literal is " + value.getClass());
    };
  }

  private Shape input(Input input) {
    Shape shape = names.get(input.name());
    if (shape == null) {
      diagnostics.unknown(
          ScriptCode.UNKNOWN_NAME,
          input.span(),
          "there is no `" + input.name() + "` here",
          input.name(),
          names.keySet());
    }
    return shape;
  }

  private Shape template(Template template) {
    Lineage lineage = Lineage.NONE;
    boolean failed = false;
    for (Expression part : template.parts()) {
      Shape shape = shape(part);
      if (shape == null) {
        failed = true;
      } else if (isWritable(shape)) {
        lineage = lineage.with(shape.lineage());
      } else {
        failed = true;
        wrong(part.span(), word(shape) + " stands in a text", "write a single value in the text");
      }
    }
    return failed ? null : Value.of(FieldType.STRING, false, lineage);
  }

  private static boolean isWritable(Shape shape) {
    return shape instanceof Missing
        || shape instanceof Value value && value.type() != FieldType.OBJECT;
  }

  private Shape list(ListLiteral list) {
    Shape element = null;
    boolean failed = false;
    boolean missing = false;
    for (Expression written : list.elements()) {
      Shape shape = shape(written);
      if (shape == null) {
        failed = true;
        continue;
      }
      missing |= shape instanceof Missing;
      Shape joined = element == null ? shape : join(element, shape);
      if (joined == null) {
        failed = true;
        wrong(
            written.span(),
            "the list holds " + word(element) + " and " + word(shape),
            "the elements of a list are alike");
      } else {
        element = joined;
      }
    }
    if (failed) {
      return null;
    }
    if (element == null) {
      return new Listing(new Missing(Lineage.NONE), false, Lineage.NONE);
    }
    if (missing && element instanceof Missing) {
      return wrong(list.span(), "nothing is known of the elements of this list");
    }
    return limited(new Listing(element, false, Lineage.NONE), list.span());
  }

  private Shape map(MapLiteral map) {
    List<Shape.Member> members = new ArrayList<>();
    for (int i = 0; i < map.values().size(); i++) {
      Shape shape = shape(map.values().get(i));
      if (shape != null) {
        members.add(new Shape.Member(map.layout().names().get(i), shape));
      }
    }
    if (members.size() < map.values().size()) {
      return null;
    }
    return limited(new Fields(members, false, Lineage.NONE), map.span());
  }

  private Shape limited(Shape shape, Span span) {
    if (parts(shape, 0, span) > MAX_PARTS) {
      throw new TooComplex(span);
    }
    return shape;
  }

  /** How many parts a shape has; what it is made from has been counted before, so it is few. */
  private static int parts(Shape shape, int level, Span span) {
    if (level > ScriptParser.MAX_DEPTH) {
      throw new TooComplex(span);
    }
    return switch (shape) {
      case Value value -> 1;
      case Missing missing -> 1;
      case Listing listing -> 1 + parts(listing.element(), level + 1, span);
      case Fields fields -> {
        int parts = 1;
        for (Shape.Member member : fields.members()) {
          parts += parts(member.shape(), level + 1, span);
        }
        yield parts;
      }
    };
  }

  private Shape member(Member member) {
    Shape target = shape(member.target());
    return switch (target) {
      case null -> null;
      case Fields fields -> {
        Optional<Shape> found = fields.member(member.name());
        if (found.isEmpty()) {
          diagnostics.unknown(
              ScriptCode.UNKNOWN_MEMBER,
              member.nameSpan(),
              "the record has no member `" + member.name() + "`",
              member.name(),
              fields.names());
          yield null;
        }
        Shape shape = found.get().decidedBy(fields.presence());
        yield fields.nullable() ? shape.orNull() : shape;
      }
      case Listing listing ->
          wrong(
              member.nameSpan(),
              "a list has no members",
              "write `.collect { it." + member.name() + " }`, or `.first()` before it");
      case Value value ->
          wrong(
              member.nameSpan(),
              word(value) + " has no members",
              "members are read from records; a function is called with brackets");
      case Missing missing -> wrong(member.nameSpan(), "nothing has no members");
    };
  }

  private Shape conditional(Conditional choice) {
    Shape condition = shape(choice.condition());
    Shape then = shape(choice.then());
    Shape otherwise = shape(choice.otherwise());
    if (condition == null || then == null || otherwise == null) {
      return null;
    }
    Shape joined = join(then, otherwise);
    return joined == null
        ? wrong(
            choice.otherwise().span(),
            "one side yields " + word(then) + ", the other " + word(otherwise))
        : joined.decidedBy(truth(condition));
  }

  private Shape elvis(Elvis elvis) {
    Shape first = shape(elvis.value());
    Shape otherwise = shape(elvis.otherwise());
    if (first == null || otherwise == null) {
      return null;
    }
    Shape joined = first instanceof Missing ? otherwise : join(present(first), otherwise);
    return joined == null
        ? wrong(
            elvis.otherwise().span(),
            "one side yields " + word(first) + ", the other " + word(otherwise))
        : joined.decidedBy(truth(first));
  }

  private static Shape present(Shape shape) {
    return switch (shape) {
      case Value value -> new Value(value.type(), false, value.lineage(), value.title());
      case Fields fields -> new Fields(fields.members(), false, fields.presence());
      case Listing listing -> new Listing(listing.element(), false, listing.order());
      case Missing missing -> missing;
    };
  }

  /** What it depends on whether something counts as true. */
  private static Lineage truth(Shape shape) {
    return switch (shape) {
      case Value value -> value.lineage();
      case Missing missing -> missing.lineage();
      case Fields fields -> fields.presence();
      case Listing listing -> listing.order();
    };
  }

  private static boolean nullable(Shape shape) {
    return switch (shape) {
      case Value value -> value.nullable();
      case Missing missing -> true;
      case Fields fields -> fields.nullable();
      case Listing listing -> listing.nullable();
    };
  }

  /** One shape for two; null when there is none. An empty list fits any list. */
  private static Shape join(Shape one, Shape other) {
    if (one instanceof Listing a && other instanceof Listing b) {
      boolean nullable = a.nullable() || b.nullable();
      Lineage order = a.order().with(b.order());
      if (a.element() instanceof Missing) {
        return new Listing(b.element(), nullable, order);
      }
      if (b.element() instanceof Missing) {
        return new Listing(a.element(), nullable, order);
      }
      Shape element = join(a.element(), b.element());
      return element == null ? null : new Listing(element, nullable, order);
    }
    if (one instanceof Fields a && other instanceof Fields b) {
      if (a.members().size() != b.members().size()) {
        return null;
      }
      List<Shape.Member> members = new ArrayList<>();
      for (Shape.Member member : a.members()) {
        Shape second = b.member(member.name()).orElse(null);
        Shape joined = second == null ? null : join(member.shape(), second);
        if (joined == null) {
          return null;
        }
        members.add(new Shape.Member(member.name(), joined));
      }
      return new Fields(members, a.nullable() || b.nullable(), a.presence().with(b.presence()));
    }
    return Shape.join(one, other).orElse(null);
  }

  // operators

  private Shape binary(Binary binary) {
    Shape left = shape(binary.left());
    Shape right = shape(binary.right());
    if (left == null || right == null) {
      return null;
    }
    return switch (binary.operator()) {
      case AND, OR -> Value.of(FieldType.BOOLEAN, false, truth(left).with(truth(right)));
      case PLUS -> plus(binary, left, right);
      case MINUS, TIMES, REMAINDER -> arithmetic(binary, left, right, false);
      case DIVIDE -> arithmetic(binary, left, right, true);
      case EQUAL, NOT_EQUAL -> equal(binary, left, right);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> ordered(binary, left, right);
      case IN, NOT_IN -> in(binary, left, right);
    };
  }

  private Shape arithmetic(Binary binary, Shape left, Shape right, boolean decimal) {
    Optional<Value> first = number(left, binary.left().span());
    Optional<Value> second = number(right, binary.right().span());
    if (first.isEmpty() || second.isEmpty()) {
      return null;
    }
    return Value.of(
        decimal ? FieldType.NUMBER : widest(first.get().type(), second.get().type()),
        first.get().nullable() || second.get().nullable(),
        first.get().lineage().with(second.get().lineage()));
  }

  private static FieldType widest(FieldType one, FieldType other) {
    return one == FieldType.INTEGER && other == FieldType.INTEGER
        ? FieldType.INTEGER
        : FieldType.NUMBER;
  }

  private Optional<Value> number(Shape shape, Span span) {
    if (shape instanceof Value value && Kind.NUMBER.takes(value.type())) {
      return Optional.of(value);
    }
    if (shape != null) {
      wrong(
          span,
          word(shape) + " stands where a number is needed",
          "convert it: `toInteger()` or `toBigDecimal()`");
    }
    return Optional.empty();
  }

  private Shape plus(Binary binary, Shape left, Shape right) {
    if (isText(left) && isWritable(right) && !(right instanceof Missing)
        || isText(right) && isWritable(left) && !(left instanceof Missing)) {
      return Value.of(
          FieldType.STRING,
          nullable(left) || nullable(right),
          left.lineage().with(right.lineage()));
    }
    if (left instanceof Listing first && right instanceof Listing second) {
      Shape joined = join(first, second);
      return joined == null ? wrong(binary.span(), "the two lists hold different things") : joined;
    }
    if (left instanceof Fields first && right instanceof Fields second) {
      return limited(merged(first, second), binary.span());
    }
    if (left instanceof Listing && !(right instanceof Listing)) {
      return wrong(
          binary.right().span(),
          "a list is joined with " + word(right),
          "write `list + [element]`");
    }
    return arithmetic(binary, left, right, false);
  }

  private static Fields merged(Fields left, Fields right) {
    List<Shape.Member> members = new ArrayList<>();
    for (Shape.Member member : left.members()) {
      members.add(
          new Shape.Member(member.name(), right.member(member.name()).orElse(member.shape())));
    }
    for (Shape.Member member : right.members()) {
      if (left.member(member.name()).isEmpty()) {
        members.add(member);
      }
    }
    Lineage presence = left.presence().with(right.presence());
    return new Fields(members, left.nullable() || right.nullable(), presence);
  }

  private static boolean isText(Shape shape) {
    return shape instanceof Value value && value.type() == FieldType.STRING;
  }

  private Shape equal(Binary binary, Shape left, Shape right) {
    // comparing with nothing asks whether the other is there
    Lineage lineage = truth(left).with(truth(right));
    if (!(left instanceof Missing) && !(right instanceof Missing)) {
      if (!comparable(left, right)) {
        return wrong(
            binary.span(),
            word(left) + " is compared with " + word(right),
            "compare single values of one type; convert one of them");
      }
    }
    return Value.of(FieldType.BOOLEAN, false, lineage);
  }

  private static boolean comparable(Shape left, Shape right) {
    return left instanceof Value one
        && right instanceof Value other
        && one.type() != FieldType.OBJECT
        && (one.type() == other.type()
            || Kind.NUMBER.takes(one.type()) && Kind.NUMBER.takes(other.type()));
  }

  private Shape ordered(Binary binary, Shape left, Shape right) {
    if (!comparable(left, right)) {
      return wrong(
          binary.span(),
          word(left) + " is compared with " + word(right),
          "compare single values of one type; convert one of them");
    }
    return Value.of(FieldType.BOOLEAN, false, left.lineage().with(right.lineage()));
  }

  private Shape in(Binary binary, Shape left, Shape right) {
    if (!(right instanceof Listing listing)) {
      return wrong(binary.right().span(), word(right) + " stands where a list is needed");
    }
    return contains(listing, left, binary.span());
  }

  private Shape contains(Listing listing, Shape value, Span span) {
    boolean fits =
        value instanceof Missing
            || listing.element() instanceof Missing
            || comparable(listing.element(), value);
    return fits
        ? Value.of(FieldType.BOOLEAN, false, listing.lineage().with(value.lineage()))
        : wrong(
            span,
            word(value) + " is looked for among " + words(listing.element()),
            "look for a single value in a list of single values of the same type");
  }

  // calls

  private Shape call(Call call) {
    Shape target = shape(call.target());
    List<Shape> arguments = new ArrayList<>();
    boolean failed = target == null;
    for (Expression argument : call.arguments()) {
      Shape shape = shape(argument);
      failed |= shape == null;
      arguments.add(shape);
    }
    if (failed) {
      return null;
    }
    return switch (target) {
      case Listing listing -> {
        Optional<ListFunction> function =
            ScriptFunctions.list(call.name(), arguments.size(), call.closure().isPresent());
        Shape shape =
            function.isEmpty()
                ? noFunction(call, target)
                : list(function.get(), listing, arguments, call);
        boolean always =
            function
                .filter(f -> f == ListFunction.CONTAINS || f == ListFunction.INJECT)
                .isPresent();
        boolean nothing =
            listing.nullable() || !always && arguments.stream().anyMatch(Typing::nullable);
        // whether there is a list at all
        yield shape == null ? null : nothing ? shape.orNull().decidedBy(listing.order()) : shape;
      }
      case Value value -> scalar(call, value, arguments);
      case Fields fields -> noFunction(call, target);
      case Missing missing -> noFunction(call, target);
    };
  }

  private Shape noFunction(Call call, Shape target) {
    return wrong(
        call.nameSpan(),
        word(target) + " has no function `" + call.name() + "` of this form",
        "it can be called as " + ScriptFunctions.forms(call.name()) + " on what it is listed for");
  }

  private Shape scalar(Call call, Value target, List<Shape> arguments) {
    if (call.closure().isPresent()) {
      return noFunction(call, target);
    }
    List<ScalarFunction> named =
        ScriptFunctions.scalars(call.name(), arguments.size()).stream()
            .filter(function -> function.receiver().takes(target.type()))
            .toList();
    if (named.isEmpty()) {
      return noFunction(call, target);
    }
    for (ScalarFunction function : named) {
      boolean fits = true;
      for (int i = 0; fits && i < arguments.size(); i++) {
        fits =
            arguments.get(i) instanceof Value argument
                && function.parameters().get(i).takes(argument.type());
      }
      if (fits) {
        return result(function, call, target, arguments);
      }
    }
    return wrong(
        call.nameSpan(),
        "the arguments do not fit `" + ScriptFunctions.form(named.getFirst()) + "`",
        "give arguments of these types");
  }

  private Shape result(ScalarFunction function, Call call, Value target, List<Shape> arguments) {
    if (function.name().equals("format") && !constantPattern(call, target)) {
      return wrong(
          call.arguments().getFirst().span(),
          "the pattern is not one of the accepted",
          "write a constant of `yyyy`, `MM`, `dd`, for moments also `HH`, `mm`, `ss`, and signs between them");
    }
    Lineage lineage = target.lineage();
    boolean nullable = target.nullable();
    FieldType numbers = target.type();
    for (Shape argument : arguments) {
      lineage = lineage.with(argument.lineage());
      nullable |= nullable(argument);
      numbers = argument instanceof Value value ? widest(numbers, value.type()) : numbers;
    }
    return switch (function.result()) {
      case TEXTS -> new Listing(Value.of(FieldType.STRING, false, lineage), nullable, lineage);
      case SAME_NUMBER -> Value.of(numbers, nullable, lineage);
      case TEXT, INTEGER, NUMBER, BOOLEAN, DATE, DATE_TIME ->
          Value.of(function.result().type().orElseThrow(), nullable, lineage);
    };
  }

  private static boolean constantPattern(Call call, Value target) {
    return call.arguments().getFirst() instanceof Literal literal
        && literal.value() instanceof String pattern
        && DatePattern.of(pattern, target.type() == FieldType.DATE_TIME).isPresent();
  }

  private Shape list(ListFunction function, Listing list, List<Shape> arguments, Call call) {
    Span at = call.nameSpan();
    Shape element = list.element();
    Lineage order = list.order();
    return switch (function) {
      case SIZE -> Value.of(FieldType.INTEGER, false, order);
      case IS_EMPTY -> Value.of(FieldType.BOOLEAN, false, order);
      case FIRST, LAST -> element.orNull().decidedBy(order);
      case GET ->
          isInteger(arguments.getFirst(), call)
              ? element.orNull().decidedBy(order.with(arguments.getFirst().lineage()))
              : null;
      case TAKE, DROP, TAKE_RIGHT ->
          isInteger(arguments.getFirst(), call)
              ? new Listing(element, false, order.decidedBy(arguments.getFirst().lineage()))
              : null;
      case REVERSE -> new Listing(element, false, order);
      case CONTAINS -> contains(list, arguments.getFirst(), at);
      case JOIN ->
          !isWritable(element) || !isText(arguments.getFirst())
              ? wrong(at, "only single values are joined, with a text between them")
              : Value.of(
                  FieldType.STRING,
                  false,
                  element.lineage().with(arguments.getFirst().lineage()).with(order));
      case UNIQUE ->
          isKey(element, at)
              ? new Listing(element, false, order.decidedBy(element.lineage()))
              : null;
      case SORT ->
          isKey(element, at)
              ? new Listing(element, false, order.decidedBy(element.lineage()))
              : null;
      case UNIQUE_BY, SORT_BY -> {
        Shape key = turn(call, element);
        yield key != null && isKey(key, at)
            ? new Listing(element, false, order.decidedBy(key.lineage()))
            : null;
      }
      case SUM -> sum(element, order, false, at);
      case SUM_OF -> {
        Shape result = turn(call, element);
        yield result == null ? null : sum(result, order, false, at);
      }
      case AVERAGE -> sum(element, order, true, at);
      case MAX, MIN -> isKey(element, at) ? untitled(element).orNull().decidedBy(order) : null;
      case MAX_BY, MIN_BY -> {
        Shape key = turn(call, element);
        yield key != null && isKey(key, at)
            ? element.orNull().decidedBy(order.with(key.lineage()))
            : null;
      }
      case COLLECT -> {
        Shape result = turn(call, element);
        yield result == null
            ? null
            : result instanceof Missing && !(element instanceof Missing)
                ? wrong(at, "nothing is known of the elements of the new list")
                : limited(new Listing(result, false, order), call.span());
      }
      case COLLECT_MANY -> {
        Shape result = turn(call, element);
        yield switch (result) {
          case null -> null;
          case Listing inner -> new Listing(inner.element(), false, order.with(inner.order()));
          case Value v -> wrong(at, "the closure yields no list");
          case Fields f -> wrong(at, "the closure yields no list");
          case Missing m -> wrong(at, "the closure yields no list");
        };
      }
      case FIND_ALL -> {
        Shape holds = turn(call, element);
        yield holds == null ? null : new Listing(element, false, order.decidedBy(truth(holds)));
      }
      case FIND -> {
        Shape holds = turn(call, element);
        yield holds == null ? null : element.orNull().decidedBy(order.with(truth(holds)));
      }
      case ANY, EVERY -> {
        Shape holds = turn(call, element);
        yield holds == null
            ? null
            : Value.of(FieldType.BOOLEAN, false, order.decidedBy(truth(holds)));
      }
      case COUNT -> {
        Shape holds = turn(call, element);
        yield holds == null
            ? null
            : Value.of(FieldType.INTEGER, false, order.decidedBy(truth(holds)));
      }
      case GROUP_BY -> groups(call, list);
      case INJECT -> inject(call, list, arguments.getFirst());
    };
  }

  private static Shape untitled(Shape shape) {
    return shape instanceof Value value
        ? Value.of(value.type(), value.nullable(), value.lineage())
        : shape;
  }

  private boolean isInteger(Shape shape, Call call) {
    boolean fits = shape instanceof Value value && value.type() == FieldType.INTEGER;
    if (!fits) {
      wrong(
          call.arguments().getFirst().span(),
          word(shape) + " stands where an integer is needed",
          "give a place counted from 0");
    }
    return fits;
  }

  /** Whether values can be put in order and told apart. */
  private boolean isKey(Shape shape, Span at) {
    if (isWritable(shape)) {
      return true;
    }
    wrong(
        at,
        words(shape) + " have no order and are not told apart",
        "write a closure that yields a single value for each element: `{ it.name }`");
    return false;
  }

  private Shape sum(Shape element, Lineage order, boolean decimal, Span at) {
    if (element instanceof Value value && Kind.NUMBER.takes(value.type())) {
      return Value.of(
          decimal ? FieldType.NUMBER : value.type(), true, value.lineage().decidedBy(order));
    }
    return wrong(at, "only numbers are summed, not " + words(element));
  }

  /** What a closure yields for an element. */
  private Shape turn(Call call, Shape element) {
    Closure closure = call.closure().orElseThrow();
    slots[closure.parameters().getFirst().slot()] = element;
    return body(closure.body());
  }

  private Shape groups(Call call, Listing list) {
    Shape key = turn(call, list.element());
    if (key == null || !isKey(key, call.nameSpan())) {
      return null;
    }
    if (key instanceof Missing) {
      return wrong(call.nameSpan(), "nothing is known of what is grouped by");
    }
    Lineage order = list.order().decidedBy(key.lineage());
    Fields group =
        new Fields(
            List.of(
                new Shape.Member("key", key),
                new Shape.Member("value", new Listing(list.element(), false, order))),
            false,
            Lineage.NONE);
    return limited(new Listing(group, false, order), call.span());
  }

  private Shape inject(Call call, Listing list, Shape first) {
    Closure closure = call.closure().orElseThrow();
    Shape result = first;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      slots[closure.parameters().get(0).slot()] = result;
      slots[closure.parameters().get(1).slot()] = list.element();
      Shape next = body(closure.body());
      if (next == null) {
        return null;
      }
      Shape joined = join(result, next);
      if (joined == null) {
        return wrong(
            call.nameSpan(),
            "inject begins with " + word(result) + ", and the closure yields " + word(next),
            "begin with a value of the type that the closure yields");
      }
      if (joined.equals(result)) {
        return result.decidedBy(list.order());
      }
      result = limited(joined, call.span());
    }
    return wrong(call.nameSpan(), "what inject carries grows with every element");
  }

  // words

  private static String word(Shape shape) {
    return switch (shape) {
      case Value value ->
          switch (value.type()) {
            case STRING -> "a text";
            case INTEGER -> "an integer";
            case NUMBER -> "a decimal";
            case BOOLEAN -> "a boolean";
            case DATE -> "a date";
            case DATE_TIME -> "a date-time";
            case OBJECT -> "a JSON document";
          };
      case Missing missing -> "nothing";
      case Fields fields -> "a record";
      case Listing listing -> "a list";
    };
  }

  private static String words(Shape shape) {
    return switch (shape) {
      case Value value ->
          switch (value.type()) {
            case STRING -> "texts";
            case INTEGER -> "integers";
            case NUMBER -> "decimals";
            case BOOLEAN -> "booleans";
            case DATE -> "dates";
            case DATE_TIME -> "date-times";
            case OBJECT -> "JSON documents";
          };
      case Missing missing -> "nothing";
      case Fields fields -> "records";
      case Listing listing -> "lists";
    };
  }
}
