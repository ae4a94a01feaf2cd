package io.tidegate.engine;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
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

  @Override
  public Map<String, String> start() {
    try {
      data = Files.createTempDirectory("tidegate-it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("tidegate.demo.enabled", "true");
    settings.put("tidegate.demo.volume", "ci");
    settings.put("tidegate.data", data.toString());
    settings.put("tidegate.home", "..");
    settings.put("tidegate.rules.folder", rules().toString());
    return settings;
  }

  /** The pack of the samples, under which a test may ask faster than a consumer may. */
  private Path rules() {
    Path samples = Path.of("..", "samples", "rules");
    Path copy = data.resolve("rules-of-the-test");
    try (Stream<Path> files = Files.list(samples)) {
      Files.createDirectory(copy);
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
      Path pack = copy.resolve("pack.yaml");
      String text = Files.readString(pack);
      String faster = text.replaceAll(PACE, "$1 perSecond: 10000, burst: 10000,");
      if (faster.equals(text)) {
        throw new IllegalStateException("no limits were found in " + pack);
      }
      Files.writeString(pack, faster);
      return copy.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    try (Stream<Path> tree = Files.walk(data)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
