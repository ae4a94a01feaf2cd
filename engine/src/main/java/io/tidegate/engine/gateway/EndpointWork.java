package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.Call;
import io.tidegate.engine.read.Bulkheads;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/** Runs the plan of the endpoint that was found. */
final class EndpointWork implements Work {
  private final Clock clock;
  private final Bulkheads providers;

  EndpointWork(Clock clock, Bulkheads providers) {
    this.clock = Objects.requireNonNull(clock, "clock");
    this.providers = Objects.requireNonNull(providers, "providers");
  }

  @Override
  public Duration timeout(Exchange exchange) {
    return exchange.endpoint().plan().timeout();
  }

  @Override
  public Answer answer(Exchange exchange) throws CallProblem {
    CheckedParameters parameters = exchange.parameters();
    Call call =
        new Call(
            exchange.caller().map(Identity::application),
            exchange.caller().map(Identity::creditCode),
            exchange.agreement(),
            parameters.values(),
            parameters.cursor(),
            parameters.limit(),
            clock.instant().plus(timeout(exchange)),
            exchange.traceId(),
            exchange.running());
    // what waits here has its deadline running already
    return providers
        .of(exchange.endpoint().plan().department())
        .run(() -> exchange.endpoint().answer(call));
  }
}
