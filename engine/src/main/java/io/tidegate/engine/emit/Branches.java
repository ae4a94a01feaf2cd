package io.tidegate.engine.emit;

import io.tidegate.engine.problem.CallProblem;
import io.tidegate.engine.problem.ProblemCode;
import io.tidegate.engine.run.Combiner;
import io.tidegate.engine.run.MissingPart;
import io.tidegate.engine.run.RunState;
import io.tidegate.route.definition.Combination.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * The results of branches on their way together. Each is kept at the place of its branch, in
 * whatever order they come; a branch that did not come in time leaves its place empty.
 */
final class Branches {
  private final List<List<String>> sources;
  private final boolean partial;
  private final Strategy strategy;
  private final Combiner combiner;

  /**
   * @param sources the sources each branch asks, to name them when it fails
   * @param partial whether any but the first may be missing
   */
  Branches(List<List<String>> sources, boolean partial, Strategy strategy, Combiner combiner) {
    this.sources = List.copyOf(sources);
    this.partial = partial;
    this.strategy = strategy;
    this.combiner = combiner;
  }

  /** What one branch came to. */
  private record Outcome(RunState state, CallProblem problem) {}

  Exchange collect(Exchange collected, Exchange arrived) {
    Outcome[] outcomes =
        collected == null
            ? new Outcome[sources.size()]
            : collected.getMessage().getBody(Outcome[].class);
    int place = arrived.getProperty(Exchange.MULTICAST_INDEX, Integer.class);
    Exchange into = collected == null ? arrived : collected;
    Exception thrown = arrived.getException();
    if (thrown == null) {
      outcomes[place] = new Outcome(StateProcessor.of(arrived), null);
    } else if (partial && Problems.ofSource(thrown)) {
      outcomes[place] = new Outcome(null, Problems.of(thrown).orElseThrow());
      arrived.setException(null);
    } else if (into.getException() == null) {
      into.setException(thrown);
    }
    into.getMessage().setBody(outcomes);
    return into;
  }

  /**
   * The state with the results together.
   *
   * @param before the state the branches began with
   * @param arrived what {@link #collect} left; something else when no branch came in time
   */
  RunState combine(RunState before, Object arrived) throws CallProblem {
    Outcome[] outcomes = arrived instanceof Outcome[] some ? some : new Outcome[sources.size()];
    RunState after = before;
    List<Object> bodies = new ArrayList<>();
    for (int i = 0; i < outcomes.length; i++) {
      Outcome outcome = outcomes[i];
      if (outcome != null && outcome.state() != null) {
        bodies.add(outcome.state().absent() ? null : outcome.state().body());
        after = after.told(outcome.state());
        continue;
      }
      ProblemCode code = outcome == null ? ProblemCode.SOURCE_TIMEOUT : outcome.problem().code();
      if (!partial || i == 0) {
        throw new CallProblem(code);
      }
      bodies.add(null);
      after = after.missing(new MissingPart(code, sources.get(i)));
    }
    Object together = combiner.branches(bodies, partial);
    return strategy == Strategy.CONCAT ? after.body(together) : after.recordOrAbsent(together);
  }
}
