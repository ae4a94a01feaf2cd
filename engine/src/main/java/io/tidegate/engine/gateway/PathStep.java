package io.tidegate.engine.gateway;

import io.tidegate.engine.gateway.ReadTargets.ReadTarget;
import io.tidegate.engine.problem.CallProblem;
import java.util.Objects;

/** Reads the path in its only accepted spelling, unless it is known what the target says. */
final class PathStep implements Step {
  private final ReadTargets targets;

  /** One that knows no target from before. */
  static PathStep each() {
    return new PathStep(new ReadTargets());
  }

  PathStep(ReadTargets targets) {
    this.targets = Objects.requireNonNull(targets, "targets");
  }

  @Override
  public void apply(Exchange exchange) throws CallProblem {
    ReadTarget known = targets.of(exchange);
    if (known == null) {
      exchange.at(RequestPath.parse(exchange.request().path()));
    } else {
      exchange.known(known);
    }
  }
}
