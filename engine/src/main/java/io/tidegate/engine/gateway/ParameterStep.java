package io.tidegate.engine.gateway;

import io.tidegate.engine.problem.CallProblem;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;

/** Checks the parameters against the plan. */
final class ParameterStep implements Step {
  private final ParameterReader reader;
  private final ReadTargets targets;

  ParameterStep(ParameterReader reader, ReadTargets targets) {
    this.reader = Objects.requireNonNull(reader, "reader");
    this.targets = Objects.requireNonNull(targets, "targets");
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    Optional<SortedSet<String>> agreed = exchange.served().flatMap(ServedTerms::fields);
    if (agreed.isEmpty() && exchange.checkedBefore()) {
      return;
    }
    exchange.checked(
        reader.read(
            exchange.endpoint().plan(), exchange.pathValues(), exchange.request().query(), agreed));
    if (agreed.isEmpty()) {
      targets.keep(exchange);
    }
  }
}
