package io.tidegate.engine.plan;

import io.tidegate.route.definition.StepDefinition.Strategy;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** A step of the plan. */
public sealed interface PlannedStep {
  /** Runs a governed read; its rows are scoped, related and masked when the step is over. */
  record ReadStep(String read) implements PlannedStep {
    public ReadStep {
      Objects.requireNonNull(read, "read");
    }
  }

  /** Runs branches on the same request and puts their results together. */
  record MulticastStep(
      boolean parallel, OptionalInt timeoutMillis, Strategy strategy, List<Branch> branches)
      implements PlannedStep {
    public MulticastStep {
      Objects.requireNonNull(timeoutMillis, "timeoutMillis");
      Objects.requireNonNull(strategy, "strategy");
      branches = List.copyOf(branches);
    }
  }

  /** A branch with the name its result has. */
  record Branch(String name, PlannedStep step) {
    public Branch {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(step, "step");
    }
  }
}
