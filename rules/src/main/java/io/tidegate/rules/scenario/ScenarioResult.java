package io.tidegate.rules.scenario;

import io.tidegate.route.diagnostic.Diagnostic;
import java.util.List;
import java.util.Objects;

/**
 * What came of one scenario.
 *
 * @param failures what was decided otherwise, each at the place of the expectation; none when it
 *     passed
 */
public record ScenarioResult(String id, List<Diagnostic> failures) {
  public ScenarioResult {
    Objects.requireNonNull(id, "id");
    failures = List.copyOf(failures);
  }

  public boolean passed() {
    return failures.isEmpty();
  }
}
