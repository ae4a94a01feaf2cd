package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.publish.Answer;
import io.tidegate.engine.publish.Call;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/** Runs the plan of the endpoint that was found. */
final class EndpointWork implements Work {
  private final Clock clock;

  EndpointWork(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  @Override
  public Duration timeout(Exchange exchange) {
    return exchange.endpoint().plan().timeout();
  }

  @Override
  public Answer answer(Exchange exchange) throws CallProblem {
    CheckedParameters parameters = exchange.parameters();
    return exchange
        .endpoint()
        .answer(
            new Call(
                exchange.caller().map(Identity::application),
                exchange.caller().map(Identity::creditCode),
                exchange.agreement(),
                parameters.values(),
                parameters.cursor(),
                parameters.limit(),
                clock.instant().plus(timeout(exchange)),
                exchange.traceId()));
  }
}
