package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import io.tidegate.route.flow.Flow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a reasonable author would write is accepted: a check that refuses too much is as wrong as
 * one that refuses too little.
 */
class BenignSamplesTest {
  private static final Path FOLDER = Path.of("..", "samples", "benign");
  private static final double ACCEPTED_SHARE = 0.95;

  static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void reasonableDocumentsAreAccepted() throws IOException {
    List<String> refused = new ArrayList<>();
    for (Path file : documents()) {
      Outcome<CheckedPlan> outcome = compiled(file);
      if (outcome.isRefused()) {
        refused.add(file.getFileName() + ": " + errors(outcome));
      }
    }

    assertThat((double) refused.size())
        .as("refused: " + String.join("\n", refused))
        .isLessThanOrEqualTo((1 - ACCEPTED_SHARE) * documents().size());
  }

  @Test
  void everyKindOfStepIsAmongThem() throws IOException {
    Set<String> kinds = new TreeSet<>();
    for (Path file : documents()) {
      compiled(file).value().ifPresent(plan -> kinds(plan.plan().route(), kinds));
    }
    Set<String> all = new TreeSet<>();
    for (Class<?> kind : Flow.class.getPermittedSubclasses()) {
      all.add(kind.getSimpleName());
    }

    assertThat(kinds).isEqualTo(all);
    assertThat(documents()).hasSizeGreaterThanOrEqualTo(60);
  }

  private static void kinds(Flow flow, Set<String> kinds) {
    kinds.add(flow.getClass().getSimpleName());
    flow.inner().forEach(inner -> kinds(inner, kinds));
  }

  private static Outcome<CheckedPlan> compiled(Path file) throws IOException {
    return Samples.compiler().compile(file.getFileName().toString(), Files.readAllBytes(file));
  }

  private static List<String> errors(Outcome<CheckedPlan> outcome) {
    return outcome.diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(d -> d.code().id() + " line " + d.span().line() + ": " + d.message())
        .toList();
  }
}
