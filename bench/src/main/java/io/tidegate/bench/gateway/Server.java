package io.tidegate.bench.gateway;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, on a port of loopback. */
final class Server implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String name;
  private final Process process;
  private final int port;
  private final String root;

  private Server(String name, Process process, int port, String root) {
    this.name = name;
    this.process = process;
    this.port = port;
    this.root = root;
  }

  /**
   * Starts it and waits until it answers anything.
   *
   * @param root what stands before every path of a workload
   * @param log what it says, and where to look when it does not start
   */
  static Server start(
      String name,
      int port,
      String root,
      List<String> command,
      Map<String, String> environment,
      Path log)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Server server = new Server(name, builder.start(), port, root);
    Instant begun = Instant.now();
    while (!server.answers()) {
      if (!server.process.isAlive() || begun.plus(PATIENCE).isBefore(Instant.now())) {
        server.close();
        throw new IOException(name + " does not start; see " + log);
      }
      Thread.sleep(200);
    }
    return server;
  }

  private boolean answers() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(origin() + "/bench").toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(5000);
      return connection.getResponseCode() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  String origin() {
    return "http://127.0.0.1:" + port;
  }

  /** The path of a request of a workload. */
  String path(String below) {
    return root + below;
  }

  ProcessUse use() throws IOException {
    return ProcessUse.of(process.pid());
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
