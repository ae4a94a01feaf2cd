package io.tidegate.engine.cli;

import static io.tidegate.engine.cli.LaunchedPrograms.PATIENCE;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program and its launcher, run as an operator runs them. */
class LaunchIT {
  @TempDir Path folder;
  private LaunchedPrograms programs;

  @BeforeEach
  void prepare() {
    programs = new LaunchedPrograms(folder);
  }

  @AfterEach
  void killWhatIsLeft() throws Exception {
    programs.close();
  }

  @Test
  void theEngineServesHttpAndTakesItsDatabaseWithItWhenItIsStopped() throws Exception {
    int port = FreePort.find();
    Process engine = programs.start(port, "start");
    programs.awaitLine(engine, "Tidegate listens at http://127.0.0.1:" + port);

    assertThat(status(port, "/q/health/live")).isEqualTo(200);
    assertThat(status(port, "/q/health/ready")).as("nothing is published yet").isEqualTo(503);
    assertThat(programs.databases()).hasSize(1);

    stop(engine);

    assertThat(engine.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(programs.databases()).isEmpty();
  }

  private static int status(int port, String path) throws IOException {
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return ((HttpURLConnection) address.toURL().openConnection()).getResponseCode();
  }

  @Test
  void anEngineThatWasKilledStartsAgainOnItsData() throws Exception {
    int port = FreePort.find();
    Process killed = programs.start(port, "start");
    programs.awaitLine(killed, "Tidegate listens");
    killed.destroyForcibly().waitFor();

    Process next = programs.start(port, "start");
    programs.awaitLine(next, "Tidegate listens");
    assertThat(programs.databases()).hasSize(1);
  }

  @Test
  void aSecondEngineOnTheSameDataIsRefusedInOneSentence() throws Exception {
    Process first = programs.start(FreePort.find(), "start");
    programs.awaitLine(first, "Tidegate listens");

    Process second = programs.start(FreePort.find(), "start");

    assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(Files.readString(programs.errors(second)).strip().lines())
        .singleElement()
        .asString()
        .contains("in use by another Tidegate (process " + first.pid() + ")");
  }

  @Test
  void aPortThatIsTakenIsRefusedInOneSentenceAndLeavesNoDatabaseRunning() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process engine = programs.start(taken.getLocalPort(), "start");

      assertThat(engine.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(engine.exitValue()).isEqualTo(1);
      assertThat(Files.readString(programs.errors(engine)))
          .contains("the port is in use")
          .contains("TIDEGATE_PORT");
    }
    assertThat(programs.databases()).isEmpty();
  }

  @Test
  void theDemoTellsItsKeysAndKeepsThemOverARestart() throws Exception {
    Process first = programs.start(FreePort.find(), "demo");
    programs.awaitLine(first, "Ctrl-C stops it");
    JsonNode before = demoFile();
    stop(first);
    assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    int port = FreePort.find();
    Process second = programs.start(port, "demo");
    programs.awaitLine(second, "Tidegate demo is ready at http://127.0.0.1:" + port);
    programs.awaitLine(second, before.path("keys").path("agent").asText());

    assertThat(demoFile().path("keys")).isEqualTo(before.path("keys"));
    assertThat(demoFile().path("logins")).isEqualTo(before.path("logins"));
    assertThat(demoFile().path("baseUrl").asText()).isEqualTo("http://127.0.0.1:" + port);
  }

  @Test
  void onAnyFreePortTheDemoIsReadyAndTheCallsItPrintsWork() throws Exception {
    Process demo = programs.start(0, "demo");
    programs.awaitLine(demo, "Ctrl-C stops it");

    String baseUrl = demoFile().path("baseUrl").asText();
    int port = URI.create(baseUrl).getPort();
    assertThat(port).isPositive();
    assertThat(status(port, "/q/health/ready")).isEqualTo(200);
    List<String> calls =
        Files.readAllLines(programs.output(demo)).stream()
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
    Process engine = programs.start(FreePort.find(), "start", "-Dtidegate.acess.refresh=1s");

    assertThat(engine.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(engine.exitValue()).isEqualTo(1);
    assertThat(Files.readString(programs.errors(engine))).contains("tidegate.acess.refresh");
  }

  private JsonNode demoFile() throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("data/demo.json")));
  }

  /**
   * As a service manager does. The engine takes Ctrl-C the same way, but what a shell starts in the
   * background ignores it, and tests may be started so.
   */
  private static void stop(Process process) {
    process.destroy();
  }
}
