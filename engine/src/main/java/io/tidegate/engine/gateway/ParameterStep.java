package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import java.util.Objects;

/** Checks the parameters against the plan. */
final class ParameterStep implements Step {
  private final ParameterReader reader;

  ParameterStep(ParameterReader reader) {
    this.reader = Objects.requireNonNull(reader, "reader");
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    exchange.checked(
        reader.read(
            exchange.endpoint().plan(),
            exchange.pathValues(),
            exchange.request().query(),
            exchange.served().flatMap(ServedTerms::fields)));
  }
}
