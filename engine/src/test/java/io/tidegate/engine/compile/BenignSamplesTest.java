package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.flow.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What a reasonable author would write is accepted: a check that refuses too much is as wrong as
 * one that refuses too little.
 */
class BenignSamplesTest {
  @Test
  void reasonableDocumentsAreAccepted() {
    List<String> refused = new ArrayList<>();
    BenignSamples.outcomes()
        .forEach(
            (name, outcome) -> {
              if (outcome.isRefused()) {
                refused.add(name + ": " + errors(outcome));
              }
            });

    assertThat(refused).isEmpty();
  }

  @Test
  void everyKindOfStepIsAmongThem() {
    Set<String> kinds = new TreeSet<>();
    BenignSamples.outcomes()
        .values()
        .forEach(o -> o.value().ifPresent(plan -> kinds(plan.plan().route(), kinds)));
    Set<String> all = new TreeSet<>();
    for (Class<?> kind : Flow.class.getPermittedSubclasses()) {
      all.add(kind.getSimpleName());
    }

    assertThat(kinds).isEqualTo(all);
    assertThat(BenignSamples.outcomes()).hasSizeGreaterThanOrEqualTo(60);
  }

  private static void kinds(Flow flow, Set<String> kinds) {
    kinds.add(flow.getClass().getSimpleName());
    flow.inner().forEach(inner -> kinds(inner, kinds));
  }

  private static List<String> errors(Outcome<CheckedPlan> outcome) {
    return outcome.diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(d -> d.code().id() + " line " + d.span().line() + ": " + d.message())
        .toList();
  }
}
