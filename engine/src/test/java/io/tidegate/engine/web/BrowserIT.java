package io.tidegate.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.DemoResource;
import io.tidegate.engine.demo.DemoFile;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The journeys of {@code designer-ui/browser}, in a real browser over the running demo. Each is a
 * test of its own there; here is what they need.
 */
@QuarkusTest
@QuarkusTestResource(DemoResource.class)
class BrowserIT {
  private static final Path JOURNEYS = Path.of("../designer-ui").toAbsolutePath().normalize();

  @TestHTTPResource("/")
  URL address;

  @Inject DemoFile demo;

  @Test
  void theJourneysAreMade() throws Exception {
    String chromium = System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium");
    assertThat(Path.of(chromium))
        .as("the browser tests need Chromium: apt install chromium, or set CHROMIUM to it")
        .exists();
    ProcessBuilder run =
        new ProcessBuilder(
                "node", "--test", "--test-concurrency=1", "--test-reporter=spec", "browser/")
            .directory(JOURNEYS.toFile())
            .redirectErrorStream(true);
    run.environment().put("TIDEGATE_URL", address.toString().replaceAll("/$", ""));
    run.environment().put("TIDEGATE_DEMO", demo.path().toString());
    run.environment().put("CHROMIUM", chromium);
    Path output = Files.createTempFile("journeys", ".txt");
    run.redirectOutput(output.toFile());
    Process journeys = run.start();
    try {
      boolean ended = journeys.waitFor(8, TimeUnit.MINUTES);
      String said = Files.readString(output, StandardCharsets.UTF_8);
      System.out.println(said);
      assertThat(ended).as(said).isTrue();
      assertThat(journeys.exitValue()).as(said).isZero();
    } finally {
      journeys.destroyForcibly();
      Files.deleteIfExists(output);
    }
  }
}
