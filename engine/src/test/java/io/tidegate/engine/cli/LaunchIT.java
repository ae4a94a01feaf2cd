package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.engine.store.FreePort;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program and its launcher, run as an operator runs them. */
class LaunchIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void killWhatIsLeft() throws Exception {
    for (Process process : started) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly().waitFor();
      children.forEach(ProcessHandle::destroyForcibly);
    }
    // the folder is removed next, and a database that still runs would write to it
    for (ProcessHandle database : databases()) {
      database.destroy();
      database.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void theEngineServesHttpAndTakesItsDatabaseWithItWhenItIsStopped() throws Exception {
    int port = FreePort.find();
    Process engine = start(port, "start");
    awaitLine(engine, "Tidegate listens at http://127.0.0.1:" + port);

    assertThat(status(port, "/q/health/live")).isEqualTo(200);
    assertThat(status(port, "/q/health/ready")).as("nothing is published yet").isEqualTo(503);
    assertThat(databases()).hasSize(1);

    stop(engine);

    assertThat(engine.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(databases()).isEmpty();
  }

  private static int status(int port, String path) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return ((HttpURLConnection) address.toURL().openConnection()).getResponseCode();
  }

  @Test
  void anEngineThatWasKilledStartsAgainOnItsData() throws Exception {
    int port = FreePort.find();
    Process killed = start(port, "start");
    awaitLine(killed, "Tidegate listens");
    killed.destroyForcibly().waitFor();

    Process next = start(port, "start");
    awaitLine(next, "Tidegate listens");
    assertThat(databases()).hasSize(1);
  }

  @Test
  void aSecondEngineOnTheSameDataIsRefusedInOneSentence() throws Exception {
    Process first = start(FreePort.find(), "start");
    awaitLine(first, "Tidegate listens");

    Process second = start(FreePort.find(), "start");

    assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(Files.readString(errors(second)).strip().lines())
        .singleElement()
        .asString()
        .contains("in use by another Tidegate (process " + first.pid() + ")");
  }

  @Test
  void aPortThatIsTakenIsRefusedInOneSentenceAndLeavesNoDatabaseRunning() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process engine = start(taken.getLocalPort(), "start");

      assertThat(engine.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(engine.exitValue()).isEqualTo(1);
      assertThat(Files.readString(errors(engine)))
          .contains("the port is in use")
          .contains("TIDEGATE_PORT");
    }
    assertThat(databases()).isEmpty();
  }

  @Test
  void theDemoTellsItsKeysAndKeepsThemOverARestart() throws Exception {
    Process first = start(FreePort.find(), "demo");
    awaitLine(first, "Ctrl-C stops it");
    JsonNode before = demoFile();
    stop(first);
    assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    int port = FreePort.find();
    Process second = start(port, "demo");
    awaitLine(second, "Tidegate demo is ready at http://127.0.0.1:" + port);
    awaitLine(second, before.path("keys").path("agent").asText());

    assertThat(demoFile().path("keys")).isEqualTo(before.path("keys"));
    assertThat(demoFile().path("logins")).isEqualTo(before.path("logins"));
    assertThat(demoFile().path("baseUrl").asText()).isEqualTo("http://127.0.0.1:" + port);
  }

  @Test
  void onAnyFreePortTheDemoIsReadyAndTheCallsItPrintsWork() throws Exception {
    Process demo = start(0, "demo");
    awaitLine(demo, "Ctrl-C stops it");

    String baseUrl = demoFile().path("baseUrl").asText();
    int port = URI.create(baseUrl).getPort();
    assertThat(port).isPositive();
    assertThat(status(port, "/q/health/ready")).isEqualTo(200);
    List<String> calls =
        Files.readAllLines(folder.resolve("out-0")).stream()
            .map(String::strip)
            .filter(line -> line.startsWith("curl "))
            .toList();
    List<String> statuses = new ArrayList<>();
    for (String call : calls) {
      statuses.add(printed(call + " -s -o /dev/null -w %{http_code}"));
    }
    assertThat(statuses).containsExactly("200", "200", "404");
  }

  private static String printed(String command) throws IOException {
    Process shell = new ProcessBuilder("bash", "-c", command).start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void aKeyOfTheConfigurationThatIsNotKnownStopsTheStart() throws Exception {
    Process engine = start(FreePort.find(), "start", "-Dtidegate.acess.refresh=1s");

    assertThat(engine.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(engine.exitValue()).isEqualTo(1);
    assertThat(Files.readString(errors(engine))).contains("tidegate.acess.refresh");
  }

  private JsonNode demoFile() throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("data/demo.json")));
  }

  /** Starts the program through the launcher, which becomes it: the process is the engine's own. */
  private Process start(int port, String command, String... javaOptions) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(HOME.resolve("tidegate").toString(), command)
            .redirectOutput(folder.resolve("out-" + started.size()).toFile())
            .redirectError(folder.resolve("err-" + started.size()).toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("TIDEGATE_NO_BUILD", "1");
    environment.put("TIDEGATE_REGISTRY_MODE", "off");
    environment.put("TIDEGATE_PORT", Integer.toString(port));
    environment.put("TIDEGATE_DATA", folder.resolve("data").toString());
    environment.put("TIDEGATE_JAVA_OPTIONS", String.join(" ", javaOptions));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private Path errors(Process process) {
    return folder.resolve("err-" + started.indexOf(process));
  }

  private void awaitLine(Process process, String text) throws Exception {
    Path output = folder.resolve("out-" + started.indexOf(process));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(output).contains(text)) {
      assertThat(process.isAlive())
          .as("still running; it said: " + Files.readString(errors(process)))
          .isTrue();
      assertThat(System.nanoTime()).as("said in time: " + text).isLessThan(end);
      Thread.sleep(100);
    }
  }

  /**
   * As a service manager does. The engine takes Ctrl-C the same way, but what a shell starts in the
   * background ignores it, and tests may be started so.
   */
  private static void stop(Process process) {
    process.destroy();
  }

  /** The database servers that run on this test's data. */
  private List<ProcessHandle> databases() {
    String cluster = folder.resolve("data/postgres").toString();
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .arguments()
                    .map(arguments -> List.of(arguments).contains(cluster))
                    .orElse(false))
        .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
        .toList();
  }
}
