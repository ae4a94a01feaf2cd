package io.tidegate.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program, started through its launcher as an operator starts it. Its data are in one
 * folder; closing ends whatever still runs on them.
 */
public final class LaunchedPrograms implements AutoCloseable {
  /** How long anything may take before a test gives up. */
  public static final Duration PATIENCE = Duration.ofSeconds(180);

  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  private final Path folder;
  private final List<Process> started = new ArrayList<>();

  public LaunchedPrograms(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts the launcher, which becomes the program: the process is the engine's own.
   *
   * @param port 0 for any that is free
   */
  public Process start(int port, String command, String... javaOptions) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(HOME.resolve("tidegate").toString(), command)
            .redirectOutput(folder.resolve("out-" + started.size()).toFile())
            .redirectError(folder.resolve("err-" + started.size()).toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("TIDEGATE_NO_BUILD", "1");
    environment.put("TIDEGATE_REGISTRY_MODE", "off");
    environment.put("TIDEGATE_PORT", Integer.toString(port));
    environment.put("TIDEGATE_DATA", data().toString());
    environment.put("TIDEGATE_JAVA_OPTIONS", String.join(" ", javaOptions));
    Process process = builder.start();
    started.add(process);
    return process;
  }

  public Path data() {
    return folder.resolve("data");
  }

  /** What it wrote to its standard output. */
  public Path output(Process process) {
    return folder.resolve("out-" + started.indexOf(process));
  }

  /** What it wrote to its standard error. */
  public Path errors(Process process) {
    return folder.resolve("err-" + started.indexOf(process));
  }

  public void awaitLine(Process process, String text) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(output(process)).contains(text)) {
      assertThat(process.isAlive())
          .as("still running; it said: " + Files.readString(errors(process)))
          .isTrue();
      assertThat(System.nanoTime()).as("said in time: " + text).isLessThan(end);
      Thread.sleep(100);
    }
  }

  /** The database servers that run on these data. */
  public List<ProcessHandle> databases() {
    String cluster = data().resolve("postgres").toString();
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .arguments()
                    .map(arguments -> List.of(arguments).contains(cluster))
                    .orElse(false))
        .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
        .toList();
  }

  @Override
  public void close() throws Exception {
    for (Process process : started) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly().waitFor();
      children.forEach(ProcessHandle::destroyForcibly);
    }
    // the folder is removed next, and a database that still runs would write to it
    for (ProcessHandle database : databases()) {
      database.destroy();
      database.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
