package io.tidegate.engine.emit;

import io.tidegate.engine.plan.GovernedPlan;
import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.plan.PlannedStep;
import io.tidegate.engine.read.GovernedRead;
import io.tidegate.engine.read.Sources;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.ProcessorDefinition;

/** Starts the Camel routes of a plan. */
@Singleton
public final class RouteEmitter {
  private final CamelContext camel;
  private final AtomicLong numbers = new AtomicLong();
  private final ExecutorService branches = Executors.newVirtualThreadPerTaskExecutor();

  @Inject
  public RouteEmitter(CamelContext camel) {
    // services are published and probed before Camel Quarkus would start its context by itself
    camel.start();
    this.camel = camel;
  }

  /**
   * Starts the routes of a plan beside whatever runs already.
   *
   * @throws EmitException when a source has no address or Camel does not start a route; nothing is
   *     left running then
   */
  public RunningRoutes emit(GovernedPlan plan, Sources sources) throws EmitException {
    Map<String, GovernedRead> reads = new TreeMap<>();
    for (PlannedRead read : plan.reads()) {
      Optional<DataSource> source = sources.source(read.source());
      if (source.isEmpty()) {
        throw new EmitException(
            "the source "
                + read.source()
                + " has no address; set tidegate.sources."
                + read.source()
                + ".url");
      }
      reads.put(read.id(), new GovernedRead(read, source.get()));
    }
    PlanRoutes routes = new PlanRoutes("tg-" + numbers.incrementAndGet(), plan, reads);
    RunningRoutes running = new RunningRoutes(camel, routes.entry(), routes.ids());
    try {
      camel.addRoutes(routes);
    } catch (Exception e) {
      running.stop();
      throw new EmitException("the routes of " + plan.service() + " do not start", e);
    }
    return running;
  }

  /**
   * Builds the routes of one plan; the ids are known beforehand so that a failed start can be
   * cleaned up.
   */
  private final class PlanRoutes extends RouteBuilder {
    private final String name;
    private final Map<String, GovernedRead> reads;
    private final List<Pending> pending = new ArrayList<>();

    private record Pending(String id, PlannedStep step) {}

    PlanRoutes(String name, GovernedPlan plan, Map<String, GovernedRead> reads) {
      this.name = name;
      this.reads = reads;
      collect(plan.route());
    }

    /** The first route is the entry; each branch of a multicast is a route of its own. */
    private String collect(PlannedStep step) {
      String id = name + "-" + pending.size();
      pending.add(new Pending(id, step));
      if (step instanceof PlannedStep.MulticastStep multicast) {
        multicast.branches().forEach(b -> collect(b.step()));
      }
      return id;
    }

    String entry() {
      return uri(pending.getFirst().id());
    }

    List<String> ids() {
      return pending.stream().map(Pending::id).toList();
    }

    @Override
    public void configure() {
      errorHandler(noErrorHandler());
      for (Pending route : pending) {
        step(from(uri(route.id())).routeId(route.id()), route.step());
      }
    }

    private void step(ProcessorDefinition<?> route, PlannedStep step) {
      switch (step) {
        case PlannedStep.ReadStep read -> route.process(new ReadProcessor(reads.get(read.read())));
        case PlannedStep.MulticastStep multicast -> {
          MulticastDefinition split =
              route.multicast(new BranchCollector(multicast.branches().size())).stopOnException();
          if (multicast.parallel()) {
            split.parallelProcessing().executorService(branches);
          }
          multicast.timeoutMillis().ifPresent(split::timeout);
          split.to(
              multicast.branches().stream().map(b -> uri(idOf(b.step()))).toArray(String[]::new));
          split.end().process(new BranchCombiner(multicast));
        }
      }
    }

    private String idOf(PlannedStep step) {
      return pending.stream().filter(p -> p.step() == step).findFirst().orElseThrow().id();
    }

    private static String uri(String id) {
      return "direct:" + id;
    }
  }
}
