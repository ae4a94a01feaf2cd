package io.tidegate.engine.publish;

import io.tidegate.engine.plan.PlannedRead;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.read.SourceGate;
import io.tidegate.engine.read.Sources;
import io.tidegate.engine.source.OperationClient;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Sources some of which seem to fail, for whoever tries a service.
 *
 * @param faults what reads of a source end with, by its id
 */
record FaultySources(Sources real, Map<String, ProblemCode> faults) implements Sources {
  FaultySources {
    Objects.requireNonNull(real, "real");
    faults = Map.copyOf(faults);
  }

  @Override
  public Optional<DataSource> database(String source) {
    return real.database(source);
  }

  @Override
  public Optional<OperationClient> operation(String resource) {
    return real.operation(resource);
  }

  @Override
  public SourceGate gate(PlannedRead read) {
    ProblemCode fault = faults.get(read.source());
    return fault == null ? real.gate(read) : SourceGate.failing(fault);
  }
}
