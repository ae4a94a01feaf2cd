package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that signs in takes its password in the same ways, and keeps it from the same. */
class AdminClientTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cluster",
        "quota app-1",
        "registry status",
        "staff list",
        "publish --draft 1",
        "retire goods"
      })
  void aPasswordIsNotSentInClearToAnotherMachine(String command) throws Exception {
    List<String> line = new ArrayList<>(List.of(command.split(" ")));
    line.addAll(
        List.of(
            "--as",
            "operator",
            "--url",
            "http://192.0.2.1:8080",
            "--password-file",
            Files.writeString(folder.resolve("password"), "secret").toString()));

    CommandRun run = CommandRun.of(line.toArray(String[]::new));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains("https").contains("192.0.2.1").doesNotContain("secret");
  }

  /** In a process of its own, for the environment of this one is fixed. */
  @Test
  void theFileComesBeforeTheEnvironment() throws Exception {
    List<String> shown = new CopyOnWriteArrayList<>();
    HttpServer engine =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    engine.createContext(
        "/",
        exchange -> {
          String authorization = exchange.getRequestHeaders().getFirst("Authorization");
          shown.add(
              new String(
                  Base64.getDecoder().decode(authorization.substring("Basic ".length())),
                  StandardCharsets.UTF_8));
          byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, nothing.length);
          exchange.getResponseBody().write(nothing);
          exchange.close();
        });
    engine.start();
    try {
      String url = "http://127.0.0.1:" + engine.getAddress().getPort();
      Path file = Files.writeString(folder.resolve("login"), "operator\nof the file\n");

      assertThat(run("of the environment", "cluster", "--as", "operator", "--url", url)).isZero();
      assertThat(run("of the environment", "quota", "app-1", "--as", "operator", "--url", url))
          .isZero();
      assertThat(
              run(
                  "of the environment",
                  "quota",
                  "app-1",
                  "--as",
                  "operator",
                  "--url",
                  url,
                  "--password-file",
                  file.toString()))
          .isZero();
    } finally {
      engine.stop(0);
    }
    assertThat(shown)
        .containsExactly(
            "operator:of the environment", "operator:of the environment", "operator:of the file");
  }

  private static int run(String password, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TidegateMain.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("TIDEGATE_PASSWORD", password);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
