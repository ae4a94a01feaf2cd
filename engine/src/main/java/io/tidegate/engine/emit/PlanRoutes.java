package io.tidegate.engine.emit;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.GovernedRead;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.run.Combiner;
import io.tidegate.engine.run.Expression;
import io.tidegate.engine.run.MissingPart;
import io.tidegate.engine.run.RecordOrder;
import io.tidegate.engine.run.RunState;
import io.tidegate.engine.run.ServiceCall;
import io.tidegate.engine.run.TextReader;
import io.tidegate.engine.run.TextWriter;
import io.tidegate.route.data.DataRecord;
import io.tidegate.route.definition.AuthorProblem;
import io.tidegate.route.flow.Flow;
import io.tidegate.route.script.ScriptResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.support.ExpressionAdapter;
import org.jboss.logging.Logger;

/**
 * Builds the routes of one plan. Branches are routes of their own; their ids are known beforehand,
 * so that a failed start can be cleaned up. Nothing an author wrote is part of an id, an endpoint
 * or an expression of Camel's: its texts are values inside our own processors.
 */
final class PlanRoutes extends RouteBuilder {
  private static final Logger LOG = Logger.getLogger("io.tidegate.route");
  private static final Predicate PRESENT = exchange -> !StateProcessor.of(exchange).absent();

  private final String name;
  private final GovernedPlan plan;
  private final Map<String, GovernedRead> reads;
  private final Sources sources;
  private final ExecutorService executor;
  private final Optional<StepWatch> watch;
  private final Map<Flow, Integer> places = new IdentityHashMap<>();
  private final Map<String, Flow> pending = new LinkedHashMap<>();
  private int properties;

  PlanRoutes(
      String name,
      GovernedPlan plan,
      Map<String, GovernedRead> reads,
      Sources sources,
      ExecutorService executor,
      Optional<StepWatch> watch) {
    this.name = name;
    this.plan = plan;
    this.reads = reads;
    this.sources = sources;
    this.executor = executor;
    this.watch = watch;
    if (watch.isPresent()) {
      List<Flow> steps = plan.route().everyStep();
      for (int i = 0; i < steps.size(); i++) {
        places.put(steps.get(i), i);
      }
    }
    collect(plan.route());
  }

  private ReadProcessor reading(GovernedRead read) {
    return new ReadProcessor(read, sources.gate(read.plan()));
  }

  /** The first route is the entry; each branch is one more. */
  private void collect(Flow flow) {
    pending.put(name + "-" + pending.size(), flow);
    branchesOf(flow);
  }

  private void branchesOf(Flow flow) {
    for (Flow inner : flow.inner()) {
      if (flow instanceof Flow.Multicast || flow instanceof Flow.Enrich) {
        collect(inner);
      } else {
        branchesOf(inner);
      }
    }
  }

  String entry() {
    return uri(pending.keySet().iterator().next());
  }

  List<String> ids() {
    return List.copyOf(pending.keySet());
  }

  private static String uri(String id) {
    return "direct:" + id;
  }

  private String uriOf(Flow flow) {
    return pending.entrySet().stream()
        .filter(p -> p.getValue() == flow)
        .map(p -> uri(p.getKey()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void configure() {
    errorHandler(noErrorHandler());
    pending.forEach((id, flow) -> step(from(uri(id)).routeId(id), flow));
  }

  // ---- steps

  private void step(ProcessorDefinition<?> route, Flow flow) {
    Integer place = places.get(flow);
    if (place == null) {
      unwatched(route, flow);
      return;
    }
    String property = "tidegate-step-" + properties++;
    StepWatch seeing = watch.orElseThrow();
    route.process(exchange -> exchange.setProperty(property, seeing.begins(place)));
    unwatched(route, flow);
    route.process(
        exchange ->
            seeing.ends(place, exchange.getProperty(property), StateProcessor.of(exchange)));
  }

  private void unwatched(ProcessorDefinition<?> route, Flow flow) {
    switch (flow) {
      case Flow.Sequence sequence -> sequence(route, sequence.steps());
      case Flow.Read read -> process(route, reading(reads.get(read.read())));
      case Flow.Multicast multicast -> multicast(route, multicast);
      case Flow.Enrich enrich -> enrich(route, enrich);
      case Flow.Split split -> split(route, split);
      case Flow.Choice choice -> choice(route, choice);
      case Flow.Loop loop -> loop(route, loop);
      case Flow.SetBody setBody -> setBody(route, setBody);
      case Flow.SetVariable setVariable -> setVariable(route, setVariable);
      case Flow.SetRaw raw -> process(route, state -> raw(raw, state));
      case Flow.SetHeader setHeader -> setHeader(route, setHeader);
      case Flow.Sort sort -> process(route, state -> sorted(sort, state));
      case Flow.Validate validate -> validate(route, validate);
      case Flow.Try attempt -> attempt(route, attempt);
      case Flow.Breaker breaker -> breaker(route, breaker);
      case Flow.Throw end -> process(route, state -> end(end.problem()));
      case Flow.Log log -> log(route, log);
      case Flow.CodeMap codeMap ->
          process(route, new CodeMapProcessor(codeMap, reads.get(codeMap.read())));
      case Flow.Call call -> call(route, call);
      case Flow.Unmarshal unmarshal -> {
        TextReader reader = new TextReader(unmarshal);
        process(route, state -> state.body(reader.read(state.body())));
      }
      case Flow.Marshal marshal -> {
        TextWriter writer = new TextWriter(marshal);
        process(route, state -> state.body(writer.written(state.body())));
      }
    }
  }

  private static void process(ProcessorDefinition<?> route, StateProcessor processor) {
    route.process(processor);
  }

  /** Where a step may yield nothing, the rest of its sequence runs only when there is something. */
  private void sequence(ProcessorDefinition<?> route, List<Flow> steps) {
    ProcessorDefinition<?> at = route;
    for (int i = 0; i < steps.size(); i++) {
      step(at, steps.get(i));
      if (i < steps.size() - 1 && mayEndAbsent(steps.get(i))) {
        FilterDefinition rest = at.filter(PRESENT);
        at = rest;
      }
    }
  }

  private boolean mayEndAbsent(Flow flow) {
    return switch (flow) {
      case Flow.Read read -> reads.get(read.read()).plan().single();
      case Flow.SetBody setBody -> setBody.absence();
      case Flow.Multicast multicast -> true;
      case Flow.Sequence sequence -> anyMayEndAbsent(sequence);
      case Flow.Choice choice -> anyMayEndAbsent(choice);
      case Flow.Loop loop -> anyMayEndAbsent(loop);
      case Flow.Try attempt -> anyMayEndAbsent(attempt);
      case Flow.Breaker breaker -> anyMayEndAbsent(breaker);
      case Flow.Call call -> anyMayEndAbsent(call);
      case Flow.Enrich enrich -> false;
      case Flow.Split split -> false;
      case Flow.SetVariable setVariable -> false;
      case Flow.SetRaw raw -> false;
      case Flow.SetHeader setHeader -> false;
      case Flow.Sort sort -> false;
      case Flow.Validate validate -> false;
      case Flow.Throw end -> false;
      case Flow.Log log -> false;
      case Flow.CodeMap codeMap -> false;
      case Flow.Unmarshal unmarshal -> false;
      case Flow.Marshal marshal -> false;
    };
  }

  private boolean anyMayEndAbsent(Flow flow) {
    return flow.inner().stream().anyMatch(this::mayEndAbsent);
  }

  /** Keeps the state before steps that go ways of their own, for when they have come together. */
  private String remember(ProcessorDefinition<?> route) {
    String property = "tidegate-before-" + properties++;
    route.process(exchange -> exchange.setProperty(property, StateProcessor.of(exchange)));
    return property;
  }

  private static RunState before(Exchange exchange, String property) {
    return exchange.getProperty(property, RunState.class);
  }

  // ---- results put together

  private void multicast(ProcessorDefinition<?> route, Flow.Multicast step) {
    String before = remember(route);
    Branches branches =
        new Branches(
            step.branches().stream().map(b -> sources(b.flow())).toList(),
            step.partial(),
            step.combination().strategy(),
            new Combiner(
                step.combination(),
                step.branches().stream().map(Flow.Branch::name).toList(),
                step.branches().stream().map(Flow.Branch::members).toList()));
    step.timeoutMillis()
        .ifPresent(
            millis -> process(route, state -> state.until(Instant.now().plusMillis(millis))));
    MulticastDefinition multicast = route.multicast(branches::collect);
    if (!step.partial()) {
      multicast.stopOnException();
    }
    if (step.parallel()) {
      multicast.parallelProcessing().executorService(executor);
    }
    step.timeoutMillis().ifPresent(multicast::timeout);
    multicast.to(step.branches().stream().map(b -> uriOf(b.flow())).toArray(String[]::new));
    multicast
        .end()
        .process(
            exchange ->
                exchange
                    .getMessage()
                    .setBody(
                        branches.combine(
                            before(exchange, before), exchange.getMessage().getBody())));
  }

  private void enrich(ProcessorDefinition<?> route, Flow.Enrich step) {
    Combiner combiner =
        new Combiner(
            step.combination(),
            List.of("body", step.branch().name()),
            List.of(List.of(), step.branch().members()));
    route.enrich(
        uriOf(step.branch().flow()),
        (own, other) -> {
          if (other != null && other.getException() != null) {
            own.setException(other.getException());
            return own;
          }
          RunState state = StateProcessor.of(own);
          RunState result = StateProcessor.of(other);
          Object added = combiner.added(state.body(), result.absent() ? null : result.body());
          own.getMessage().setBody(state.body(added).told(result));
          return own;
        });
  }

  /** The sources the reads of these steps ask, to name them when they fail. */
  private List<String> sources(Flow flow) {
    Set<String> sources = new TreeSet<>();
    if (flow instanceof Flow.Read read) {
      sources.add(reads.get(read.read()).plan().source());
    }
    flow.inner().forEach(inner -> sources.addAll(sources(inner)));
    return List.copyOf(sources);
  }

  // ---- lists

  private void split(ProcessorDefinition<?> route, Flow.Split step) {
    String before = remember(route);
    Elements elements = new Elements(step.member());
    SplitDefinition split =
        route
            .split(
                new ExpressionAdapter() {
                  @Override
                  public Object evaluate(Exchange exchange) {
                    return elements.of(StateProcessor.of(exchange));
                  }
                })
            .aggregationStrategy(elements::collect)
            .stopOnException();
    if (step.parallel()) {
      split.parallelProcessing().executorService(executor);
    }
    step(split, step.flow());
    split
        .end()
        .process(
            exchange ->
                exchange
                    .getMessage()
                    .setBody(
                        elements.combine(
                            before(exchange, before), exchange.getMessage().getBody())));
  }

  private static RunState sorted(Flow.Sort step, RunState state) {
    Elements elements = new Elements(step.member());
    List<Object> sorted = new ArrayList<>(elements.list(state));
    sorted.sort(new RecordOrder(step.keys()));
    return elements.with(state, sorted);
  }

  // ---- control

  private void choice(ProcessorDefinition<?> route, Flow.Choice step) {
    ChoiceDefinition choice = route.choice();
    for (Flow.When when : step.whens()) {
      Expression condition = new Expression(when.condition());
      choice.when(
          exchange -> {
            try {
              return condition.holds(StateProcessor.of(exchange));
            } catch (CallProblem problem) {
              throw new ConditionProblem(problem);
            }
          });
      step(choice, when.flow());
    }
    choice.otherwise();
    step(choice, step.otherwise());
    choice.end();
  }

  /** Camel's predicates throw nothing that is checked. */
  private static final class ConditionProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConditionProblem(CallProblem problem) {
      super(problem);
    }
  }

  /** Every turn begins with the variables there were before the first one. */
  private void loop(ProcessorDefinition<?> route, Flow.Loop step) {
    String before = remember(route);
    ProcessorDefinition<?> turn = route.loop(step.times()).filter(PRESENT);
    step(turn, step.flow());
    turn.process(
        exchange ->
            exchange
                .getMessage()
                .setBody(StateProcessor.of(exchange).variablesOf(before(exchange, before))));
  }

  private void attempt(ProcessorDefinition<?> route, Flow.Try step) {
    String before = remember(route);
    TryDefinition attempt = route.doTry();
    step(attempt, step.flow());
    List<String> sources = sources(step.flow());
    for (Flow.Catch caught : step.catches()) {
      var instead =
          attempt
              .doCatch(Exception.class)
              .onWhen(exchange -> Problems.isOneOf(caught(exchange), caught.failures()));
      instead.process(exchange -> fallBack(exchange, before, sources));
      step(instead, caught.flow());
    }
    attempt.end();
  }

  /** What a step threw: still the exchange's own while Camel asks who catches it. */
  private static Throwable caught(Exchange exchange) {
    return exchange.getException() == null
        ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
        : exchange.getException();
  }

  /** Goes on from the state before the steps that failed, and notes what is missing. */
  private static void fallBack(Exchange exchange, String before, List<String> sources) {
    ProblemCode code =
        Problems.of(caught(exchange)).map(CallProblem::code).orElse(ProblemCode.SOURCE_UNAVAILABLE);
    exchange.getMessage().setBody(before(exchange, before).missing(new MissingPart(code, sources)));
  }

  private void breaker(ProcessorDefinition<?> route, Flow.Breaker step) {
    String before = remember(route);
    CircuitBreakerDefinition breaker =
        route
            .circuitBreaker()
            .resilience4jConfiguration()
            .failureRateThreshold((float) step.failurePercent())
            .minimumNumberOfCalls(step.calls())
            .slidingWindowSize(Math.max(step.calls(), 100))
            .waitDurationInOpenState((int) step.open().toSeconds())
            .end();
    // what ends the call without a source having failed passes the breaker as a result, for it
    // neither counts nor calls for a fallback
    TryDefinition steps = breaker.doTry();
    step(steps, step.flow());
    steps
        .doCatch(Exception.class)
        .onWhen(exchange -> !Problems.ofSource(caught(exchange)))
        .process(exchange -> exchange.getMessage().setBody(new Ended(caught(exchange))))
        .end();
    var instead = breaker.onFallback();
    if (step.fallback().isPresent()) {
      List<String> sources = sources(step.flow());
      instead.process(exchange -> fallBack(exchange, before, sources));
      step(instead, step.fallback().get());
    } else {
      // an open breaker is no exception to Camel: without this the steps would seem to be done
      instead.process(
          exchange -> {
            throw Problems.of(caught(exchange))
                .orElseGet(() -> new CallProblem(ProblemCode.SOURCE_UNAVAILABLE));
          });
    }
    breaker.end();
    route.process(
        exchange -> {
          if (exchange.getMessage().getBody() instanceof Ended ended) {
            throw ended.thrown();
          }
        });
  }

  /** In the place of a result: the call is over. */
  private record Ended(Exception thrown) {
    Ended(Throwable thrown) {
      this(thrown instanceof Exception exception ? exception : new IllegalStateException(thrown));
    }
  }

  private static RunState end(AuthorProblem problem) throws CallProblem {
    throw new CallProblem(Problems.code(problem.word()));
  }

  private static void validate(ProcessorDefinition<?> route, Flow.Validate step) {
    Expression condition = new Expression(step.condition());
    process(
        route,
        state -> {
          if (!condition.holds(state)) {
            throw new CallProblem(ProblemCode.DATA_INVALID);
          }
          return state;
        });
  }

  private void call(ProcessorDefinition<?> route, Flow.Call step) {
    ServiceCall called = new ServiceCall(step, plan.call(step.place()));
    String before = remember(route);
    process(route, called::enter);
    step(route, step.flow());
    route.process(
        exchange ->
            exchange
                .getMessage()
                .setBody(called.leave(before(exchange, before), StateProcessor.of(exchange))));
  }

  // ---- values

  private static void setBody(ProcessorDefinition<?> route, Flow.SetBody step) {
    Expression value = new Expression(step.value());
    process(
        route,
        state ->
            step.absence()
                ? state.recordOrAbsent(value.value(state))
                : state.body(value.value(state)));
  }

  private static void setVariable(ProcessorDefinition<?> route, Flow.SetVariable step) {
    Expression value = new Expression(step.value());
    process(
        route,
        state -> {
          ScriptResult result = value.result(state);
          return state.variable(step.name(), result.value(), result.read());
        });
  }

  private static RunState raw(Flow.SetRaw step, RunState state) {
    DataRecord record = (DataRecord) state.body();
    return state.raw(step.name(), record.raw().key(step.output()));
  }

  private static void setHeader(ProcessorDefinition<?> route, Flow.SetHeader step) {
    Expression value = new Expression(step.value());
    process(
        route,
        state -> {
          Object set = value.value(state);
          return set == null ? state : state.header(step.header(), set.toString());
        });
  }

  private void log(ProcessorDefinition<?> route, Flow.Log step) {
    Expression message = new Expression(step.message());
    process(
        route,
        state -> {
          LOG.infof(
              "%s, request %s: %s",
              plan.service(), state.call().traceId(), LogText.printable(message.value(state)));
          return state;
        });
  }
}
