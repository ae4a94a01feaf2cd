package io.tidegate.engine;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tidegate.engine.trace.Collector;
import io.tidegate.samples.rules.UnhurriedPack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the engine as the demo does, with few sample rows and a data folder of its own that is
 * removed afterwards.
 */
public final class DemoResource implements QuarkusTestResourceLifecycleManager {
  private static final String PACE = "((?:OWN|PARAM|PLATFORM): \\{) perSecond: \\d+, burst: \\d+,";

  private Path data;
  private Collector collector;

  @Override
  public Map<String, String> start() {
    try {
      data = Files.createTempDirectory("tidegate-it");
      collector = new Collector();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("tidegate.demo.enabled", "true");
    settings.put("tidegate.demo.volume", "ci");
    settings.put("tidegate.data", data.toString());
    settings.put("tidegate.home", "..");
    settings.put("tidegate.registry.mode", "off");
    settings.put("tidegate.catalog.measure-every", "0s");
    settings.put("tidegate.gateway.server-timing", "demo-terminal");
    settings.put("tidegate.tracing.url", collector.address().toString());
    settings.put("tidegate.gateway.head-time", "3s");
    settings.put("tidegate.rules.folder", rules().toString());
    return settings;
  }

  /** A test asks faster than a consumer may. */
  private Path rules() {
    Path unhurried = data.resolve("rules-of-the-test");
    try {
      UnhurriedPack.write(Path.of("..", "samples", "rules"), unhurried);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return unhurried.toAbsolutePath();
  }

  @Override
  public void stop() {
    collector.close();
    try (Stream<Path> tree = Files.walk(data)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
