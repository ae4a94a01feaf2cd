package io.tidegate.engine;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tidegate.engine.workspace.SampleFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs the engine as the demo does, with every sample service asking for its answers to be kept and
 * to be given when its sources fail; but for the one that must not be kept.
 */
public final class KeptSamplesResource implements QuarkusTestResourceLifecycleManager {
  private static final String LINKS = "declaration-details.yaml";

  private final DemoResource demo = new DemoResource();

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(demo.start());
    Path folder = Path.of(settings.get("tidegate.data"), "kept-services");
    try {
      Files.createDirectories(folder);
      for (Path service : new SampleFolders(Path.of("..", "samples")).services()) {
        Files.writeString(folder.resolve(service.getFileName()), kept(service));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings.put("tidegate.services.folders", folder.toString());
    return settings;
  }

  private static String kept(Path service) throws IOException {
    String text = Files.readString(service);
    if (service.endsWith(LINKS)) {
      return text;
    }
    String kept =
        text.replaceAll(
            "realtime: \\{ (timeout: [0-9a-z]+)[^}]*}",
            "realtime: { $1, cache: 10m, fallback: stale }");
    if (!text.contains("\ndeliver:")) {
      return text + "\ndeliver:\n  realtime: { cache: 10m, fallback: stale }\n";
    }
    if (!kept.contains("cache: 10m")) {
      throw new IllegalStateException(service + " says otherwise how it is delivered");
    }
    return kept;
  }

  @Override
  public void stop() {
    demo.stop();
  }
}
