package io.tidegate.engine.contract;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tidegate.engine.DemoResource;
import java.util.HashMap;
import java.util.Map;

/** The demo with the contract registry beside it. */
public final class EmbeddedRegistryResource implements QuarkusTestResourceLifecycleManager {
  private final DemoResource demo = new DemoResource();

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(demo.start());
    settings.put("tidegate.registry.mode", "embedded");
    return settings;
  }

  @Override
  public void stop() {
    demo.stop();
  }
}
