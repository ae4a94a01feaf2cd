package io.tidegate.engine.check;

import io.tidegate.engine.check.Content.Nothing;
import io.tidegate.engine.check.Content.Parts;
import io.tidegate.engine.check.Content.Rows;
import io.tidegate.engine.check.Content.Single;
import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedCall;
import io.tidegate.engine.plan.PlannedField;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.route.definition.AnswerHeader;
import io.tidegate.route.definition.AuthorProblem;
import io.tidegate.route.definition.Combination;
import io.tidegate.route.definition.Combination.Strategy;
import io.tidegate.route.definition.StepDefinition.Miss;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.script.Script;
import io.tidegate.route.shape.Lineage;
import io.tidegate.route.shape.Origin;
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

  /** A header of the answer, with what its value and its being set depend on. */
  record Header(AnswerHeader header, Lineage lineage) {}

  private final GovernedPlan plan;
  private final List<RawUse> raws = new ArrayList<>();
  private final List<Header> answerHeaders = new ArrayList<>();

  /** What decides whether a source fails, or seems to, in the steps that are followed. */
  private Lineage failing = Lineage.NONE;

  private RouteTrace(GovernedPlan plan) {
    this.plan = plan;
  }

  private static Parts parameters(List<PlannedParameter> parameters) {
    Map<String, Content> members = new LinkedHashMap<>();
    parameters.forEach(parameter -> members.put(parameter.name(), Single.CONSTANT));
    return new Parts(members, Lineage.NONE);
  }

  /**
   * What a route comes to.
   *
   * @param body what it yields when it yields something
   * @param reached what decides that it does
   */
  record Result(Content body, Lineage reached, List<RawUse> raws, List<Header> headers) {
    Result {
      headers = List.copyOf(headers);
      raws = List.copyOf(raws);
    }
  }

  static Result trace(GovernedPlan plan) throws Untraceable {
    RouteTrace trace = new RouteTrace(plan);
    Point start = Point.first(parameters(plan.parameters()), Lineage.NONE);
    Optional<Point> end = trace.follow(plan.route(), start);
    if (end.isEmpty()) {
      throw wrong("the route never answers");
    }
    return new Result(
        end.get().body(), end.get().reached(Lineage.NONE), trace.raws, trace.answerHeaders);
  }

  /**
   * Between two steps.
   *
   * @param headers the parameters of the request, or of the call of a service
   * @param raws the raw keys that are set, each with every output it can be
   * @param stops what decides that the sequence ends here with nothing
   * @param control what decides that this branch is taken, and that nothing has ended the call
   */
  private record Point(
      Parts headers,
      Content body,
      SortedMap<String, Content> variables,
      SortedMap<String, SortedSet<Origin>> raws,
      Lineage stops,
      boolean maybeNothing,
      Lineage control) {
    static Point first(Parts headers, Lineage control) {
      return new Point(
          headers,
          new Nothing(Lineage.NONE),
          new TreeMap<>(),
          new TreeMap<>(),
          Lineage.NONE,
          false,
          control);
    }

    Point body(Content other) {
      return new Point(headers, other, variables, raws, stops, maybeNothing, control);
    }

    Point inside() {
      return inside(Lineage.NONE);
    }

    Point inside(Lineage deciding) {
      return new Point(headers, body, variables, raws, Lineage.NONE, false, reached(deciding));
    }

    Lineage reached(Lineage deciding) {
      return control.with(stops).with(deciding);
    }

    /** Behind what may have ended the call. */
    Point passing(Lineage decider) {
      return new Point(headers, body, variables, raws, stops, maybeNothing, control.with(decider));
    }

    /** Behind steps that began somewhere. */
    Point passing(Point began, Point end) {
      return end.control().equals(began.control()) ? this : passing(end.control());
    }

    Point nothing(Lineage decider) {
      return new Point(headers, body, variables, raws, stops.with(decider), true, control);
    }

    Content orNothing() {
      return maybeNothing ? body.decidedBy(stops) : body;
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
      case Flow.SetHeader header -> header(header, at);
      case Flow.Sort sort -> Optional.of(sort(sort, at));
      case Flow.Validate validate ->
          Optional.of(at.passing(yields(validate.condition(), at).lineage()));
      case Flow.Try attempt -> attempt(attempt.inner(), at, false);
      case Flow.Breaker breaker -> attempt(breaker.inner(), at, true);
      case Flow.Throw end -> {
        if (end.problem() == AuthorProblem.SOURCE_FAILED) {
          failing = failing.with(at.reached(Lineage.NONE));
        }
        yield Optional.empty();
      }
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
    Lineage asked = asked(read, at);
    if (read.access() instanceof PlannedAccess.Operation operation) {
      for (Script input : operation.inputs().values()) {
        asked = asked.with(yields(input, at).lineage());
      }
      for (Map.Entry<String, String> key : operation.keys().entrySet()) {
        SortedSet<Origin> origins = at.raws().get(key.getValue());
        if (origins == null) {
          throw wrong("no raw key " + key.getValue() + " is set where an operation is asked");
        }
        origins.forEach(origin -> raws.add(new RawUse(read.id(), key.getKey(), origin)));
      }
    }
    failing = failing.with(at.reached(asked));
    Parts row = row(read);
    Content rows = read.single() ? row : new Rows(row, Lineage.NONE);
    Point after = at.body(rows.decidedBy(asked.asking()));
    return read.single() ? after.nothing(asked.asking()) : after;
  }

  private static Parts row(PlannedRead read) {
    Map<String, Content> members = new LinkedHashMap<>();
    for (int i = 0; i < read.fields().size(); i++) {
      members.put(read.fields().get(i).name(), new Single(Lineage.of(new Origin(read.id(), i))));
    }
    return new Parts(members, Lineage.NONE);
  }

  /** What a statement is asked with, but for raw keys, which are judged by themselves. */
  private Lineage asked(PlannedRead read, Point at) {
    Lineage asked = Lineage.NONE;
    for (Binding binding : bindings(read.access())) {
      if (binding instanceof Binding.Parameter parameter) {
        String name = parameter.name();
        at.raws()
            .getOrDefault(name, new TreeSet<>())
            .forEach(origin -> raws.add(new RawUse(read.id(), name, origin)));
        asked = asked.with(bound(name, at));
      }
    }
    return read.access() instanceof PlannedAccess.Sorted sorted
        ? asked.with(bound(sorted.parameter(), at))
        : asked;
  }

  private static Lineage bound(String parameter, Point at) {
    Content bound = at.variables().getOrDefault(parameter, at.headers().members().get(parameter));
    return bound == null ? Lineage.NONE : bound.lineage();
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
    failing = failing.with(at.reached(asked(codes, at)));
    Lineage[] codesFound = {Lineage.NONE};
    Content mapped =
        eachRecord(
            at.body(),
            record -> {
              Content code = member(record, step.member());
              Lineage found =
                  Lineage.of(new Origin(codes.id(), 1))
                      .decidedBy(Lineage.of(new Origin(codes.id(), 0)))
                      .decidedBy(code.lineage());
              codesFound[0] = found;
              Lineage lineage = step.miss() == Miss.KEEP ? found.with(code.lineage()) : found;
              return record.with(step.into(), new Single(lineage));
            });
    Point after = at.body(mapped);
    return step.miss() == Miss.FAIL ? after.passing(codesFound[0]) : after;
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

  private static Content parts(boolean list, List<Flow.Part> parts, Lineage text) {
    Map<String, Content> members = new LinkedHashMap<>();
    for (Flow.Part part : parts) {
      members.put(
          part.name(),
          part.type().isPresent() ? new Single(text) : parts(part.list(), part.inner(), text));
    }
    Parts record = new Parts(members, text);
    return list ? new Rows(record, text) : record;
  }

  private static Point marshal(Flow.Marshal step, Point at) throws Untraceable {
    return at.body(
        eachRecord(
            at.body(),
            record -> {
              Content written = step.member().isEmpty() ? record : member(record, step.member());
              Lineage lineage = written.lineage();
              if (!step.from().containsAll(lineage.all())) {
                throw wrong("the text " + step.into() + " holds more than the plan says");
              }
              return into(record, step.member(), step.into(), new Single(lineage));
            }));
  }

  /** A result may take the place of what it is made of, and of nothing else. */
  private static Parts into(Parts record, String from, String name, Content made)
      throws Untraceable {
    return name.equals(from) ? record.with(name, made) : added(record, name, made);
  }

  // ---- called services

  private Optional<Point> call(Flow.Call step, Point at) throws Untraceable {
    PlannedCall called =
        plan.calls().stream()
            .filter(c -> c.place().equals(step.place()) && c.service().equals(step.service()))
            .findFirst()
            .orElseThrow(() -> wrong("the plan does not name the call of " + step.service()));
    Parts headers = parameters(called.parameters());
    for (Map.Entry<String, Script> argument : step.arguments().entrySet()) {
      Content bound = yields(argument.getValue(), at);
      if (!(bound instanceof Single) || !headers.names().contains(argument.getKey())) {
        throw wrong("a parameter of " + step.service() + " is no single value");
      }
      headers = headers.with(argument.getKey(), bound);
    }
    Point start = Point.first(headers, at.reached(Lineage.NONE));
    int own = answerHeaders.size();
    Optional<Point> end = follow(step.flow(), start);
    // the headers of a called service are none of this answer's
    answerHeaders.subList(own, answerHeaders.size()).clear();
    if (end.isEmpty()) {
      return Optional.empty();
    }
    Content answer =
        step.kept().isPresent() ? kept(end.get().body(), step.kept().get()) : end.get().body();
    Point after = at.body(answer).passing(start, end.get());
    return Optional.of(end.get().maybeNothing() ? after.nothing(end.get().stops()) : after);
  }

  private static Content kept(Content content, List<Flow.Kept> kept) throws Untraceable {
    if (content instanceof Rows list) {
      return new Rows(kept(list.element(), kept), list.truth());
    }
    Parts record = record(content);
    Map<String, Content> members = new LinkedHashMap<>();
    for (Flow.Kept each : kept) {
      Content member = member(record, each.name());
      members.put(each.name(), each.inner().isEmpty() ? member : kept(member, each.inner()));
    }
    return new Parts(members, record.truth());
  }

  // ---- results put together

  private Point multicast(Flow.Multicast step, Point at) throws Untraceable {
    List<Point> ends = new ArrayList<>();
    Lineage around = failing;
    for (Flow.Branch branch : step.branches()) {
      failing = Lineage.NONE;
      int before = answerHeaders.size();
      Point end = branch(branch, at);
      lost(before, failing);
      // a branch whose source fails may be left out
      ends.add(step.partial() ? end.body(end.body().decidedBy(failing)) : end);
      around = around.with(failing);
    }
    failing = around;
    Strategy strategy = step.combination().strategy();
    Content together =
        switch (strategy) {
          case NEST -> nest(step.branches(), ends);
          case CONCAT -> concat(ends);
          case MERGE -> merge(ends);
          case JOIN, GROUP -> throw wrong("branches are not matched by keys");
        };
    Point after = at.body(together);
    for (Point end : ends) {
      after = after.passing(at.inside(), end);
      if (end.maybeNothing() && strategy != Strategy.CONCAT) {
        after = after.nothing(end.stops());
      }
    }
    return after;
  }

  private Point branch(Flow.Branch branch, Point at) throws Untraceable {
    Point end =
        follow(branch.flow(), at.inside())
            .orElseThrow(() -> wrong("the branch " + branch.name() + " never yields anything"));
    Content element = end.body() instanceof Rows list ? list.element() : end.body();
    if (element instanceof Parts record && !branch.members().equals(record.names())) {
      throw wrong("the branch " + branch.name() + " yields other members");
    }
    return end;
  }

  private static Content nest(List<Flow.Branch> branches, List<Point> ends) throws Untraceable {
    Parts nested = record(ends.getFirst().body());
    for (int i = 1; i < ends.size(); i++) {
      nested = added(nested, branches.get(i).name(), ends.get(i).orNothing());
    }
    return nested;
  }

  private static Content concat(List<Point> ends) throws Untraceable {
    return Content.either(ends.stream().map(Point::body).toList());
  }

  private static Content merge(List<Point> ends) throws Untraceable {
    Parts merged = record(ends.getFirst().body());
    for (Point end : ends.subList(1, ends.size())) {
      for (Map.Entry<String, Content> member : record(end.body()).members().entrySet()) {
        merged = added(merged, member.getKey(), member.getValue().decidedBy(end.stops()));
      }
    }
    return merged;
  }

  private Point enrich(Flow.Enrich step, Point at) throws Untraceable {
    Point end = branch(step.branch(), at);
    String name = step.branch().name();
    Content both =
        switch (step.combination().strategy()) {
          case NEST -> added(record(at.body()), name, end.orNothing());
          case MERGE -> merge(List.of(at, end));
          case JOIN, GROUP -> matched(step.combination(), name, at.body(), end.body());
          case CONCAT -> throw wrong("what is there is not followed by a result");
        };
    return at.body(both).passing(at.inside(), end);
  }

  private static Content matched(Combination combination, String name, Content own, Content other)
      throws Untraceable {
    Rows list = list(own, "");
    Rows more = list(other, "");
    Parts left = record(list.element());
    Parts right = record(more.element());
    Lineage keys = more.truth();
    List<String> matchedBy = new ArrayList<>();
    for (Combination.Key key : combination.keys()) {
      keys = keys.with(member(left, key.own()).lineage());
      keys = keys.with(member(right, key.other()).lineage());
      matchedBy.add(key.other());
    }
    if (combination.strategy() == Strategy.GROUP) {
      left = added(left, name, new Rows(right, keys).decidedBy(keys));
    } else {
      for (Map.Entry<String, Content> member : right.members().entrySet()) {
        if (!matchedBy.contains(member.getKey())) {
          left = added(left, member.getKey(), member.getValue().decidedBy(keys));
        }
      }
    }
    return new Rows(left, list.truth());
  }

  // ---- lists

  private Optional<Point> split(Flow.Split step, Point at) throws Untraceable {
    Rows list = list(at.body(), step.member());
    Point element = at.body(list.element()).inside(list.truth());
    Optional<Point> end = follow(step.flow(), element);
    if (end.isEmpty()) {
      throw wrong("the steps for an element never yield anything");
    }
    Lineage order = list.truth().decidedBy(end.get().stops());
    Rows changed =
        end.get().body() instanceof Rows inner
            ? new Rows(inner.element(), order.with(inner.truth()))
            : new Rows(end.get().body(), order);
    return Optional.of(
        at.body(instead(at.body(), step.member(), changed)).passing(element, end.get()));
  }

  private static Point sort(Flow.Sort step, Point at) throws Untraceable {
    Rows list = list(at.body(), step.member());
    Lineage order = list.truth();
    for (Flow.Sort.Key key : step.keys()) {
      order = order.decidedBy(member(record(list.element()), key.member()).lineage());
    }
    return at.body(instead(at.body(), step.member(), new Rows(list.element(), order)));
  }

  // ---- control

  private Optional<Point> choice(Flow.Choice step, Point at) throws Untraceable {
    Lineage deciding = Lineage.NONE;
    for (Flow.When when : step.whens()) {
      deciding = deciding.with(yields(when.condition(), at).lineage());
    }
    List<Optional<Point>> ends = new ArrayList<>();
    for (Flow way : step.inner()) {
      ends.add(follow(way, at.inside(deciding)));
    }
    return joined(ends, deciding, at);
  }

  /** The others are taken when a source fails in the first; a breaker counts it for everybody. */
  private Optional<Point> attempt(List<Flow> ways, Point at, boolean breaker) throws Untraceable {
    Lineage around = failing;
    failing = Lineage.NONE;
    int before = answerHeaders.size();
    List<Optional<Point>> ends = new ArrayList<>(List.of(follow(ways.getFirst(), at.inside())));
    Lineage own = failing;
    lost(before, own);
    failing = around.with(own);
    if (breaker) {
      requireShown(own.without(at.reached(Lineage.NONE)), "a breaker counts by ");
    }
    for (Flow other : ways.subList(1, ways.size())) {
      ends.add(follow(other, at.inside(own)));
    }
    return joined(ends, own, at);
  }

  /** One of several ways is taken. */
  private static Optional<Point> joined(List<Optional<Point>> ways, Lineage deciding, Point at)
      throws Untraceable {
    List<Point> ends = ways.stream().flatMap(Optional::stream).toList();
    if (ends.isEmpty()) {
      return Optional.empty();
    }
    Point first = ends.getFirst();
    Point began = at.inside(deciding);
    Content body = first.body();
    SortedMap<String, Content> variables = new TreeMap<>(first.variables());
    SortedMap<String, SortedSet<Origin>> kept = new TreeMap<>();
    Point after = ends.size() < ways.size() ? at.passing(began.control()) : at;
    for (Point end : ends) {
      after = after.passing(began, end);
      body = Content.either(body, end.body());
      variables.keySet().retainAll(end.variables().keySet());
      for (Map.Entry<String, Content> variable : variables.entrySet()) {
        variable.setValue(
            Content.either(variable.getValue(), end.variables().get(variable.getKey())));
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
    variables.replaceAll((name, content) -> content.decidedBy(deciding));
    variables.keySet().removeAll(kept.keySet());
    return Optional.of(
        new Point(
            at.headers(),
            untouched ? body : body.decidedBy(deciding),
            variables,
            kept,
            after.stops(),
            after.maybeNothing(),
            after.control()));
  }

  private Point loop(Flow.Loop step, Point at) throws Untraceable {
    Point before = at.inside();
    // a lineage can only grow, and there are only so many outputs
    for (int pass = 0; pass <= plan.reads().size() + 8; pass++) {
      Optional<Point> end = follow(step.flow(), before);
      if (end.isEmpty()) {
        throw wrong("a loop that never comes to its end");
      }
      Content both = Content.either(before.body(), end.get().body());
      // a turn comes only when the one before has neither ended the call nor left nothing
      Point next = before.body(both).passing(end.get().reached(Lineage.NONE));
      if (next.equals(before)) {
        Point after = at.body(both).passing(next.control());
        return end.get().maybeNothing() ? after.nothing(end.get().stops()) : after;
      }
      before = next;
    }
    throw wrong("a loop does not settle");
  }

  // ---- values

  private Point setBody(Flow.SetBody step, Point at) throws Untraceable {
    Content value = yields(step.value(), at);
    boolean absent = step.absence() && !(value instanceof Single);
    return absent ? at.body(value).nothing(value.lineage()) : at.body(value);
  }

  private Point setVariable(Flow.SetVariable step, Point at) throws Untraceable {
    SortedMap<String, Content> variables = new TreeMap<>(at.variables());
    variables.put(step.name(), yields(step.value(), at));
    SortedMap<String, SortedSet<Origin>> kept = new TreeMap<>(at.raws());
    kept.remove(step.name());
    return new Point(
        at.headers(), at.body(), variables, kept, at.stops(), at.maybeNothing(), at.control());
  }

  private Point setRaw(Flow.SetRaw step, Point at) throws Untraceable {
    PlannedRead read = planned(step.read());
    boolean there =
        step.output() >= 0
            && step.output() < read.fields().size()
            && at.body() instanceof Parts record
            && record.names().equals(row(read).names());
    if (!there) {
      throw wrong("a raw key is taken from where there is none");
    }
    SortedMap<String, Content> variables = new TreeMap<>(at.variables());
    variables.remove(step.name());
    SortedMap<String, SortedSet<Origin>> kept = new TreeMap<>(at.raws());
    kept.put(step.name(), new TreeSet<>(List.of(new Origin(step.read(), step.output()))));
    return new Point(
        at.headers(), at.body(), variables, kept, at.stops(), at.maybeNothing(), at.control());
  }

  private Optional<Point> header(Flow.SetHeader step, Point at) throws Untraceable {
    Lineage value = yields(step.value(), at).lineage().decidedBy(at.reached(Lineage.NONE));
    answerHeaders.add(new Header(step.header(), value));
    return Optional.of(at);
  }

  /** Headers that were set where a source may have failed stay or are lost with it. */
  private void lost(int from, Lineage failed) {
    answerHeaders
        .subList(from, answerHeaders.size())
        .replaceAll(each -> new Header(each.header(), each.lineage().decidedBy(failed)));
  }

  private Optional<Point> logged(Flow.Log step, Point at) throws Untraceable {
    requireShown(at.reached(yields(step.message(), at).lineage()), "a line of the log holds ");
    return Optional.of(at);
  }

  private void requireShown(Lineage lineage, String what) throws Untraceable {
    for (Origin origin : lineage.everything()) {
      PlannedField field = planned(origin.read()).fields().get(origin.output());
      if (!isOpen(field)) {
        throw wrong(what + field.name());
      }
    }
  }

  static boolean isOpen(PlannedField field) {
    return field.fixed().text().equals("none")
        && field.masks().values().stream().allMatch(mask -> mask.text().equals("none"));
  }

  private static Content yields(Script script, Point at) throws Untraceable {
    return ScriptTrace.trace(
        script,
        Map.of(
            "body", at.body(),
            "headers", at.headers(),
            "variables", new Parts(at.variables(), Lineage.NONE)));
  }

  // ---- contents

  @FunctionalInterface
  private interface Change {
    Parts of(Parts record) throws Untraceable;
  }

  private static Content eachRecord(Content body, Change change) throws Untraceable {
    return body instanceof Rows list
        ? new Rows(change.of(record(list.element())), list.truth())
        : change.of(record(body));
  }

  private static Parts record(Content content) throws Untraceable {
    if (content instanceof Parts record) {
      return record;
    }
    throw wrong("a record is expected where there is none");
  }

  private static Rows list(Content body, String member) throws Untraceable {
    if ((member.isEmpty() ? body : member(record(body), member)) instanceof Rows list) {
      return list;
    }
    throw wrong("a list is expected where there is none");
  }

  private static Content instead(Content body, String member, Rows list) throws Untraceable {
    return member.isEmpty() ? list : record(body).with(member, list);
  }

  private static Content member(Parts record, String name) throws Untraceable {
    return Optional.ofNullable(record.members().get(name))
        .orElseThrow(() -> wrong("there is no member " + name));
  }

  private static Parts added(Parts record, String name, Content member) throws Untraceable {
    if (record.members().containsKey(name)) {
      throw wrong("two members are named " + name);
    }
    return record.with(name, member);
  }

  private static Untraceable wrong(String message) {
    return new Untraceable(CheckCode.ROUTE, "", message);
  }
}
