package io.tidegate.engine.gateway;

import io.tidegate.engine.trace.CallTraces;
import io.tidegate.engine.trace.TraceParent;
import java.util.Objects;

/** Has the call followed, when it is drawn. The first of the steps, so that refusals are seen. */
final class TraceStep implements Step {
  private final CallTraces traces;

  TraceStep(CallTraces traces) {
    this.traces = Objects.requireNonNull(traces, "traces");
  }

  @Override
  public void apply(Exchange exchange) {
    traces
        .begin(
            exchange.headers(TraceParent.HEADER),
            exchange.traceId(),
            exchange.at(),
            exchange.beganNanos())
        .ifPresent(exchange.running()::follow);
  }
}
