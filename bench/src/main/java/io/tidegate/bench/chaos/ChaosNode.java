package io.tidegate.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One engine process, and what can happen to it. */
final class ChaosNode implements AutoCloseable {
  private final int number;
  private final int port;
  private final Path folder;
  private final Map<String, String> environment;
  private final DatabaseLink link;
  private Process process;
  private int starts;

  /**
   * A node that does not run yet.
   *
   * @param environment it is started with
   */
  ChaosNode(int number, int port, Path folder, Map<String, String> environment, DatabaseLink link) {
    this.number = number;
    this.port = port;
    this.folder = folder;
    this.environment = Map.copyOf(environment);
    this.link = link;
  }

  int number() {
    return number;
  }

  URI at(String target) {
    return URI.create("http://127.0.0.1:" + port + target);
  }

  DatabaseLink link() {
    return link;
  }

  void start(Path home) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("tidegate").toString(), "start")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log-" + number + "-" + starts).toFile());
    builder.environment().putAll(environment);
    starts++;
    process = builder.start();
  }

  boolean runs() {
    return process != null && process.isAlive();
  }

  /** What it said last, for somebody who wants to know why it is gone. */
  String said() throws IOException {
    return Files.readString(folder.resolve("log-" + number + "-" + (starts - 1)));
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void stand() throws IOException, InterruptedException {
    signal("STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
        .inheritIO()
        .start()
        .waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    try {
      if (runs()) {
        goOn();
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    link.close();
  }
}
