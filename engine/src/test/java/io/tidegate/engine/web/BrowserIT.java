package io.tidegate.engine.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegate.engine.cli.LaunchedPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people do with the web application: Chromium over the packaged program, which is started
 * once. Each file of designer-ui/browser is a test; what it said and pictures of what failed lie in
 * target/browser.
 */
class BrowserIT {
  private static final Path WEB = Path.of("..", "designer-ui").toAbsolutePath().normalize();
  private static final Path KEPT = Path.of("target", "browser").toAbsolutePath();

  @TempDir static Path folder;
  private static LaunchedPrograms programs;
  private static JsonNode demo;

  @BeforeAll
  static void startTheDemo() throws Exception {
    programs = new LaunchedPrograms(folder);
    Process engine = programs.start(0, "demo", "-Dtidegate.demo.volume=ci");
    programs.awaitLine(engine, "Ctrl-C stops it");
    demo = new ObjectMapper().readTree(demoFile().toFile());
    Files.createDirectories(KEPT);
  }

  @AfterAll
  static void stopTheDemo() throws Exception {
    programs.close();
  }

  @TestFactory
  Stream<DynamicTest> everyVisitEndsWell() throws IOException {
    List<String> visits;
    try (Stream<Path> files = Files.list(WEB.resolve("browser"))) {
      visits =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".test.mjs"))
              .sorted()
              .toList();
    }
    assertThat(visits).isNotEmpty();
    return visits.stream().map(name -> dynamicTest(name, () -> visit(name)));
  }

  private static void visit(String name) throws Exception {
    Path said = KEPT.resolve(name + ".txt");
    ProcessBuilder builder =
        new ProcessBuilder("node", "--test", "--test-reporter=spec", "browser/" + name)
            .directory(WEB.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "BROWSE_URL", demo.path("baseUrl").asText(),
                "BROWSE_DEMO", demoFile().toString(),
                "BROWSE_PICTURES", KEPT.toString()));
    Process node = builder.start();
    boolean ended = node.waitFor(LaunchedPrograms.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      // the browser first, or nobody would know whose it was
      node.descendants().forEach(ProcessHandle::destroyForcibly);
      node.destroyForcibly().waitFor();
    }
    assertThat(ended && node.exitValue() == 0).as(() -> told(said)).isTrue();
  }

  private static String told(Path said) {
    try {
      return Files.readString(said);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Path demoFile() {
    return programs.data().resolve("demo.json");
  }
}
