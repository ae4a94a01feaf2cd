package io.tidegate.engine.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts the engine with the samples. */
@Command(
    name = "demo",
    description = {
      "Starts the engine with the samples, and prints keys, logins and calls to try.",
      "TIDEGATE_PORT and TIDEGATE_DATA say where it listens and where it keeps its data."
    })
final class DemoCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    System.setProperty("tidegate.demo.enabled", "true");
    return Engine.run();
  }
}
