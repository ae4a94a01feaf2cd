package io.tidegate.route.resolve;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.definition.AuthorProblem;
import io.tidegate.route.definition.Combination;
import io.tidegate.route.definition.ExpressionDefinition;
import io.tidegate.route.definition.RouteDefinition;
import io.tidegate.route.definition.ServiceDefinition;
import io.tidegate.route.definition.StepDefinition;
import io.tidegate.route.definition.StepDefinition.BreakerStep;
import io.tidegate.route.definition.StepDefinition.Catch;
import io.tidegate.route.definition.StepDefinition.ChoiceStep;
import io.tidegate.route.definition.StepDefinition.CodeMapStep;
import io.tidegate.route.definition.StepDefinition.DirectStep;
import io.tidegate.route.definition.StepDefinition.EnrichStep;
import io.tidegate.route.definition.StepDefinition.LogStep;
import io.tidegate.route.definition.StepDefinition.LoopStep;
import io.tidegate.route.definition.StepDefinition.MarshalStep;
import io.tidegate.route.definition.StepDefinition.MulticastStep;
import io.tidegate.route.definition.StepDefinition.RawVariableStep;
import io.tidegate.route.definition.StepDefinition.ServiceStep;
import io.tidegate.route.definition.StepDefinition.SetBodyStep;
import io.tidegate.route.definition.StepDefinition.SetHeaderStep;
import io.tidegate.route.definition.StepDefinition.SetVariableStep;
import io.tidegate.route.definition.StepDefinition.SortKey;
import io.tidegate.route.definition.StepDefinition.SortStep;
import io.tidegate.route.definition.StepDefinition.SourceStep;
import io.tidegate.route.definition.StepDefinition.SplitStep;
import io.tidegate.route.definition.StepDefinition.SqlStep;
import io.tidegate.route.definition.StepDefinition.ThrowStep;
import io.tidegate.route.definition.StepDefinition.TryStep;
import io.tidegate.route.definition.StepDefinition.UnmarshalStep;
import io.tidegate.route.definition.StepDefinition.ValidateStep;
import io.tidegate.route.definition.StepDefinition.When;
import io.tidegate.route.diagnostic.Diagnostics;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.resolve.ResolvedService.Counted;
import io.tidegate.route.resolve.ResolvedService.Headed;
import io.tidegate.route.resolve.ResolvedService.Labelled;
import io.tidegate.route.resolve.ResolvedService.Logged;
import io.tidegate.route.resolve.ResolvedService.Read;
import io.tidegate.route.resolve.ShapeCombiner.Part;
import io.tidegate.route.script.Script;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Listing;
import io.tidegate.route.shape.Shape.Member;
import io.tidegate.route.shape.Shape.Value;
import io.tidegate.route.sql.ParameterUse;
import io.tidegate.route.text.Located;
import io.tidegate.route.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Follows a route step by step: each is a function from what is known before it to what is known
 * behind it.
 */
final class FlowResolver {
  /** A shape that a loop has not settled on by then does not settle. */
  private static final int PASSES = 8;

  /** What the result of steps is called that have no route of their own. */
  private static final String RESULT = "result";

  private final Diagnostics diagnostics;
  private final ReadResolver reads;
  private final Expressions expressions;
  private final CallResolver calls;
  private final Map<String, RouteDefinition> routes = new LinkedHashMap<>();
  private final Map<String, Span> called = new LinkedHashMap<>();
  private final Deque<String> calling = new ArrayDeque<>();
  private final TextResolver texts;
  private final List<Logged> logged = new ArrayList<>();
  private final List<Headed> headed = new ArrayList<>();
  private final List<Labelled> labelled = new ArrayList<>();
  private final List<Counted> counted = new ArrayList<>();

  /** What decides whether a source fails, or seems to, in the steps that are being read. */
  private Lineage failing = Lineage.NONE;

  private final Map<Span, Seen> seen = new LinkedHashMap<>();

  /**
   * @param parameters those of the request, or what they are bound to when another service calls
   */
  FlowResolver(
      ServiceDefinition definition,
      Fields parameters,
      ReadResolver reads,
      CalledServices services,
      Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.reads = reads;
    this.expressions = new Expressions(parameters, diagnostics);
    this.texts = new TextResolver(diagnostics);
    this.calls = new CallResolver(reads, expressions, services, diagnostics);
    definition.routes().forEach(r -> routes.put(r.name().value(), r));
  }

  /**
   * Steps that were understood.
   *
   * @param after what is known behind them; absent when they always end the call
   */
  record Typed(Flow flow, Optional<RouteState> after) {
    Typed {
      Objects.requireNonNull(flow, "flow");
      Objects.requireNonNull(after, "after");
    }

    static Typed of(Flow flow, RouteState after) {
      return new Typed(flow, Optional.of(after));
    }
  }

  /** The whole route of a service. */
  Optional<Typed> route(RouteDefinition entry) {
    Optional<Typed> typed = route(entry, RouteState.START);
    for (RouteDefinition further : routes.values()) {
      if (!called.containsKey(further.name().value())) {
        diagnostics.error(
            ResolveCode.UNUSED,
            further.name().span(),
            "the route `" + further.name() + "` is never called");
      }
    }
    return typed;
  }

  /** Whether an expression looks at the request's parameters. */
  boolean usesParameters() {
    return expressions.usesParameters();
  }

  List<Logged> logged() {
    return logged;
  }

  List<Headed> headed() {
    return headed;
  }

  List<Labelled> labelled() {
    return labelled;
  }

  List<Counted> counted() {
    return counted;
  }

  Lineage failing() {
    return failing;
  }

  /** Steps whose failure others take notice of. */
  private record Guarded(Optional<Typed> typed, Lineage failing) {}

  private Guarded guarded(Supplier<Optional<Typed>> steps) {
    Lineage around = failing;
    failing = Lineage.NONE;
    int before = headed.size();
    Guarded guarded = new Guarded(steps.get(), failing);
    failing = around.with(guarded.failing());
    // a header these steps set stays or is lost when one of them fails
    headed.subList(before, headed.size()).replaceAll(header -> header.decidedBy(guarded.failing()));
    return guarded;
  }

  /** A step, and what was known before it; what it is and yields is absent when it is refused. */
  private record Seen(RouteState before, Optional<Typed> typed) {}

  /**
   * What there is at each step, as it was seen last where a step is passed several times.
   *
   * @param route what it came to; absent when it is refused
   */
  List<StepShapes> shapes(Optional<Flow> route) {
    Map<Flow, Integer> places = new IdentityHashMap<>();
    List<Flow> steps = route.map(Flow::everyStep).orElse(List.of());
    for (int i = 0; i < steps.size(); i++) {
      places.put(steps.get(i), i);
    }
    List<StepShapes> shapes = new ArrayList<>();
    seen.forEach(
        (span, step) -> {
          Integer place = step.typed().map(typed -> places.get(typed.flow())).orElse(null);
          shapes.add(
              new StepShapes(
                  span,
                  step.before().body(),
                  step.before().variables(),
                  step.typed().flatMap(Typed::after).map(RouteState::body),
                  place == null ? OptionalInt.empty() : OptionalInt.of(place)));
        });
    return shapes;
  }

  private Optional<Typed> route(RouteDefinition route, RouteState state) {
    String name = route.name().value();
    calling.push(name);
    Optional<Typed> typed = steps(route.steps(), name, state);
    calling.pop();
    return typed;
  }

  /**
   * Steps one after another.
   *
   * @param place what the reads in them are named after
   */
  private Optional<Typed> steps(List<StepDefinition> steps, String place, RouteState before) {
    List<Flow> flows = new ArrayList<>();
    Optional<RouteState> state = Optional.of(before);
    boolean complete = !steps.isEmpty();
    boolean several = steps.stream().filter(FlowResolver::named).count() > 1;
    for (int i = 0; i < steps.size(); i++) {
      StepDefinition step = steps.get(i);
      if (state.isEmpty()) {
        diagnostics.error(
            ResolveCode.DISCARDED,
            step.span(),
            "this step is never reached: the one before ends the call",
            "remove it, or move it before the step that ends the call");
        return Optional.empty();
      }
      if (!complete && !makesItsOwn(step)) {
        // what this step would be given is not known, and it must not be blamed for that
        continue;
      }
      Optional<Typed> typed = step(step, several ? place + "-" + (i + 1) : place, state.get());
      if (typed.isEmpty()) {
        complete = false;
        state = state.map(RouteState::used);
      } else {
        flows.add(typed.get().flow());
        state = typed.get().after();
      }
    }
    Optional<RouteState> after = state;
    return complete
        ? Optional.of(
            new Typed(flows.size() == 1 ? flows.getFirst() : new Flow.Sequence(flows), after))
        : Optional.empty();
  }

  /** Whether what a step yields does not depend on the body before it. */
  private static boolean makesItsOwn(StepDefinition step) {
    return step instanceof SqlStep || step instanceof DirectStep || step instanceof MulticastStep;
  }

  /** Whether a step holds reads, which are named after where they stand. */
  private static boolean named(StepDefinition step) {
    return switch (step) {
      case SqlStep sql -> true;
      case SourceStep source -> true;
      case ServiceStep service -> true;
      case CodeMapStep codeMap -> true;
      case UnmarshalStep unmarshal -> false;
      case MarshalStep marshal -> false;
      case MulticastStep multicast -> true;
      case SplitStep split -> true;
      case ChoiceStep choice -> true;
      case LoopStep loop -> true;
      case TryStep attempt -> true;
      case BreakerStep breaker -> true;
      case DirectStep direct -> false;
      case EnrichStep enrich -> false;
      case SetBodyStep setBody -> false;
      case SetVariableStep setVariable -> false;
      case RawVariableStep raw -> false;
      case SetHeaderStep setHeader -> false;
      case SortStep sort -> false;
      case ValidateStep validate -> false;
      case ThrowStep end -> false;
      case LogStep log -> false;
    };
  }

  private Optional<Typed> step(StepDefinition step, String place, RouteState state) {
    Optional<Typed> typed = typed(step, place, state);
    seen.put(step.span(), new Seen(state, typed));
    return typed;
  }

  private Optional<Typed> typed(StepDefinition step, String place, RouteState state) {
    return switch (step) {
      case SqlStep sql -> reads.sql(sql, place, state).map(read -> read(read, sql.span(), state));
      case SourceStep source -> operation(source, place, state);
      case ServiceStep service -> call(service, state);
      case DirectStep direct -> direct(direct.route(), replacing(state, direct.span()));
      case MulticastStep multicast -> multicast(multicast, place, state);
      case EnrichStep enrich -> enrich(enrich, state);
      case SplitStep split -> split(split, place, state);
      case ChoiceStep choice -> choice(choice, place, state);
      case LoopStep loop -> loop(loop, place, state);
      case SetBodyStep setBody -> setBody(setBody, state);
      case SetVariableStep setVariable -> setVariable(setVariable, state);
      case RawVariableStep raw -> raw(raw, state);
      case SetHeaderStep setHeader -> setHeader(setHeader, state);
      case SortStep sort -> sort(sort, state);
      case ValidateStep validate ->
          expressions
              .condition(validate.condition(), state)
              .map(
                  c ->
                      Typed.of(
                          new Flow.Validate(c.script()),
                          using(state, c).passing(c.shape().lineage())));
      case TryStep attempt -> attempt(attempt, place, state);
      case BreakerStep breaker -> breaker(breaker, place, state);
      case ThrowStep end -> {
        if (end.problem().value() == AuthorProblem.SOURCE_FAILED) {
          failing = failing.with(state.reached());
        }
        yield Optional.of(new Typed(new Flow.Throw(end.problem().value()), Optional.empty()));
      }
      case LogStep log -> log(log, state);
      case CodeMapStep codeMap -> codeMap(codeMap, place, state);
      case UnmarshalStep unmarshal -> unmarshal(unmarshal, state);
      case MarshalStep marshal ->
          texts.marshal(marshal, record(state)).map(added -> added(added, marshal.into(), state));
    };
  }

  // ---- reads

  private Typed read(Read read, Span span, RouteState state) {
    Lineage asked = asked(read, state);
    failing = failing.with(state.reached()).with(asked);
    RouteState after =
        replacing(state, span)
            .read(read.id(), ReadResolver.shape(read).decidedBy(asked.asking()), span);
    return Typed.of(
        new Flow.Read(read.id()), read.single() ? after.perhapsAbsent(asked.asking()) : after);
  }

  /** What the values depend on that a read is asked with; raw keys are judged by themselves. */
  private Lineage asked(Read read, RouteState state) {
    Lineage asked = Lineage.NONE;
    switch (read.access()) {
      case ResolvedService.Statement statement -> {
        for (ParameterUse use : statement.query().parameters()) {
          asked = asked.with(expressions.parameter(use.name(), state));
        }
        if (statement.sortedBy().isPresent()) {
          asked = asked.with(expressions.parameter(statement.sortedBy().get(), state));
        }
      }
      case ResolvedService.Asked operation -> {
        for (Script input : operation.inputs().values()) {
          asked = asked.with(expressions.lineage(input, state));
        }
      }
    }
    return asked;
  }

  private Optional<Typed> operation(SourceStep source, String place, RouteState state) {
    return reads
        .operation(source, place, state, expressions)
        .map(
            read -> {
              boolean usesBody =
                  read.access() instanceof ResolvedService.Asked asked
                      && asked.inputs().values().stream()
                          .anyMatch(input -> input.names().contains(Expressions.BODY));
              return read(read, source.span(), usesBody ? state.used() : state);
            });
  }

  private Optional<Typed> call(ServiceStep service, RouteState state) {
    return calls
        .call(service, state)
        .map(
            called -> {
              called
                  .logged()
                  .forEach(
                      line ->
                          logged.add(
                              new Logged(line.shape().decidedBy(state.reached()), line.span())));
              labelled.addAll(called.labelled());
              counted.addAll(called.counted());
              failing = failing.with(state.reached()).with(called.failing());
              RouteState before =
                  replacing(called.usesBody() ? state.used() : state, service.span());
              return Typed.of(
                  called.flow(),
                  before
                      .replaced(called.answer(), service.span())
                      .withAbsence(called.absence())
                      .passing(called.passed()));
            });
  }

  /**
   * A step that makes a new body throws the one before away; that is an error unless it was used.
   */
  private RouteState replacing(RouteState state, Span by) {
    state
        .unread()
        .ifPresent(
            at ->
                diagnostics.error(
                    ResolveCode.DISCARDED,
                    at,
                    "the result of this step is replaced by the next one"));
    return state.used();
  }

  private static RouteState using(RouteState state, Expressions.Typed expression) {
    return expression.usesBody() ? state.used() : state;
  }

  private Optional<Typed> direct(Located<String> route, RouteState state) {
    String name = route.value();
    RouteDefinition target = routes.get(name);
    if (target == null) {
      diagnostics.unknown(
          ResolveCode.UNKNOWN_ROUTE,
          route.span(),
          "there is no route `" + name + "` here",
          name,
          routes.keySet());
      return Optional.empty();
    }
    if (calling.contains(name)) {
      diagnostics.error(
          ResolveCode.CYCLE, route.span(), "the route `" + name + "` leads back to itself");
      return Optional.empty();
    }
    Span before = called.putIfAbsent(name, route.span());
    if (before != null && !before.equals(route.span())) {
      diagnostics.error(
          ResolveCode.TWICE,
          route.span(),
          "the route `" + name + "` is already called on line " + before.line());
      return Optional.empty();
    }
    return route(target, state);
  }

  // ---- results put together

  private Optional<Typed> multicast(MulticastStep step, String place, RouteState state) {
    RouteState before = replacing(state, step.span());
    List<Flow.Branch> branches = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    boolean complete = !step.branches().isEmpty();
    RouteState begun = before.branch();
    RouteState behind = before;
    for (int i = 0; i < step.branches().size(); i++) {
      StepDefinition branch = step.branches().get(i);
      String name =
          branch instanceof DirectStep direct ? direct.route().value() : place + "-" + (i + 1);
      Guarded guarded = guarded(() -> step(branch, name, begun));
      Optional<Typed> typed = guarded.typed();
      Optional<RouteState> after = typed.flatMap(Typed::after);
      if (typed.isPresent() && after.isEmpty()) {
        diagnostics.error(
            ResolveCode.SHAPE, branch.span(), "this branch always ends the call", "leave it out");
      }
      complete &= after.isPresent();
      if (after.isPresent()) {
        // a branch whose source fails may be left out
        Shape body =
            step.partial() ? after.get().body().decidedBy(guarded.failing()) : after.get().body();
        branches.add(branch(name, body, typed.get().flow()));
        parts.add(new Part(name, body, after.get().absence(), branch.span()));
        behind = behind.passing(after.get(), begun.control());
      }
    }
    if (!complete) {
      return Optional.empty();
    }
    RouteState end = behind;
    Optional<Shape> shape =
        new ShapeCombiner(step.combination().value(), step.combination().span(), diagnostics)
            .branches(parts, step.partial());
    return shape.map(
        s ->
            Typed.of(
                new Flow.Multicast(
                    step.parallel(),
                    step.timeoutMillis(),
                    step.partial(),
                    step.combination().value(),
                    branches),
                absence(step, parts)
                    .map(end.replaced(s, step.span())::perhapsAbsent)
                    .orElse(end.replaced(s, step.span()))));
  }

  private static Flow.Branch branch(String name, Shape yielded, Flow flow) {
    List<String> members =
        yielded instanceof Fields fields
            ? fields.names()
            : yielded instanceof Listing list && list.element() instanceof Fields fields
                ? fields.names()
                : List.of();
    return new Flow.Branch(name, members, flow);
  }

  /** What decides that the branches together yield nothing. */
  private static Optional<Lineage> absence(MulticastStep step, List<Part> parts) {
    return switch (step.combination().value().strategy()) {
      case CONCAT -> Optional.empty();
      case NEST, JOIN, GROUP -> parts.getFirst().absence();
      case MERGE ->
          (step.partial() ? parts.subList(0, 1) : parts)
              .stream().map(Part::absence).flatMap(Optional::stream).reduce(Lineage::with);
    };
  }

  private Optional<Typed> enrich(EnrichStep step, RouteState state) {
    RouteState begun = state.branch();
    Optional<Typed> typed = direct(step.route(), begun);
    Optional<RouteState> after = typed.flatMap(Typed::after);
    if (typed.isPresent() && after.isEmpty()) {
      diagnostics.error(
          ResolveCode.SHAPE,
          step.route().span(),
          "this route always ends the call",
          "leave it out");
    }
    if (after.isEmpty()) {
      return Optional.empty();
    }
    String name = step.route().value();
    Optional<Shape> shape =
        new ShapeCombiner(step.combination().value(), step.combination().span(), diagnostics)
            .added(
                new Part(Expressions.BODY, state.body(), Optional.empty(), step.span()),
                new Part(name, after.get().body(), after.get().absence(), step.route().span()));
    return shape.map(
        s ->
            Typed.of(
                new Flow.Enrich(
                    step.combination().value(),
                    branch(name, after.get().body(), typed.get().flow())),
                state.changed(s).passing(after.get(), begun.control())));
  }

  // ---- lists

  /** A list of the body, and how to put another one in its place. */
  private record Place(String member, Listing list) {
    Shape with(Shape body, Listing changed) {
      if (member.isEmpty()) {
        return changed;
      }
      Fields fields = (Fields) body;
      return new Fields(
          fields.members().stream()
              .map(m -> m.name().equals(member) ? new Member(member, changed) : m)
              .toList(),
          fields.nullable(),
          fields.presence());
    }
  }

  private Optional<Place> place(ExpressionDefinition written, RouteState state) {
    Optional<String> member = expressions.place(written);
    if (member.isEmpty()) {
      return Optional.empty();
    }
    Optional<Shape> found =
        member.get().isEmpty()
            ? Optional.of(state.body())
            : state.body() instanceof Fields fields
                ? fields.member(member.get())
                : Optional.empty();
    if (found.isPresent() && found.get() instanceof Listing list) {
      return Optional.of(new Place(member.get(), list));
    }
    diagnostics.error(
        ResolveCode.LIST_PLACE,
        written.span(),
        "`"
            + written.text().text()
            + "` is "
            + found.map(ShapeCombiner::word).orElse("not there")
            + ", and a list is needed");
    return Optional.empty();
  }

  private Optional<Typed> split(SplitStep step, String place, RouteState state) {
    Optional<Place> list = place(step.list(), state);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    RouteState element =
        state.element(
            list.get().list().element(),
            list.get().member().isEmpty() ? state.rowsOf() : Optional.empty(),
            list.get().list().order());
    Optional<Typed> typed = steps(step.steps(), place, element);
    Optional<RouteState> after = typed.flatMap(Typed::after);
    if (after.isEmpty()) {
      return Optional.empty();
    }
    RouteState end = state.passing(after.get(), element.control());
    return switch (step.combination().value().strategy()) {
      case CONCAT -> Optional.of(replaced(step, list.get(), typed.get(), end));
      case MERGE, NEST -> added(step, list.get(), typed.get().flow(), after.get(), end);
      case JOIN -> joined(step, list.get(), typed.get(), end);
      case GROUP -> throw new IllegalStateException("a split has no name to group under");
    };
  }

  /** Results in the place of the elements. */
  private static Typed replaced(SplitStep step, Place list, Typed steps, RouteState state) {
    return Typed.of(
        new Flow.Split(list.member(), step.parallel(), steps.flow()),
        state.changed(list.with(state.body(), results(list, steps.after().orElseThrow()))));
  }

  private static Listing results(Place list, RouteState after) {
    Lineage order = list.list().order();
    // whether an element stays is decided by what decides that its steps yield nothing
    Lineage kept = after.absence().map(order::decidedBy).orElse(order);
    return after.body() instanceof Listing inner
        ? new Listing(inner.element(), list.list().nullable(), kept.with(inner.order()))
        : new Listing(after.body(), list.list().nullable(), kept);
  }

  /** Each element with its result, which is added to it as {@code enrich} would. */
  private Optional<Typed> added(
      SplitStep step, Place list, Flow steps, RouteState after, RouteState state) {
    Combination combination = step.combination().value();
    Span span = step.combination().span();
    if (!(list.list().element() instanceof Fields)) {
      diagnostics.error(
          ResolveCode.SHAPE,
          span,
          "`"
              + combination.strategy().word()
              + "` adds to records; the elements here are "
              + ShapeCombiner.word(list.list().element()),
          "leave the strategy out, so that results replace the elements");
      return Optional.empty();
    }
    String name = step.member().map(Located::value).orElse(RESULT);
    return new ShapeCombiner(combination, span, diagnostics)
        .added(
            new Part(Expressions.BODY, list.list().element(), Optional.empty(), span),
            new Part(name, after.body(), after.absence(), span))
        .map(
            element ->
                Typed.of(
                    new Flow.Split(
                        list.member(),
                        step.parallel(),
                        new Flow.Enrich(combination, branch(name, after.body(), steps))),
                    state.changed(
                        list.with(
                            state.body(),
                            new Listing(element, list.list().nullable(), list.list().order())))));
  }

  /** Each element with the record among all results that matches it. */
  private Optional<Typed> joined(SplitStep step, Place list, Typed steps, RouteState state) {
    Combination combination = step.combination().value();
    Span span = step.combination().span();
    if (!list.member().isEmpty()) {
      diagnostics.error(
          ResolveCode.LIST_PLACE,
          step.list().span(),
          "`#join` matches the results with a list that is the body, not with a member of it",
          "write `simple: ${body}`, or use `#merge`");
      return Optional.empty();
    }
    Listing results = results(list, steps.after().orElseThrow());
    return new ShapeCombiner(combination, span, diagnostics)
        .added(
            new Part(Expressions.BODY, list.list(), Optional.empty(), span),
            new Part(RESULT, results, Optional.empty(), span))
        .map(
            shape ->
                Typed.of(
                    new Flow.Enrich(
                        combination,
                        branch(RESULT, results, new Flow.Split("", step.parallel(), steps.flow()))),
                    state.changed(shape)));
  }

  private Optional<Typed> sort(SortStep step, RouteState state) {
    Optional<Place> list = place(step.list(), state);
    if (list.isEmpty()) {
      return Optional.empty();
    }
    List<Flow.Sort.Key> keys = new ArrayList<>();
    Lineage deciding = Lineage.NONE;
    for (SortKey key : step.keys()) {
      String name = key.member().value();
      Optional<Shape> member =
          list.get().list().element() instanceof Fields fields
              ? fields.member(name)
              : Optional.empty();
      if (member.isPresent() && member.get() instanceof Value value) {
        keys.add(new Flow.Sort.Key(name, key.descending()));
        deciding = deciding.with(value.lineage());
      } else {
        diagnostics.unknown(
            ResolveCode.SORT_KEY,
            key.member().span(),
            "the records have no value `" + name + "` to order them by",
            name,
            list.get().list().element() instanceof Fields fields ? fields.names() : List.of());
        return Optional.empty();
      }
    }
    Listing sorted =
        new Listing(
            list.get().list().element(),
            list.get().list().nullable(),
            list.get().list().order().decidedBy(deciding));
    return Optional.of(
        Typed.of(
            new Flow.Sort(list.get().member(), keys),
            state.changed(list.get().with(state.body(), sorted))));
  }

  // ---- control

  private Optional<Typed> choice(ChoiceStep step, String place, RouteState state) {
    List<Optional<Expressions.Typed>> conditions = new ArrayList<>();
    Lineage deciding = Lineage.NONE;
    boolean usesBody = step.otherwise().isEmpty();
    for (When when : step.whens()) {
      Optional<Expressions.Typed> condition = expressions.condition(when.condition(), state);
      conditions.add(condition);
      if (condition.isPresent()) {
        usesBody |= condition.get().usesBody();
        deciding = deciding.with(condition.get().shape().lineage());
      }
    }
    List<Flow.When> whens = new ArrayList<>();
    List<RouteState> ends = new ArrayList<>();
    boolean complete = true;
    for (int i = 0; i < step.whens().size(); i++) {
      Optional<Expressions.Typed> condition = conditions.get(i);
      Optional<Typed> typed =
          steps(step.whens().get(i).steps(), place + "-when" + (i + 1), state.branch(deciding));
      if (condition.isEmpty() || typed.isEmpty()) {
        complete = false;
        continue;
      }
      whens.add(new Flow.When(condition.get().script(), typed.get().flow()));
      typed.get().after().ifPresent(ends::add);
    }
    Flow otherwise = new Flow.Sequence(List.of());
    if (step.otherwise().isPresent()) {
      Optional<Typed> typed =
          steps(step.otherwise().get(), place + "-otherwise", state.branch(deciding));
      complete &= typed.isPresent();
      if (typed.isPresent()) {
        otherwise = typed.get().flow();
        typed.get().after().ifPresent(ends::add);
      }
    } else {
      ends.add(state.branch());
    }
    if (!complete) {
      return Optional.empty();
    }
    Flow flow = new Flow.Choice(whens, otherwise);
    if (ends.isEmpty()) {
      return Optional.of(new Typed(flow, Optional.empty()));
    }
    boolean ended = ends.size() <= step.whens().size();
    return joined(ends, deciding, ended, usesBody ? state.used() : state, step.span())
        .map(after -> Typed.of(flow, after));
  }

  /**
   * What is known when one of several ways was taken.
   *
   * @param ended whether another way ends the call, so that what is next is taken or not
   */
  private Optional<RouteState> joined(
      List<RouteState> ends, Lineage deciding, boolean ended, RouteState before, Span span) {
    RouteState first = ends.getFirst();
    Shape body = first.body();
    SortedMap<String, Shape> variables = new TreeMap<>();
    first.variables().forEach((name, shape) -> variables.put(name, shape.decidedBy(deciding)));
    SortedMap<String, Origin> raws = new TreeMap<>(first.raws());
    Optional<Lineage> absence = first.absence();
    for (RouteState end : ends.subList(1, ends.size())) {
      Optional<Shape> both = Shape.join(body, end.body());
      if (both.isEmpty()) {
        diagnostics.error(
            ResolveCode.SHAPE,
            span,
            "the ways through this step yield different things: "
                + ShapeText.of(body)
                + " or "
                + ShapeText.of(end.body()),
            "let every branch yield the same members with the same types");
        return Optional.empty();
      }
      body = both.get();
      SortedMap<String, Shape> common = new TreeMap<>();
      variables.forEach(
          (name, shape) ->
              Optional.ofNullable(end.variables().get(name))
                  .flatMap(other -> Shape.join(shape, other.decidedBy(deciding)))
                  .ifPresent(joined -> common.put(name, joined)));
      variables.clear();
      variables.putAll(common);
      raws.entrySet().removeIf(raw -> !raw.getValue().equals(end.raws().get(raw.getKey())));
      if (end.absence().isPresent()) {
        absence = Optional.of(absence.orElse(Lineage.NONE).with(end.absence().get()));
      }
    }
    boolean same = ends.stream().allMatch(end -> end.body() == before.body());
    Lineage begun = before.branch(deciding).control();
    RouteState behind = ended ? before.passing(begun) : before;
    for (RouteState end : ends) {
      behind = behind.passing(end, begun);
    }
    RouteState after =
        new RouteState(
            same ? before.body() : body.decidedBy(deciding),
            same ? before.rowsOf() : Optional.empty(),
            variables,
            raws,
            same ? before.unread() : Optional.of(span),
            before.absence(),
            behind.control());
    return Optional.of(absence.map(a -> after.perhapsAbsent(a.decidedBy(deciding))).orElse(after));
  }

  private Optional<Typed> loop(LoopStep step, String place, RouteState state) {
    // a later turn is given what the one before made, which is no record of a read any more
    RouteState before = state.changed(state.body());
    for (int pass = 0; pass < PASSES; pass++) {
      RouteState begun = before.branch();
      Optional<Typed> typed = steps(step.steps(), place, begun);
      Optional<RouteState> after = typed.flatMap(Typed::after);
      if (typed.isPresent() && after.isEmpty()) {
        diagnostics.error(
            ResolveCode.SHAPE,
            step.span(),
            "a loop whose steps always end the call",
            "leave it out");
      }
      if (after.isEmpty()) {
        return Optional.empty();
      }
      Optional<Shape> both = Shape.join(before.body(), after.get().body());
      if (both.isEmpty()) {
        diagnostics.error(
            ResolveCode.SHAPE,
            step.span(),
            "the steps of a loop must yield what they are given: "
                + ShapeText.of(before.body())
                + " is not "
                + ShapeText.of(after.get().body()),
            "build the same members with the same types each time");
        return Optional.empty();
      }
      // a turn comes only when the one before has neither ended the call nor left nothing
      RouteState next =
          before
              .changed(both.get())
              .passing(after.get(), begun.control())
              .passing(after.get().absence().orElse(Lineage.NONE));
      if (next.body().equals(before.body()) && next.control().equals(before.control())) {
        return Optional.of(
            Typed.of(
                new Flow.Loop(step.times().value(), typed.get().flow()),
                next.withAbsence(after.get().absence())));
      }
      before = next;
    }
    diagnostics.error(
        ResolveCode.SHAPE,
        step.span(),
        "what the steps of this loop yield does not settle",
        "build the same members with the same types each time");
    return Optional.empty();
  }

  private Optional<Typed> attempt(TryStep step, String place, RouteState state) {
    Guarded guarded = guarded(() -> steps(step.steps(), place, state.branch()));
    Optional<Typed> tried = guarded.typed();
    List<Flow.Catch> catches = new ArrayList<>();
    List<RouteState> ends = new ArrayList<>();
    tried.flatMap(Typed::after).ifPresent(ends::add);
    boolean complete = tried.isPresent();
    for (int i = 0; i < step.catches().size(); i++) {
      Catch caught = step.catches().get(i);
      Optional<Typed> typed =
          steps(caught.steps(), place + "-catch" + (i + 1), state.branch(guarded.failing()));
      complete &= typed.isPresent();
      if (typed.isPresent()) {
        catches.add(
            new Flow.Catch(
                caught.failures().stream().map(Located::value).toList(), typed.get().flow()));
        typed.get().after().ifPresent(ends::add);
      }
    }
    return complete
        ? instead(
            new Flow.Try(tried.get().flow(), catches), ends, guarded.failing(), state, step.span())
        : Optional.empty();
  }

  private Optional<Typed> breaker(BreakerStep step, String place, RouteState state) {
    Guarded guarded = guarded(() -> steps(step.steps(), place, state.branch()));
    Optional<Typed> tried = guarded.typed();
    // failures are counted for all callers together
    counted.add(new Counted(guarded.failing().without(state.reached()), step.span()));
    Optional<Typed> fallback =
        step.fallback()
            .flatMap(steps -> steps(steps, place + "-fallback", state.branch(guarded.failing())));
    if (tried.isEmpty() || step.fallback().isPresent() && fallback.isEmpty()) {
      return Optional.empty();
    }
    List<RouteState> ends = new ArrayList<>();
    tried.get().after().ifPresent(ends::add);
    fallback.flatMap(Typed::after).ifPresent(ends::add);
    return instead(
        new Flow.Breaker(
            step.failurePercent(),
            step.calls(),
            step.open(),
            tried.get().flow(),
            fallback.map(Typed::flow)),
        ends,
        guarded.failing(),
        state,
        step.span());
  }

  /**
   * Which of the ways is taken is decided by the sources' health, and by what they are asked with
   * and whether they are.
   */
  private Optional<Typed> instead(
      Flow flow, List<RouteState> ends, Lineage failing, RouteState before, Span span) {
    if (ends.isEmpty()) {
      return Optional.of(new Typed(flow, Optional.empty()));
    }
    boolean ended = ends.size() < flow.inner().size();
    return joined(ends, failing, ended, before, span).map(after -> Typed.of(flow, after));
  }

  // ---- values

  private Optional<Typed> setBody(SetBodyStep step, RouteState state) {
    return expressions
        .typed(step.value(), state)
        .map(
            value -> {
              RouteState used = replacing(using(state, value), step.span());
              // a record or a list that may be null is one that may be absent
              Optional<Shape> there = orAbsent(value.shape());
              boolean absent = there.isPresent();
              RouteState after = used.replaced(there.orElse(value.shape()), step.span());
              return Typed.of(
                  new Flow.SetBody(value.script(), absent),
                  absent ? after.perhapsAbsent(value.shape().lineage()) : after);
            });
  }

  /** What there is when a record or a list that may be null is there. */
  private static Optional<Shape> orAbsent(Shape shape) {
    return switch (shape) {
      case Fields fields when fields.nullable() ->
          Optional.of(new Fields(fields.members(), false, fields.presence()));
      case Listing list when list.nullable() ->
          Optional.of(new Listing(list.element(), false, list.order()));
      case Fields fields -> Optional.empty();
      case Listing list -> Optional.empty();
      case Value value -> Optional.empty();
      case Shape.Missing missing -> Optional.empty();
    };
  }

  private Optional<Typed> setVariable(SetVariableStep step, RouteState state) {
    if (reserved(step.name())) {
      return Optional.empty();
    }
    return expressions
        .typed(step.value(), state)
        .map(
            value ->
                Typed.of(
                    new Flow.SetVariable(step.name().value(), value.script()),
                    using(state, value).variable(step.name().value(), value.shape())));
  }

  /** A variable must not be taken for a parameter of the request. */
  private boolean reserved(Located<String> name) {
    boolean taken = expressions.isParameter(name.value());
    if (taken) {
      diagnostics.error(
          ResolveCode.VARIABLE,
          name.span(),
          "`" + name + "` is a parameter of the request already");
    }
    return taken;
  }

  private Optional<Typed> raw(RawVariableStep step, RouteState state) {
    if (reserved(step.name())) {
      return Optional.empty();
    }
    Optional<Read> read = state.rowsOf().map(reads.reads()::get);
    if (read.isEmpty() || !(state.body() instanceof Fields)) {
      diagnostics.error(
          ResolveCode.RAW_KEY,
          step.member().span(),
          "a raw key is taken from the one record a read has just yielded");
      return Optional.empty();
    }
    List<String> names = ((Fields) state.body()).names();
    int output = names.indexOf(step.member().value());
    if (output < 0) {
      diagnostics.unknown(
          ResolveCode.RAW_KEY,
          step.member().span(),
          "the read yields no `" + step.member() + "`",
          step.member().value(),
          names);
      return Optional.empty();
    }
    return Optional.of(
        Typed.of(
            new Flow.SetRaw(step.name().value(), read.get().id(), output),
            state.raw(step.name().value(), new Origin(read.get().id(), output))));
  }

  private Optional<Typed> setHeader(SetHeaderStep step, RouteState state) {
    return expressions
        .single(step.value(), state)
        .map(
            value -> {
              Lineage lineage = value.shape().lineage().decidedBy(state.reached());
              headed.add(new Headed(step.header().value(), lineage, step.span()));
              return Typed.of(
                  new Flow.SetHeader(step.header().value(), value.script()), using(state, value));
            });
  }

  private Optional<Typed> log(LogStep step, RouteState state) {
    return expressions
        .single(step.message(), state)
        .map(
            message -> {
              // that there is a line tells how it was decided
              logged.add(new Logged(message.shape().decidedBy(state.reached()), step.span()));
              return Typed.of(new Flow.Log(message.script()), using(state, message));
            });
  }

  private Optional<Typed> codeMap(CodeMapStep step, String place, RouteState state) {
    Optional<Read> codes = reads.codes(step, place);
    Optional<Fields> record = record(state);
    Optional<Shape> code = record.flatMap(r -> r.member(step.member().value()));
    if (code.isEmpty() || !(code.get() instanceof Value value) || !text(value)) {
      diagnostics.unknown(
          ResolveCode.CODE_MEMBER,
          step.member().span(),
          "there is no text `" + step.member() + "` to look up",
          step.member().value(),
          record.map(Fields::names).orElse(List.of()));
      return Optional.empty();
    }
    if (record.get().member(step.into().value()).isPresent()
        && !step.into().value().equals(step.member().value())) {
      diagnostics.error(
          ResolveCode.MEMBER,
          step.into().span(),
          "there is a member `" + step.into() + "` already");
      return Optional.empty();
    }
    if (codes.isEmpty()) {
      return Optional.empty();
    }
    Value known = (Value) code.get();
    Lineage found =
        Lineage.of(new Origin(codes.get().id(), 1))
            .decidedBy(Lineage.of(new Origin(codes.get().id(), 0)))
            .decidedBy(known.lineage());
    boolean kept = step.miss() == StepDefinition.Miss.KEEP;
    Value result =
        Value.of(
            known.type(),
            known.nullable() || step.miss() == StepDefinition.Miss.NULL,
            kept ? found.with(known.lineage()) : found);
    failing = failing.with(state.reached());
    RouteState after = state.changed(withMember(state, step.into(), result));
    return Optional.of(
        Typed.of(
            new Flow.CodeMap(
                codes.get().id(), step.member().value(), step.into().value(), step.miss()),
            step.miss() == StepDefinition.Miss.FAIL ? after.passing(found) : after));
  }

  /** The record that is the body, or each of the list that is. */
  private static Optional<Fields> record(RouteState state) {
    return switch (state.body()) {
      case Fields fields -> Optional.of(fields);
      case Listing list when list.element() instanceof Fields fields -> Optional.of(fields);
      case Listing list -> Optional.empty();
      case Value value -> Optional.empty();
      case Shape.Missing missing -> Optional.empty();
    };
  }

  /** The body with a member in its record, or in each of its records. */
  private static Shape withMember(RouteState state, Located<String> name, Shape member) {
    Fields with = with(record(state).orElseThrow(), name.value(), member);
    return state.body() instanceof Listing list
        ? new Listing(with, list.nullable(), list.order())
        : with;
  }

  private Optional<Typed> unmarshal(UnmarshalStep step, RouteState state) {
    return texts
        .unmarshal(step, record(state))
        .map(
            added -> {
              step.sensitivity()
                  .ifPresent(s -> labelled.add(new Labelled(added.from(), s.value(), s.span())));
              return added(added, step.into(), state);
            });
  }

  private static Typed added(TextResolver.Added added, Located<String> into, RouteState state) {
    return Typed.of(added.flow(), state.changed(withMember(state, into, added.made())));
  }

  private static boolean text(Value value) {
    return value.type() == FieldType.STRING;
  }

  private static Fields with(Fields record, String name, Shape shape) {
    List<Member> members = new ArrayList<>();
    boolean replaced = false;
    for (Member member : record.members()) {
      replaced |= member.name().equals(name);
      members.add(member.name().equals(name) ? new Member(name, shape) : member);
    }
    if (!replaced) {
      members.add(new Member(name, shape));
    }
    return new Fields(members, record.nullable(), record.presence());
  }
}
