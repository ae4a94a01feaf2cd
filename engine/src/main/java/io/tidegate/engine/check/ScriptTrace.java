package io.tidegate.engine.check;

import io.tidegate.engine.check.Content.Nothing;
import io.tidegate.engine.check.Content.Parts;
import io.tidegate.engine.check.Content.Rows;
import io.tidegate.engine.check.Content.Single;
import io.tidegate.route.script.Expression;
import io.tidegate.route.script.Expression.Binary;
import io.tidegate.route.script.Expression.Call;
import io.tidegate.route.script.Expression.Closure;
import io.tidegate.route.script.Expression.Local;
import io.tidegate.route.script.Expression.MapLiteral;
import io.tidegate.route.script.Script;
import io.tidegate.route.script.Statement;
import io.tidegate.route.shape.Lineage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Follows a script along its tree, the one that will be run, and finds out what flows into what it
 * yields. It knows no types: whatever is computed from values has all of them, and a function it
 * does not know is refused where it is called on a list.
 */
final class ScriptTrace {
  /** Most parts looked at; what an inject carries is looked at until nothing changes. */
  private static final int MOST = 200_000;

  private static final int ROUNDS = 20;

  private final Map<String, Content> inputs;
  private Map<Integer, Content> locals = new TreeMap<>();

  /** What decided that the script or closure goes on here, once a way has ended before. */
  private Lineage path = Lineage.NONE;

  private int looked;

  private ScriptTrace(Map<String, Content> inputs) {
    this.inputs = inputs;
  }

  /**
   * What a script yields.
   *
   * @param inputs everything it may take from outside
   * @throws Untraceable when any part of it cannot be followed
   */
  static Content trace(Script script, Map<String, Content> inputs) throws Untraceable {
    return new ScriptTrace(inputs).body(script.body());
  }

  // ---- statements

  private Content body(List<Statement> statements) throws Untraceable {
    Lineage around = path;
    path = Lineage.NONE;
    List<Content> returned = new ArrayList<>();
    run(statements, returned);
    path = around;
    return Content.either(returned);
  }

  /** Whether its end can be reached. */
  private boolean run(List<Statement> statements, List<Content> returned) throws Untraceable {
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Assign assign -> {
          // first the value, for a closure in it has names of its own
          Content value = follow(assign.value());
          locals.put(assign.name().slot(), value);
        }
        case Statement.Evaluate evaluate -> follow(evaluate.value());
        case Statement.Return end -> {
          returned.add(follow(end.value()).decidedBy(path));
          return false;
        }
        case Statement.If choice -> {
          if (!choose(choice, returned)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean choose(Statement.If choice, List<Content> returned) throws Untraceable {
    Lineage decider = follow(choice.condition()).truth();
    Map<Integer, Content> before = locals;
    Lineage around = path;
    Lineage inside = path.decidedBy(decider);
    int ends = returned.size();

    locals = new TreeMap<>(before);
    path = inside;
    boolean thenGoesOn = run(choice.then(), returned);
    final Map<Integer, Content> afterThen = locals;
    final Lineage pathThen = path;

    locals = new TreeMap<>(before);
    path = inside;
    boolean elseGoesOn = run(choice.otherwise(), returned);

    path = returned.size() > ends ? path.with(pathThen) : around;
    if (thenGoesOn && elseGoesOn) {
      locals = either(afterThen, locals, decider);
    } else if (thenGoesOn) {
      locals = afterThen;
    }
    return thenGoesOn || elseGoesOn;
  }

  private static Map<Integer, Content> either(
      Map<Integer, Content> then, Map<Integer, Content> otherwise, Lineage decider)
      throws Untraceable {
    Map<Integer, Content> both = new TreeMap<>();
    for (Map.Entry<Integer, Content> local : then.entrySet()) {
      Content other = otherwise.get(local.getKey());
      if (other == local.getValue()) {
        both.put(local.getKey(), other);
      } else if (other != null) {
        both.put(local.getKey(), Content.either(local.getValue(), other).decidedBy(decider));
      }
    }
    return both;
  }

  // ---- expressions

  private Content follow(Expression expression) throws Untraceable {
    if (++looked > MOST) {
      throw wrong("a script has too many parts");
    }
    return switch (expression) {
      case Expression.Literal literal ->
          literal.value() == null ? new Nothing(Lineage.NONE) : Single.CONSTANT;
      case Expression.Input input -> known(inputs.get(input.name()), input.name());
      case Local local -> known(locals.get(local.slot()), local.name());
      case Expression.Template template -> new Single(all(template.parts()));
      case Expression.ListLiteral list -> {
        List<Content> elements = each(list.elements());
        Content none = new Nothing(Lineage.NONE);
        yield new Rows(elements.isEmpty() ? none : Content.either(elements), Lineage.NONE);
      }
      case MapLiteral map -> record(map);
      case Expression.Member member -> member(follow(member.target()), member.name());
      case Expression.Not not -> new Single(follow(not.operand()).truth());
      case Expression.Negate negate -> new Single(follow(negate.operand()).lineage());
      case Binary binary -> binary(binary, follow(binary.left()), follow(binary.right()));
      case Expression.Conditional choice -> {
        Lineage decider = follow(choice.condition()).truth();
        yield Content.either(each(List.of(choice.then(), choice.otherwise()))).decidedBy(decider);
      }
      case Expression.Elvis elvis -> {
        Content value = follow(elvis.value());
        yield Content.either(value, follow(elvis.otherwise())).decidedBy(value.truth());
      }
      case Call call -> call(call, follow(call.target()));
    };
  }

  private List<Content> each(List<Expression> expressions) throws Untraceable {
    List<Content> each = new ArrayList<>();
    for (Expression expression : expressions) {
      each.add(follow(expression));
    }
    return each;
  }

  private Lineage all(List<Expression> expressions) throws Untraceable {
    return each(expressions).stream().map(Content::lineage).reduce(Lineage.NONE, Lineage::with);
  }

  private Parts record(MapLiteral map) throws Untraceable {
    Parts record = new Parts(Map.of(), Lineage.NONE);
    List<Content> values = each(map.values());
    for (int i = 0; i < values.size(); i++) {
      record = record.with(map.layout().names().get(i), values.get(i));
    }
    return record;
  }

  private static Content member(Content target, String name) throws Untraceable {
    Content member = target instanceof Parts record ? record.members().get(name) : null;
    return known(member, name).decidedBy(target.truth());
  }

  private static Content known(Content content, String name) throws Untraceable {
    if (content == null) {
      throw wrong("nothing is known of " + name);
    }
    return content;
  }

  private static Content binary(Binary binary, Content left, Content right) throws Untraceable {
    Lineage whether = left.truth().with(right.truth());
    Lineage both = left.lineage().with(right.lineage());
    return switch (binary.operator()) {
      case AND, OR -> new Single(whether);
      case EQUAL, NOT_EQUAL ->
          // comparing with nothing asks whether the other is there
          new Single(left instanceof Nothing || right instanceof Nothing ? whether : both);
      case PLUS -> {
        if (left instanceof Parts first && right instanceof Parts second) {
          Parts merged = new Parts(first.members(), whether);
          for (Map.Entry<String, Content> member : second.members().entrySet()) {
            merged = merged.with(member.getKey(), member.getValue());
          }
          yield merged;
        }
        yield left instanceof Rows ? Content.either(left, right) : new Single(both);
      }
      case MINUS, TIMES, DIVIDE, REMAINDER, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          new Single(both);
      case IN, NOT_IN -> new Single(both);
    };
  }

  // ---- calls

  private Content call(Call call, Content target) throws Untraceable {
    Lineage arguments = all(call.arguments());
    if (target instanceof Rows list) {
      return list(call, list, arguments);
    }
    Lineage made = target.lineage().with(arguments);
    if (!(target instanceof Single) || call.closure().isPresent()) {
      throw wrong(call.name() + " is called on something it is not known for");
    }
    return call.name().equals("tokenize") ? new Rows(new Single(made), made) : new Single(made);
  }

  private Content list(Call call, Rows list, Lineage arguments) throws Untraceable {
    Content element = list.element();
    Lineage order = list.truth();
    if (call.name().equals("inject")) {
      return inject(call, list);
    }
    // functions that can do without a closure look at the elements themselves
    Content seen =
        call.closure().isPresent() ? turn(call.closure().get(), List.of(element)) : element;
    return switch (call.name()) {
      case "size", "isEmpty" -> new Single(order);
      case "first", "last", "get" -> element.decidedBy(order.with(arguments));
      case "find", "max", "min" ->
          seen == element ? element.decidedBy(order) : element.decidedBy(order.with(seen.truth()));
      case "take", "drop", "takeRight", "reverse" -> new Rows(element, order.decidedBy(arguments));
      case "findAll" -> new Rows(element, order.decidedBy(seen.truth()));
      case "sort", "unique" -> new Rows(element, order.decidedBy(seen.lineage()));
      case "contains", "join" -> new Single(list.lineage().with(arguments));
      case "sum", "average" -> new Single(seen.lineage().decidedBy(order));
      case "any", "every", "count" -> new Single(order.decidedBy(seen.truth()));
      case "collect" -> new Rows(seen, order);
      case "collectMany" -> {
        if (!(seen instanceof Rows inner)) {
          throw wrong("a closure yields no list where lists are put together");
        }
        yield new Rows(inner.element(), order.with(inner.truth()));
      }
      case "groupBy" -> {
        Lineage grouped = order.decidedBy(seen.lineage());
        Parts group = new Parts(Map.of(), Lineage.NONE).with("key", seen);
        yield new Rows(group.with("value", new Rows(element, grouped)), grouped);
      }
      default -> throw wrong(call.name() + " is no known function of lists");
    };
  }

  private Content inject(Call call, Rows list) throws Untraceable {
    Closure closure = call.closure().orElseThrow(() -> wrong("inject has nothing to do"));
    Content carried = Content.either(each(call.arguments()));
    for (int round = 0; round < ROUNDS; round++) {
      Content next = Content.either(carried, turn(closure, List.of(carried, list.element())));
      if (next.equals(carried)) {
        return carried.decidedBy(list.truth());
      }
      carried = next;
    }
    throw wrong("what inject carries grows with every element");
  }

  /** What a closure yields; it changes no name that stands outside of it. */
  private Content turn(Closure closure, List<Content> given) throws Untraceable {
    if (closure.parameters().size() != given.size()) {
      throw wrong("a closure takes something else than it is given");
    }
    Map<Integer, Content> outside = new TreeMap<>(locals);
    for (int i = 0; i < given.size(); i++) {
      outside.remove(closure.parameters().get(i).slot());
      locals.put(closure.parameters().get(i).slot(), given.get(i));
    }
    Content yielded = body(closure.body());
    for (Map.Entry<Integer, Content> local : outside.entrySet()) {
      if (locals.get(local.getKey()) != local.getValue()) {
        throw wrong("a closure changes a name that stands outside of it");
      }
    }
    locals = outside;
    return yielded;
  }

  private static Untraceable wrong(String message) {
    return new Untraceable(CheckCode.ROUTE, "", message);
  }
}
