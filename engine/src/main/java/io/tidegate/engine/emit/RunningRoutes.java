package io.tidegate.engine.emit;

import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.GovernedRead;
import io.tidegate.engine.read.OperationRead;
import io.tidegate.engine.read.ReadCall;
import io.tidegate.engine.read.RowRead;
import io.tidegate.engine.read.SortedRead;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.read.StatementRead;
import io.tidegate.engine.run.RunState;
import io.tidegate.route.data.Layout;
import io.tidegate.route.flow.Flow;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.jboss.logging.Logger;

/** The routes of one plan, running. */
public final class RunningRoutes {
  private static final Logger LOG = Logger.getLogger(RunningRoutes.class);

  private final PlanContexts.Place place;
  private final CamelContext camel;
  private final String entry;
  private final List<String> ids;
  private final Layout parameters;
  private final List<GovernedRead> reads;
  private final ProducerTemplate producer;
  private final Optional<ReadProcessor> alone;
  private final AtomicBoolean stopped = new AtomicBoolean();

  RunningRoutes(
      PlanContexts.Place place,
      String entry,
      List<String> ids,
      Layout parameters,
      Collection<GovernedRead> reads,
      Flow route,
      Sources sources) {
    this.place = place;
    this.camel = place.camel();
    this.entry = entry;
    this.ids = List.copyOf(ids);
    this.parameters = parameters;
    this.reads = List.copyOf(reads);
    this.producer = camel.createProducerTemplate();
    this.alone =
        route instanceof Flow.Read read
            ? reads.stream()
                .filter(one -> one.plan().id().equals(read.read()))
                .map(one -> new ReadProcessor(one, sources.gate(one.plan())))
                .findFirst()
            : Optional.empty();
  }

  void start(RoutesBuilder routes) throws Exception {
    // a context takes one at a time; whatever else a start costs, others can do meanwhile
    synchronized (camel) {
      camel.addRoutes(routes);
    }
  }

  /** Runs the plan for one call. The message has the state as its body and no headers. */
  public RunState run(ReadCall call) throws CallProblem {
    RunState start = RunState.start(call, parameters);
    Exchange exchange;
    try {
      if (alone.isPresent()) {
        // one step has no way to be routed along
        return alone.get().process(start);
      }
      exchange = producer.send(entry, e -> e.getMessage().setBody(start));
    } finally {
      call.running().end();
    }
    if (exchange.getException() != null) {
      throw problem(exchange.getException(), call);
    }
    return StateProcessor.of(exchange);
  }

  /**
   * The read that is the whole plan, when there is such a one and its rows can be had one by one.
   */
  public Optional<PlannedRead> alone() {
    return alone.isPresent() && reads.size() == 1 && reads.getFirst() instanceof RowRead read
        ? Optional.of(read.plan())
        : Optional.empty();
  }

  /**
   * Hands each governed row of that read on.
   *
   * @throws IllegalStateException when there is no such read
   */
  public void each(ReadCall call, RowRead.Rows rows) throws CallProblem {
    ReadProcessor read =
        alone.orElseThrow(() -> new IllegalStateException("the plan is more than one read"));
    try {
      read.each(call, rows);
    } finally {
      call.running().end();
    }
  }

  /**
   * Runs every statement, whatever the route would do with it. Sources that are no databases are
   * not asked: there is no question to which nobody's record is the answer.
   *
   * @throws CallProblem when a statement fails or its source does not answer
   */
  public void probe(ReadCall call) throws CallProblem {
    for (GovernedRead read : reads) {
      switch (read) {
        case StatementRead statement -> statement.run(call);
        case SortedRead sorted -> {
          for (StatementRead statement : sorted.all()) {
            statement.run(call);
          }
        }
        case OperationRead operation -> {
          // not asked
        }
      }
    }
  }

  /**
   * Camel wraps what a branch throws; what is not a problem of ours is a fault, told by its kind
   * alone.
   */
  private static CallProblem problem(Exception thrown, ReadCall call) {
    Optional<CallProblem> known = Problems.of(thrown);
    if (known.isPresent()) {
      return known.get();
    }
    LOG.errorf("request %s: a route failed: %s", call.traceId(), thrown.getClass().getName());
    return new CallProblem(ProblemCode.INTERNAL);
  }

  /** Stops and removes the routes; calls under way are not waited for. */
  public void stop() {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    for (String id : ids) {
      try {
        if (camel.getRoute(id) != null) {
          camel.getRouteController().stopRoute(id);
          camel.removeRoute(id);
        }
      } catch (Exception e) {
        LOG.warnf("route %s does not stop: %s", id, e.getClass().getName());
      }
    }
    producer.stop();
    place.leave();
  }
}
