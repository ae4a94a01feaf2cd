package io.tidegate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.compile.CheckedPlan;
import io.tidegate.engine.workspace.SampleFolders;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is measured is right: distinct services, all of them accepted and live. Never how fast. */
class CompileRunTest {
  private static final SampleFolders SAMPLES = new SampleFolders(Path.of("..", "samples"));

  @Test
  void theGeneratedServicesAreDistinctAndAllOfThemGoLive() throws Exception {
    try (CompileRun run = CompileRun.open(SAMPLES, new GeneratedServices(7))) {
      List<CheckedPlan> plans = run.all(90);
      run.publish(plans);

      assertThat(plans).extracting(CheckedPlan::fingerprint).doesNotHaveDuplicates();
      assertThat(plans).extracting(p -> p.plan().path()).doesNotHaveDuplicates();
      assertThat(plans).extracting(CompileRun::statement).doesNotHaveDuplicates();
      assertThat(plans).anyMatch(p -> p.plan().reads().size() == 3);
      assertThat(plans).anyMatch(p -> p.plan().paging().isPresent());
      assertThat(run.live().current().endpoints()).hasSize(90);
    }
  }

  @Test
  void severalThreadsComeToWhatOneComesTo() throws Exception {
    try (CompileRun run = CompileRun.open(SAMPLES, new GeneratedServices(8))) {
      List<String> together = run.all(24).stream().map(CheckedPlan::fingerprint).toList();
      List<String> alone =
          IntStream.range(0, 24)
              .mapToObj(n -> run.compile(n).outcome().value().orElseThrow().fingerprint())
              .toList();

      assertThat(together).isEqualTo(alone);
    }
  }

  @Test
  void theReportTellsEveryMeasure() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (CompileRun run = CompileRun.open(SAMPLES, new GeneratedServices(9))) {
      run.report(12, 6, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("grammar alone  median", "compile        median", "ratio to the grammar")
        .contains("  compiled 6 of 12 after", "compiled 12 services", "times the grammar alone")
        .contains("  published 6 of 12 after", "published them in", "with 12 live")
        .contains("their OpenAPI document");
  }

  @Test
  void progressIsToldOnceForEachTenth() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Progress progress =
        new Progress("done", 250, new PrintStream(printed, true, StandardCharsets.UTF_8));
    for (int i = 0; i < 250; i++) {
      progress.one();
    }

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .hasSize(10)
        .first()
        .asString()
        .startsWith("  done 25 of 250 after");
  }

  @Test
  void tooLittleHeapIsToldBeforeAnythingIsDone() throws Exception {
    assertThat(BenchMain.run("compile", "--services", "900000")).isEqualTo(1);
    assertThat(BenchMain.run("compile", "--services", "many")).isEqualTo(2);
    assertThat(BenchMain.run()).isEqualTo(2);
  }

  @Test
  void quantilesAreOfTheNearestRank() {
    Times times = new Times(IntStream.rangeClosed(1, 100).mapToLong(i -> i * 1_000_000L).toArray());

    assertThat(times.median()).isEqualTo(50);
    assertThat(times.quantile(0.99)).isEqualTo(99);
    assertThat(new Times(new long[] {3_000_000}).quantile(0.99)).isEqualTo(3);
  }
}
