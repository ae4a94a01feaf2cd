package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.publish.EndpointTable;

/** Finds the endpoint. The tree of paths is compiled once for each table. */
final class RouteStep implements Step {
  private volatile Compiled compiled = compile(EndpointTable.EMPTY);

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    if (exchange.matched().isPresent()) {
      // its target was read before
      return;
    }
    exchange.routedTo(
        routes(exchange.table())
            .match(exchange.path())
            .orElseThrow(() -> new CallProblem(ProblemCode.PATH_UNKNOWN)));
  }

  private RouteTable routes(EndpointTable table) {
    Compiled known = compiled;
    if (known.table() != table) {
      known = compile(table);
      compiled = known;
    }
    return known.routes();
  }

  private static Compiled compile(EndpointTable table) {
    return new Compiled(table, RouteTable.of(table));
  }

  private record Compiled(EndpointTable table, RouteTable routes) {}
}
