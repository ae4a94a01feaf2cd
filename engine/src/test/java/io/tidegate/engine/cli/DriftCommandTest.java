package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.crypto.Sm3;
import io.tidegate.samples.generate.SampleData;
import io.tidegate.samples.generate.SampleFacts;
import io.tidegate.samples.generate.Volume;
import io.tidegate.samples.simulate.Fault;
import io.tidegate.samples.simulate.SimulatedSources;
import io.tidegate.samples.simulate.SimulatedSources.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command asks the simulators, at the places of the configuration. */
class DriftCommandTest {
  private static final String KEY = "tidegate.reading.sources.";
  private static final Path CATALOG = Path.of("../samples/manifest/catalog");

  @TempDir static Path folder;
  private static SimulatedSources simulated;
  private final List<String> set = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    SampleFacts facts = new SampleFacts(Volume.CI, SampleData.DEFAULT_SEED, 0);
    simulated =
        SimulatedSources.start(
            new Simulation(facts, Sm3::digest, "tide", "gate", folder.resolve("drop"), 0, true));
  }

  @AfterAll
  static void stop() {
    simulated.close();
  }

  @AfterEach
  void recover() {
    simulated.terminal().recover();
    simulated.manifest().recover();
    set.forEach(System::clearProperty);
  }

  private void place(String source, String url) {
    set(source + ".url", url);
    set(source + ".networks", "127.0.0.0/8");
    set(source + ".user", "tide");
    set(source + ".password", "gate");
  }

  private void set(String key, String value) {
    System.setProperty(KEY + key, value);
    set.add(KEY + key);
  }

  private void placed(String source) {
    place(source, simulated.places().get(source).toString());
    if (simulated.hostKeys().containsKey(source)) {
      set(source + ".host-key", simulated.hostKeys().get(source));
    }
  }

  private static CommandRun drift(Path catalog, String... arguments) {
    List<String> all = new ArrayList<>(List.of("drift", "--catalog", catalog.toString()));
    all.addAll(List.of(arguments));
    return CommandRun.of(all.toArray(String[]::new));
  }

  @Test
  void sourcesThatAreAsTheCatalogSaysEndWithZero() {
    placed("terminal");
    placed("manifest-ws");
    CommandRun run = drift(CATALOG);
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains(
            "terminal/listMoves: 与目录一致 / as the catalog says\n",
            "terminal/listHolds: 与目录一致 / as the catalog says\n",
            "manifest-ws/queryStatus: 与目录一致 / as the catalog says\n");
  }

  @Test
  void aFieldThatIsGoneIsToldInBothLanguages() {
    placed("terminal");
    placed("manifest-ws");
    simulated.terminal().fail(Fault.FIELD_GONE, 2);
    simulated.manifest().fail(Fault.FIELD_GONE, 1);
    CommandRun run = drift(CATALOG);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "terminal/listMoves: 字段 event_type 已消失 / the field event_type is gone\n",
            "terminal/listHolds: 字段 active 已消失 / the field active is gone\n",
            "manifest-ws/queryStatus: 字段 released 已消失 / the field released is gone\n");
  }

  /** What is told is where it is, never what stands there. */
  @Test
  void aNewFieldIsToldAndItsValueIsNot() {
    placed("terminal");
    placed("manifest-ws");
    simulated.terminal().fail(Fault.FIELD_NEW, 2);
    simulated.manifest().fail(Fault.FIELD_NEW, 1);
    CommandRun run = drift(CATALOG);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("terminal/listMoves: 新增 /driverPhone", "/driverPhone is new")
        .contains("/driverPhone 可能是手机号，建议 S3 phone / /driverPhone may be: mobile number")
        .contains("manifest-ws/queryStatus: 新增 ConsigneeTel")
        .doesNotContain("10012345678");
  }

  @Test
  void aFieldOfAnotherTypeIsTold() throws IOException {
    Path catalog = Files.createDirectory(folder.resolve("catalog"));
    Files.copy(CATALOG.resolve("terminal.yaml"), catalog.resolve("terminal.yaml"));
    String moves = Files.readString(CATALOG.resolve("terminal_moves.yaml"));
    Files.writeString(
        catalog.resolve("moves.yaml"), moves.replace("type: boolean", "type: integer"));
    placed("terminal");
    CommandRun run = drift(catalog, "--source", "terminal");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            "terminal/listMoves: 字段 laden 类型改变或不应为空 / the field laden is of another type, or empty"
                + " where it may not be\n");
  }

  @Test
  void onlyTheSourceThatIsNamedIsAsked() {
    placed("terminal");
    placed("manifest-ws");
    CommandRun run = drift(CATALOG, "--source", "manifest-ws");
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("manifest-ws/").doesNotContain("terminal/");
  }

  /** "No difference" would be a guess. */
  @Test
  void aReplyWithoutARecordAndASourceThatIsDownCannotBeCompared() {
    placed("terminal");
    CommandRun none = drift(CATALOG, "--source", "terminal", "--input", "containerNo=TDGU0000000");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.out())
        .contains("terminal/listMoves: 无法比较 / cannot be compared: ")
        .contains("no record that could be compared")
        .doesNotContain("as the catalog says");

    CommandRun bill = withManifest("billNo=NONE");
    assertThat(bill.exitCode()).isEqualTo(1);
    assertThat(bill.out()).contains("manifest-ws/queryStatus: 无法比较");

    place("terminal", "http://127.0.0.1:1");
    CommandRun down = drift(CATALOG, "--source", "terminal");
    assertThat(down.exitCode()).isEqualTo(1);
    assertThat(down.out()).contains("terminal/listMoves: 无法比较 / cannot be compared: ");
  }

  @Test
  void filesAreToldNotToBeCompared() {
    placed("express-files");
    CommandRun run = drift(Path.of("../samples/express/catalog"));
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("express-files/findParcel: 此类来源不比较 / is not compared")
        .doesNotContain("as the catalog says");
  }

  private CommandRun withManifest(String input) {
    placed("manifest-ws");
    return drift(CATALOG, "--source", "manifest-ws", "--input", input);
  }

  @Test
  void aSourceWithoutAPlaceAndAnUnknownOneAreWrongUses() {
    CommandRun unplaced = drift(CATALOG, "--source", "terminal");
    assertThat(unplaced.exitCode()).isEqualTo(2);
    assertThat(unplaced.err()).contains("tidegate.reading.sources.terminal.url");
    assertThat(drift(CATALOG, "--source", "gone").exitCode()).isEqualTo(2);
    placed("terminal");
    CommandRun misspelt = drift(CATALOG, "--input", "containerNumber=TDGU1234568");
    assertThat(misspelt.exitCode()).isEqualTo(2);
    assertThat(misspelt.err()).contains("no operation has an input containerNumber");
    assertThat(drift(Path.of("gone")).exitCode()).isEqualTo(2);
  }
}
