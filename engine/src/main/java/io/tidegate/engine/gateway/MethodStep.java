package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.vertx.core.http.HttpMethod;

/**
 * Lets only reading methods on. Stands after the route, so that a path that is not there is not
 * there for any method.
 */
final class MethodStep implements Step {
  /** What {@code Allow} says. */
  static final String ALLOWED = "GET, HEAD";

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    HttpMethod method = exchange.request().method();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      throw new CallProblem(ProblemCode.METHOD);
    }
  }
}
