package io.tidegate.engine.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.compile.OpenGates;
import io.tidegate.engine.compile.Samples;
import io.tidegate.engine.workspace.Workspace;
import io.tidegate.route.text.SourceText;
import io.tidegate.rules.decide.Decider;
import io.tidegate.rules.pack.RulePackReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How small a group a statistic tells of is an opening like any other. */
class StatisticsImpactTest {
  @TempDir Path folder;

  @Test
  void smallerGroupsAreALoosening() throws Exception {
    Impact impact = impact("statistics: { least: 3 }");

    AccessChange change = only(impact);
    assertThat(change.what()).isEqualTo(AccessChange.What.LEAST);
    assertThat(change.direction()).isEqualTo(Direction.LOOSENED);
    assertThat(change.before()).isEqualTo("tran.gate_pass 5");
    assertThat(change.after()).isEqualTo("tran.gate_pass 3");
    assertThat(impact.grade()).isEqualTo(Grade.LOOSENING);
    assertThat(ImpactText.of(impact, false)).contains("least parties of a group");
  }

  @Test
  void largerGroupsAreATightening() throws Exception {
    Impact impact = impact("statistics: { least: 6 }");

    assertThat(only(impact).direction()).isEqualTo(Direction.TIGHTENED);
    assertThat(impact.grade()).isEqualTo(Grade.TIGHTENING);
  }

  @Test
  void whatCountedAnywayIsNoChange() throws Exception {
    assertThat(impact("statistics: { least: 5, unconditional: 5 }").services()).isEmpty();
  }

  private static AccessChange only(Impact impact) {
    assertThat(impact.services()).hasSize(1);
    assertThat(impact.services().getFirst().access()).hasSize(1);
    return impact.services().getFirst().access().getFirst();
  }

  /** What a line in the pack does to a statistic of gate passes that are open on condition. */
  private Impact impact(String line) throws Exception {
    List<SourceText> files =
        RulePackReader.files(Samples.FOLDERS.rules()).value().orElseThrow().stream()
            .map(
                file ->
                    file.name().equals(RulePackReader.PACK_FILE)
                        ? new SourceText(file.name(), file.text() + line + "\n")
                        : file)
            .toList();
    Decider candidate =
        Decider.build(RulePackReader.read(files).value().orElseThrow()).value().orElseThrow();
    Workspace workspace = OpenGates.workspace(folder);
    Path service =
        OpenGates.documents().stream()
            .filter(f -> f.endsWith("by-gate.yaml"))
            .findFirst()
            .orElseThrow();
    Standing standing =
        Standing.of(
            workspace
                .compiler()
                .resolve(new SourceText("by-gate.yaml", Files.readString(service)))
                .value()
                .orElseThrow());
    return new ImpactRun(
            workspace.compiler(),
            workspace.compiler().judgingBy(candidate),
            List.of(standing),
            List.of())
        .run();
  }
}
