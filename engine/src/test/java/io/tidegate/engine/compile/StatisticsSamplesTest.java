package io.tidegate.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidegate.engine.plan.Certificate.CertifiedStatistic;
import io.tidegate.engine.plan.PlannedTable;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.diagnostic.Diagnostic;
import io.tidegate.route.diagnostic.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every statistic of {@code samples/attacks/statistics}, over gate passes that are open on
 * condition, is refused where its first line says, or leaves groups of too few parties out. Over
 * the gate passes of the samples, of which a caller has the own ones only, all are accepted.
 */
class StatisticsSamplesTest {
  private static final String LEFT_OUT = "# groups of fewer than 5 parties are left out";

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> statisticsOverRecordsOfOthers() throws IOException {
    Workspace workspace = OpenGates.workspace(folder);
    return OpenGates.documents().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(file.getFileName().toString(), () -> of(workspace, file)));
  }

  @TestFactory
  Stream<DynamicTest> statisticsOverOwnRecords() throws IOException {
    return OpenGates.documents().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> ofOwn(file)));
  }

  private static void of(Workspace workspace, Path file) throws IOException {
    Outcome<CheckedPlan> outcome = compiled(workspace.compiler(), file);
    List<String> refusals =
        outcome.diagnostics().stream()
            .filter(Diagnostic::isError)
            .map(d -> "# refused with " + d.code().id() + " at " + d.span().text())
            .toList();
    String expected = Files.readAllLines(file).getFirst();
    if (!expected.equals(LEFT_OUT)) {
      assertThat(refusals).containsExactly(expected);
      return;
    }
    assertThat(refusals).isEmpty();
    CheckedPlan checked = outcome.value().orElseThrow();
    assertThat(checked.plan().reads().getFirst().tables())
        .extracting(PlannedTable::least)
        .containsExactly(5);
    assertThat(checked.certificate().statistics())
        .extracting(CertifiedStatistic::resource, CertifiedStatistic::least)
        .containsExactly(tuple("gate_pass", 5));
  }

  private static void ofOwn(Path file) throws IOException {
    Outcome<CheckedPlan> outcome = compiled(Samples.compiler(), file);

    assertThat(outcome.diagnostics()).noneMatch(d -> d.code() == PlanCode.STATISTICS);
    outcome
        .value()
        .ifPresent(
            checked -> {
              assertThat(checked.plan().reads().getFirst().tables())
                  .extracting(PlannedTable::least)
                  .containsOnly(1);
              assertThat(checked.certificate().statistics()).isEmpty();
            });
  }

  private static Outcome<CheckedPlan> compiled(ServiceCompiler compiler, Path file)
      throws IOException {
    return compiler.compile(file.getFileName().toString(), Files.readAllBytes(file));
  }
}
