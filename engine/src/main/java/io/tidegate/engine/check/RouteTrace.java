package io.tidegate.engine.check;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.definition.Combination;
import io.tidegate.route.definition.Combination.Strategy;
import io.tidegate.route.definition.StepDefinition.Miss;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.script.Script;
import io.tidegate.route.script.ScriptTyper;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
import io.tidegate.route.shape.Shape;
import io.tidegate.route.shape.Shape.Fields;
import io.tidegate.route.shape.Shape.Listing;
import io.tidegate.route.shape.Shape.Member;
import io.tidegate.route.shape.Shape.Missing;
import io.tidegate.route.shape.Shape.Value;
import io.tidegate.route.sql.Binding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Follows the route of a plan from step to step and finds out what it yields and from where. What
 * it does not understand it refuses.
 */
final class RouteTrace {
  /** A parameter of a read that is bound to an output as its source gave it. */
  record RawUse(String read, String parameter, Origin origin) {}

  private final GovernedPlan plan;
  private final List<RawUse> raws = new ArrayList<>();

  private RouteTrace(GovernedPlan plan) {
    this.plan = plan;
  }

  private static Fields parameters(List<PlannedParameter> parameters) {
    List<Member> members = new ArrayList<>();
    for (PlannedParameter parameter : parameters) {
      members.add(new Member(parameter.name(), Value.of(parameter.type(), true, Lineage.NONE)));
    }
    return new Fields(members, false, Lineage.NONE);
  }

  /**
   * What a route comes to.
   *
   * @param body what it yields when it yields something
   */
  record Result(Shape body, List<RawUse> raws) {
    Result {
      raws = List.copyOf(raws);
    }
  }

  static Result trace(GovernedPlan plan) throws Untraceable {
    RouteTrace trace = new RouteTrace(plan);
    Point start = Point.first(parameters(plan.parameters()));
    Optional<Point> end = trace.follow(plan.route(), start);
    if (end.isEmpty()) {
      throw wrong("the route never answers");
    }
    return new Result(end.get().body(), trace.raws);
  }

  /**
   * Between two steps.
   *
   * @param headers the parameters of the request, or of the call of a service
   * @param raws the raw keys that are set, each with every output it can be
   * @param stops what decides that the sequence ends here with nothing
   */
  private record Point(
      Fields headers,
      Shape body,
      SortedMap<String, Shape> variables,
      SortedMap<String, SortedSet<Origin>> raws,
      Lineage stops,
      boolean maybeNothing) {
    static Point first(Fields headers) {
      return new Point(
          headers,
          new Missing(Lineage.NONE),
          new TreeMap<>(),
          new TreeMap<>(),
          Lineage.NONE,
          false);
    }

    Point body(Shape other) {
      return new Point(headers, other, variables, raws, stops, maybeNothing);
    }

    Point inside() {
      return new Point(headers, body, variables, raws, Lineage.NONE, false);
    }

    Point nothing(Lineage decider) {
      return new Point(headers, body, variables, raws, stops.with(decider), true);
    }

    Shape orNothing() {
      return maybeNothing ? body.decidedBy(stops).orNull() : body;
    }
  }

  /** Behind a step, or nowhere when it always ends the call. */
  private Optional<Point> follow(Flow flow, Point at) throws Untraceable {
    return switch (flow) {
      case Flow.Sequence sequence -> sequence(sequence, at);
      case Flow.Read read -> Optional.of(read(planned(read.read()), at));
      case Flow.Multicast multicast -> Optional.of(multicast(multicast, at));
      case Flow.Enrich enrich -> Optional.of(enrich(enrich, at));
      case Flow.Split split -> split(split, at);
      case Flow.Choice choice -> choice(choice, at);
      case Flow.Loop loop -> Optional.of(loop(loop, at));
      case Flow.SetBody set -> Optional.of(setBody(set, at));
      case Flow.SetVariable set -> Optional.of(setVariable(set, at));
      case Flow.SetRaw raw -> Optional.of(setRaw(raw, at));
      case Flow.SetHeader header -> harmless(header.value(), at);
      case Flow.Sort sort -> Optional.of(sort(sort, at));
      case Flow.Validate validate -> harmless(validate.condition(), at);
      case Flow.Try attempt -> ways(attempt.inner(), Lineage.NONE, at);
      case Flow.Breaker breaker -> ways(breaker.inner(), Lineage.NONE, at);
      case Flow.Throw end -> Optional.empty();
      case Flow.Log log -> logged(log, at);
      case Flow.CodeMap map -> Optional.of(codeMap(map, at));
      case Flow.Call call -> call(call, at);
      case Flow.Unmarshal unmarshal -> Optional.of(unmarshal(unmarshal, at));
      case Flow.Marshal marshal -> Optional.of(marshal(marshal, at));
    };
  }

  private Optional<Point> sequence(Flow.Sequence sequence, Point at) throws Untraceable {
    Optional<Point> point = Optional.of(at);
    for (Flow step : sequence.steps()) {
      if (point.isEmpty()) {
        throw wrong("a step behind the end of the call");
      }
      point = follow(step, point.get());
    }
    return point;
  }

  // ---- reads

  private PlannedRead planned(String id) throws Untraceable {
    Optional<PlannedRead> read = plan.reads().stream().filter(r -> r.id().equals(id)).findFirst();
    return read.orElseThrow(() -> wrong("there is no read " + id));
  }

  private Point read(PlannedRead read, Point at) throws Untraceable {
    asked(read, at);
    if (read.access() instanceof PlannedAccess.Operation operation) {
      for (Script input : operation.inputs().values()) {
        yields(input, at);
      }
      for (Map.Entry<String, String> key : operation.keys().entrySet()) {
        SortedSet<Origin> origins = at.raws().get(key.getValue());
        if (origins == null) {
          throw wrong("no raw key " + key.getValue() + " is set where an operation is asked");
        }
        origins.forEach(origin -> raws.add(new RawUse(read.id(), key.getKey(), origin)));
      }
    }
    Fields row = row(read);
    Point after = at.body(read.single() ? row : new Listing(row, false, Lineage.NONE));
    return read.single() ? after.nothing(Lineage.NONE) : after;
  }

  private static Fields row(PlannedRead read) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < read.fields().size(); i++) {
      PlannedField field = read.fields().get(i);
      members.add(
          new Member(
              field.name(), Value.of(field.type(), true, Lineage.of(new Origin(read.id(), i)))));
    }
    return new Fields(members, false, Lineage.NONE);
  }

  private void asked(PlannedRead read, Point at) {
    for (Binding binding : bindings(read.access())) {
      if (binding instanceof Binding.Parameter parameter
          && at.raws().containsKey(parameter.name())) {
        at.raws()
            .get(parameter.name())
            .forEach(origin -> raws.add(new RawUse(read.id(), parameter.name(), origin)));
      }
    }
  }

  private static List<Binding> bindings(PlannedAccess access) {
    List<Binding> bindings = new ArrayList<>();
    switch (access) {
      case PlannedAccess.Statements statements -> {
        bindings.addAll(statements.query().bindings());
        statements.next().ifPresent(next -> bindings.addAll(next.bindings()));
      }
      case PlannedAccess.Sorted sorted ->
          sorted.orders().values().forEach(each -> bindings.addAll(bindings(each)));
      case PlannedAccess.Operation operation -> {
        // its inputs are expressions
      }
    }
    return bindings;
  }

  private Point codeMap(Flow.CodeMap step, Point at) throws Untraceable {
    PlannedRead codes = planned(step.read());
    if (codes.fields().size() != 2 || codes.single()) {
      throw wrong("the read " + step.read() + " is none of a code set");
    }
    asked(codes, at);
    return at.body(
        eachRecord(
            at.body(),
            record -> {
              Shape code = member(record, step.member());
              Lineage found =
                  Lineage.of(new Origin(codes.id(), 1))
                      .decidedBy(Lineage.of(new Origin(codes.id(), 0)))
                      .decidedBy(code.lineage());
              Lineage lineage = step.miss() == Miss.KEEP ? found.with(code.lineage()) : found;
              return with(record, step.into(), Value.of(FieldType.STRING, true, lineage));
            }));
  }

  // ---- texts

  private static Point unmarshal(Flow.Unmarshal step, Point at) throws Untraceable {
    return at.body(
        eachRecord(
            at.body(),
            record -> {
              Lineage text = member(record, step.member()).lineage();
              return into(
                  record, step.member(), step.into(), parts(step.list(), step.parts(), text));
            }));
  }

  private static Shape parts(boolean list, List<Flow.Part> parts, Lineage text) {
    List<Member> members = new ArrayList<>();
    for (Flow.Part part : parts) {
      members.add(
          new Member(
              part.name(),
              part.type().isPresent()
                  ? Value.of(part.type().get(), true, text)
                  : parts(part.list(), part.inner(), text)));
    }
    Fields record = new Fields(members, true, text);
    return list ? new Listing(record, true, text) : record;
  }

  private static Point marshal(Flow.Marshal step, Point at) throws Untraceable {
    return at.body(
        eachRecord(
            at.body(),
            record -> {
              Shape written = step.member().isEmpty() ? record : member(record, step.member());
              Lineage lineage = written.lineage();
              if (!step.from().containsAll(lineage.all())) {
                throw wrong("the text " + step.into() + " holds more than the plan says");
              }
              return into(
                  record, step.member(), step.into(), Value.of(FieldType.STRING, true, lineage));
            }));
  }

  /** A result may take the place of what it is made of, and of nothing else. */
  private static Fields into(Fields record, String from, String name, Shape made)
      throws Untraceable {
    return name.equals(from) ? with(record, name, made) : added(record, name, made);
  }

  // ---- called services

  private Optional<Point> call(Flow.Call step, Point at) throws Untraceable {
    PlannedCall called =
        plan.calls().stream()
            .filter(c -> c.place().equals(step.place()) && c.service().equals(step.service()))
            .findFirst()
            .orElseThrow(() -> wrong("the plan does not name the call of " + step.service()));
    Fields headers = parameters(called.parameters());
    for (Map.Entry<String, Script> argument : step.arguments().entrySet()) {
      Shape bound = yields(argument.getValue(), at);
      Shape declared = member(headers, argument.getKey());
      if (!(bound instanceof Value && declared instanceof Value value)) {
        throw wrong("a parameter of " + step.service() + " is no single value");
      }
      headers = with(headers, argument.getKey(), Value.of(value.type(), true, bound.lineage()));
    }
    Optional<Point> end = follow(step.flow(), Point.first(headers));
    if (end.isEmpty()) {
      return Optional.empty();
    }
    Shape answer =
        step.kept().isPresent() ? kept(end.get().body(), step.kept().get()) : end.get().body();
    Point after = at.body(answer);
    return Optional.of(end.get().maybeNothing() ? after.nothing(end.get().stops()) : after);
  }

  private static Shape kept(Shape shape, List<Flow.Kept> kept) throws Untraceable {
    if (shape instanceof Listing list) {
      return new Listing(kept(list.element(), kept), list.nullable(), list.order());
    }
    Fields record = fields(shape);
    List<Member> members = new ArrayList<>();
    for (Flow.Kept each : kept) {
      Shape member = member(record, each.name());
      members.add(
          new Member(each.name(), each.inner().isEmpty() ? member : kept(member, each.inner())));
    }
    return new Fields(members, record.nullable(), record.presence());
  }

  // ---- results put together

  private Point multicast(Flow.Multicast step, Point at) throws Untraceable {
    List<Point> ends = new ArrayList<>();
    for (Flow.Branch branch : step.branches()) {
      ends.add(branch(branch, at));
    }
    Strategy strategy = step.combination().strategy();
    Shape together =
        switch (strategy) {
          case NEST -> nest(step.branches(), ends);
          case CONCAT -> concat(ends);
          case MERGE -> merge(ends);
          case JOIN, GROUP -> throw wrong("branches are not matched by keys");
        };
    Point after = at.body(together);
    for (Point end : strategy == Strategy.CONCAT ? List.<Point>of() : ends) {
      if (end.maybeNothing()) {
        after = after.nothing(end.stops());
      }
    }
    return after;
  }

  private Point branch(Flow.Branch branch, Point at) throws Untraceable {
    Point end =
        follow(branch.flow(), at.inside())
            .orElseThrow(() -> wrong("the branch " + branch.name() + " never yields anything"));
    if (record(end.body()).isPresent()
        && !branch.members().equals(record(end.body()).get().names())) {
      throw wrong("the branch " + branch.name() + " yields other members");
    }
    return end;
  }

  private static Shape nest(List<Flow.Branch> branches, List<Point> ends) throws Untraceable {
    Fields nested = fields(ends.getFirst().body());
    for (int i = 1; i < ends.size(); i++) {
      nested = added(nested, branches.get(i).name(), ends.get(i).orNothing());
    }
    return nested;
  }

  private static Shape concat(List<Point> ends) throws Untraceable {
    Shape all = ends.getFirst().body();
    for (Point end : ends) {
      all = either(all, end.body());
    }
    return all;
  }

  private static Shape merge(List<Point> ends) throws Untraceable {
    Fields merged = fields(ends.getFirst().body());
    for (Point end : ends.subList(1, ends.size())) {
      for (Member member : fields(end.body()).members()) {
        merged = added(merged, member.name(), member.shape().decidedBy(end.stops()));
      }
    }
    return merged;
  }

  private Point enrich(Flow.Enrich step, Point at) throws Untraceable {
    Point end = branch(step.branch(), at);
    String name = step.branch().name();
    return switch (step.combination().strategy()) {
      case NEST -> at.body(added(fields(at.body()), name, end.orNothing()));
      case MERGE -> at.body(merge(List.of(at, end)));
      case JOIN, GROUP -> at.body(matched(step.combination(), name, at.body(), end.body()));
      case CONCAT -> throw wrong("what is there is not followed by a result");
    };
  }

  private static Shape matched(Combination combination, String name, Shape own, Shape other)
      throws Untraceable {
    if (!(own instanceof Listing list && other instanceof Listing more)) {
      throw wrong("records are matched that are in no list");
    }
    Fields left = fields(list.element());
    Fields right = fields(more.element());
    Lineage keys = more.order();
    List<String> matchedBy = new ArrayList<>();
    for (Combination.Key key : combination.keys()) {
      keys = keys.with(member(left, key.own()).lineage());
      keys = keys.with(member(right, key.other()).lineage());
      matchedBy.add(key.other());
    }
    if (combination.strategy() == Strategy.GROUP) {
      left = added(left, name, new Listing(right, false, keys).decidedBy(keys));
    } else {
      for (Member member : right.members()) {
        if (!matchedBy.contains(member.name())) {
          left = added(left, member.name(), member.shape().decidedBy(keys));
        }
      }
    }
    return new Listing(left, list.nullable(), list.order());
  }

  // ---- lists

  private Optional<Point> split(Flow.Split step, Point at) throws Untraceable {
    Listing list = list(at.body(), step.member());
    Optional<Point> end = follow(step.flow(), at.body(list.element()).inside());
    if (end.isEmpty()) {
      throw wrong("the steps for an element never yield anything");
    }
    Lineage order = list.order().decidedBy(end.get().stops());
    Shape yielded = end.get().body();
    Listing changed =
        yielded instanceof Listing inner
            ? new Listing(inner.element(), false, order.with(inner.order()))
            : new Listing(yielded, false, order);
    return Optional.of(at.body(instead(at.body(), step.member(), changed)));
  }

  private static Point sort(Flow.Sort step, Point at) throws Untraceable {
    Listing list = list(at.body(), step.member());
    Lineage order = list.order();
    for (Flow.Sort.Key key : step.keys()) {
      order = order.decidedBy(member(fields(list.element()), key.member()).lineage());
    }
    return at.body(
        instead(at.body(), step.member(), new Listing(list.element(), list.nullable(), order)));
  }

  // ---- control

  private Optional<Point> choice(Flow.Choice step, Point at) throws Untraceable {
    Lineage deciding = Lineage.NONE;
    for (Flow.When when : step.whens()) {
      deciding = deciding.with(yields(when.condition(), at).lineage());
    }
    return ways(step.inner(), deciding, at);
  }

  /** One of several ways is taken. */
  private Optional<Point> ways(List<Flow> ways, Lineage deciding, Point at) throws Untraceable {
    List<Point> ends = new ArrayList<>();
    for (Flow way : ways) {
      follow(way, at.inside()).ifPresent(ends::add);
    }
    if (ends.isEmpty()) {
      return Optional.empty();
    }
    Point first = ends.getFirst();
    Shape body = first.body();
    SortedMap<String, Shape> variables = new TreeMap<>(first.variables());
    SortedMap<String, SortedSet<Origin>> kept = new TreeMap<>();
    Point after = at;
    for (Point end : ends) {
      body = either(body, end.body());
      variables.keySet().retainAll(end.variables().keySet());
      for (Map.Entry<String, Shape> variable : variables.entrySet()) {
        variable.setValue(either(variable.getValue(), end.variables().get(variable.getKey())));
      }
      // a name that is a raw key on any way is one on all: it must not be taken for harmless
      end.raws()
          .forEach(
              (name, outputs) -> kept.computeIfAbsent(name, n -> new TreeSet<>()).addAll(outputs));
      if (end.maybeNothing()) {
        after = after.nothing(end.stops().decidedBy(deciding));
      }
    }
    boolean untouched = ends.stream().allMatch(end -> end.body() == at.body());
    variables.replaceAll((name, shape) -> shape.decidedBy(deciding));
    variables.keySet().removeAll(kept.keySet());
    return Optional.of(
        new Point(
            at.headers(),
            untouched ? body : body.decidedBy(deciding),
            variables,
            kept,
            after.stops(),
            after.maybeNothing()));
  }

  private Point loop(Flow.Loop step, Point at) throws Untraceable {
    Point before = at.inside();
    // a lineage can only grow, and there are only so many outputs
    for (int pass = 0; pass <= plan.reads().size() + 8; pass++) {
      Optional<Point> end = follow(step.flow(), before);
      if (end.isEmpty()) {
        throw wrong("a loop that never comes to its end");
      }
      Shape both = either(before.body(), end.get().body());
      if (both.equals(before.body())) {
        Point after = at.body(both);
        return end.get().maybeNothing() ? after.nothing(end.get().stops()) : after;
      }
      before = before.body(both);
    }
    throw wrong("a loop does not settle");
  }

  // ---- values

  private Point setBody(Flow.SetBody step, Point at) throws Untraceable {
    Shape value = yields(step.value(), at);
    if (step.absence() && value instanceof Fields fields) {
      return at.body(new Fields(fields.members(), false, fields.presence()))
          .nothing(value.lineage());
    }
    if (step.absence() && value instanceof Listing list) {
      return at.body(new Listing(list.element(), false, list.order())).nothing(value.lineage());
    }
    return at.body(value);
  }

  private Point setVariable(Flow.SetVariable step, Point at) throws Untraceable {
    SortedMap<String, Shape> variables = new TreeMap<>(at.variables());
    variables.put(step.name(), yields(step.value(), at));
    SortedMap<String, SortedSet<Origin>> kept = new TreeMap<>(at.raws());
    kept.remove(step.name());
    return new Point(at.headers(), at.body(), variables, kept, at.stops(), at.maybeNothing());
  }

  private Point setRaw(Flow.SetRaw step, Point at) throws Untraceable {
    PlannedRead read = planned(step.read());
    boolean there =
        step.output() >= 0
            && step.output() < read.fields().size()
            && at.body() instanceof Fields fields
            && fields.names().equals(row(read).names());
    if (!there) {
      throw wrong("a raw key is taken from where there is none");
    }
    SortedMap<String, Shape> variables = new TreeMap<>(at.variables());
    variables.remove(step.name());
    SortedMap<String, SortedSet<Origin>> kept = new TreeMap<>(at.raws());
    kept.put(step.name(), new TreeSet<>(List.of(new Origin(step.read(), step.output()))));
    return new Point(at.headers(), at.body(), variables, kept, at.stops(), at.maybeNothing());
  }

  private Optional<Point> harmless(Script script, Point at) throws Untraceable {
    yields(script, at);
    return Optional.of(at);
  }

  private Optional<Point> logged(Flow.Log step, Point at) throws Untraceable {
    for (Origin origin : yields(step.message(), at).lineage().all()) {
      PlannedField field = planned(origin.read()).fields().get(origin.output());
      boolean open =
          field.fixed().text().equals("none")
              && field.masks().values().stream().allMatch(mask -> mask.text().equals("none"));
      if (!open) {
        throw wrong("a line of the log holds " + field.name());
      }
    }
    return Optional.of(at);
  }

  private Shape yields(Script script, Point at) throws Untraceable {
    SortedMap<String, Shape> names = new TreeMap<>();
    names.put("body", at.body());
    names.put("headers", at.headers());
    List<Member> members = new ArrayList<>();
    at.variables().forEach((name, shape) -> members.add(new Member(name, shape)));
    names.put("variables", new Fields(members, false, Lineage.NONE));
    Outcome<Shape> shape = ScriptTyper.shape(script, names);
    return shape.value().orElseThrow(() -> wrong("an expression cannot be followed"));
  }

  // ---- shapes

  @FunctionalInterface
  private interface Change {
    Fields of(Fields record) throws Untraceable;
  }

  private static Shape eachRecord(Shape body, Change change) throws Untraceable {
    return body instanceof Listing list
        ? new Listing(change.of(fields(list.element())), list.nullable(), list.order())
        : change.of(fields(body));
  }

  private static Optional<Fields> record(Shape shape) {
    if (shape instanceof Fields fields) {
      return Optional.of(fields);
    }
    return shape instanceof Listing list && list.element() instanceof Fields fields
        ? Optional.of(fields)
        : Optional.empty();
  }

  private static Fields fields(Shape shape) throws Untraceable {
    if (shape instanceof Fields fields) {
      return fields;
    }
    throw wrong("a record is expected where there is none");
  }

  private static Listing list(Shape body, String member) throws Untraceable {
    Shape shape = member.isEmpty() ? body : member(fields(body), member);
    if (shape instanceof Listing list) {
      return list;
    }
    throw wrong("a list is expected where there is none");
  }

  private static Shape instead(Shape body, String member, Listing list) throws Untraceable {
    return member.isEmpty() ? list : with(fields(body), member, list);
  }

  private static Shape member(Fields record, String name) throws Untraceable {
    return record.member(name).orElseThrow(() -> wrong("there is no member " + name));
  }

  private static Fields added(Fields record, String name, Shape shape) throws Untraceable {
    if (record.member(name).isPresent()) {
      throw wrong("two members are named " + name);
    }
    return with(record, name, shape);
  }

  private static Fields with(Fields record, String name, Shape shape) {
    Map<String, Shape> members = new LinkedHashMap<>();
    record.members().forEach(m -> members.put(m.name(), m.shape()));
    members.put(name, shape);
    return new Fields(
        members.entrySet().stream().map(m -> new Member(m.getKey(), m.getValue())).toList(),
        record.nullable(),
        record.presence());
  }

  private static Shape either(Shape one, Shape other) throws Untraceable {
    return Shape.join(one, other).orElseThrow(() -> wrong("two ways yield different things"));
  }

  private static Untraceable wrong(String message) {
    return new Untraceable(CheckCode.ROUTE, "", message);
  }
}
