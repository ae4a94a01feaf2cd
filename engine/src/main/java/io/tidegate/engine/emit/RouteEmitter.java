package io.tidegate.engine.emit;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedAccess;
import io.tidegate.engine.plan.PlannedParameter;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.read.GovernedRead;
import io.tidegate.engine.read.OperationRead;
import io.tidegate.engine.read.SortedRead;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.read.StatementRead;
import io.tidegate.route.data.Layout;
import io.tidegate.route.flow.Flow;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;

/** Starts the Camel routes of a plan, in contexts of its own. */
@Singleton
public final class RouteEmitter implements AutoCloseable {
  private final PlanContexts contexts = new PlanContexts();
  private final AtomicLong numbers = new AtomicLong();
  private final ExecutorService branches = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Makes an emitter.
   *
   * @param application Camel Quarkus's own context; no plan runs in it, and nothing else may
   */
  @Inject
  public RouteEmitter(CamelContext application) {
    ClosedCamel.close(application);
  }

  /** Makes an emitter outside of Quarkus. */
  public RouteEmitter() {}

  /** The contexts plans run in now. */
  List<CamelContext> contexts() {
    return contexts.running();
  }

  /** Stops whatever runs. */
  @Override
  @PreDestroy
  public void close() {
    contexts.close();
  }

  /**
   * Starts the routes of a plan beside whatever runs already.
   *
   * @throws EmitException when a source has no address or Camel does not start a route; nothing is
   *     left running then
   */
  public RunningRoutes emit(GovernedPlan plan, Sources sources) throws EmitException {
    return emit(plan, sources, Optional.empty());
  }

  /**
   * Starts the routes of a plan.
   *
   * @param watch sees each call of it step by step
   * @throws EmitException as {@link #emit(GovernedPlan, Sources)}
   */
  public RunningRoutes emit(GovernedPlan plan, Sources sources, Optional<StepWatch> watch)
      throws EmitException {
    Map<String, GovernedRead> reads = new TreeMap<>();
    for (PlannedRead read : plan.reads()) {
      reads.put(
          read.id(),
          governed(read, kept(plan.route(), read.id()), sources)
              .orElseThrow(
                  () ->
                      new EmitException(
                          "the source "
                              + read.source()
                              + " has no address; set tidegate.reading.sources."
                              + read.source()
                              + ".url")));
    }
    PlanRoutes routes =
        new PlanRoutes("tg-" + numbers.incrementAndGet(), plan, reads, sources, branches, watch);
    Layout parameters = Layout.of(plan.parameters().stream().map(PlannedParameter::name).toList());
    RunningRoutes running =
        new RunningRoutes(
            contexts.enter(),
            routes.entry(),
            routes.ids(),
            parameters,
            reads.values(),
            // what is watched goes through routes even where it is one read
            watch.isPresent() ? new Flow.Sequence(List.of(plan.route())) : plan.route(),
            sources);
    try {
      running.start(routes);
    } catch (Exception e) {
      running.stop();
      throw new EmitException("the routes of " + plan.service() + " do not start", e);
    }
    return running;
  }

  private static Optional<GovernedRead> governed(
      PlannedRead read, SortedSet<Integer> kept, Sources sources) {
    return switch (read.access()) {
      case PlannedAccess.Statements statements ->
          sources
              .database(read.source())
              .map(database -> new StatementRead(read, statements, kept, database));
      case PlannedAccess.Sorted sorted ->
          sources.database(read.source()).map(database -> sorted(read, sorted, kept, database));
      case PlannedAccess.Operation operation ->
          sources
              .operation(operation.resource())
              .map(client -> new OperationRead(read, operation, kept, client));
    };
  }

  private static GovernedRead sorted(
      PlannedRead read, PlannedAccess.Sorted sorted, SortedSet<Integer> kept, DataSource database) {
    SortedMap<String, StatementRead> orders = new TreeMap<>();
    sorted
        .orders()
        .forEach(
            (order, statements) ->
                orders.put(order, new StatementRead(read, statements, kept, database)));
    return new SortedRead(read, sorted.parameter(), orders);
  }

  /** The outputs of a read that some step keeps as the source gave them. */
  private static SortedSet<Integer> kept(Flow flow, String read) {
    SortedSet<Integer> kept = new TreeSet<>();
    if (flow instanceof Flow.SetRaw raw && raw.read().equals(read)) {
      kept.add(raw.output());
    }
    List<Flow> inner = flow.inner();
    inner.forEach(step -> kept.addAll(kept(step, read)));
    return kept;
  }
}
