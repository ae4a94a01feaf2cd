package io.tidegate.engine.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts the engine. */
@Command(
    name = "start",
    description = {
      "Starts the engine and serves what was published.",
      "TIDEGATE_PORT and TIDEGATE_DATA say where it listens and where it keeps its data."
    })
final class StartCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return Engine.run();
  }
}
