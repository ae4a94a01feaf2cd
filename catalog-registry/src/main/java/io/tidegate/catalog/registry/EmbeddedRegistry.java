package io.tidegate.catalog.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * A real Apicurio Registry run by the engine as a child of its own: on free ports of the loopback
 * interface, with a password that changes with each start, its data in a file of the data folder.
 * It starts beside the engine, is started again when it ends, and ends with the engine. Safe for
 * any number of threads.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  private static final String USER = "tidegate";
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration GOOD_RUN = Duration.ofMinutes(2);

  private final Path server;
  private final Path data;
  private final IntSupplier freePort;
  private final Consumer<String> told;
  private final Thread supervisor;
  private volatile State state = new State(Optional.empty(), "it is starting");
  private volatile Optional<Process> running = Optional.empty();
  private volatile boolean closed;

  /** Where it answers, or why it does not. */
  private record State(Optional<RegistryAddress> address, String trouble) {}

  private EmbeddedRegistry(Path server, Path data, IntSupplier freePort, Consumer<String> told) {
    this.server = Objects.requireNonNull(server, "server");
    this.data = Objects.requireNonNull(data, "data");
    this.freePort = Objects.requireNonNull(freePort, "freePort");
    this.told = Objects.requireNonNull(told, "told");
    this.supervisor =
        Thread.ofPlatform().daemon().name("registry-supervisor").unstarted(this::supervise);
  }

  /**
   * Begins to start it and does not wait.
   *
   * @param server the folder the server was unpacked to
   * @param data the folder of its data; nobody else may run a registry in it
   * @param freePort finds a free port of the loopback interface
   * @param told is given a line for the log when it starts and ends
   */
  public static EmbeddedRegistry start(
      Path server, Path data, IntSupplier freePort, Consumer<String> told) {
    EmbeddedRegistry registry = new EmbeddedRegistry(server, data, freePort, told);
    registry.supervisor.start();
    return registry;
  }

  /** Where it answers; empty while it does not. */
  public Optional<RegistryAddress> address() {
    return state.address();
  }

  /** Why it does not answer; empty while it does. */
  public String trouble() {
    return state.trouble();
  }

  /** The process number of the server, while it runs. */
  public Optional<Long> pid() {
    return running.map(Process::pid);
  }

  private void supervise() {
    Duration pause = Duration.ofSeconds(1);
    while (!closed) {
      long begun = System.nanoTime();
      try {
        run();
      } catch (IOException e) {
        state = new State(Optional.empty(), "it cannot be started: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      if (closed) {
        return;
      }
      told.accept(
          "the contract registry is not there (" + state.trouble() + "); it is tried again");
      pause =
          System.nanoTime() - begun > GOOD_RUN.toNanos()
              ? Duration.ofSeconds(1)
              : pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                  ? LONGEST_PAUSE
                  : pause.multipliedBy(2);
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Starts it and stays until it ends. */
  private void run() throws IOException, InterruptedException {
    if (!Files.isRegularFile(server.resolve("quarkus-run.jar"))) {
      throw new IOException("there is no Apicurio Registry in " + server + "; build once");
    }
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    int port = freePort.getAsInt();
    int management = freePort.getAsInt();
    RegistryAddress address =
        new RegistryAddress(
            URI.create("http://127.0.0.1:" + port), USER, HexFormat.of().formatHex(random));
    Process process = process(address, port, management);
    running = Optional.of(process);
    try {
      if (closed || !ready(process, management)) {
        process.destroyForcibly().waitFor();
      } else {
        state = new State(Optional.of(address), "");
        told.accept("the contract registry is ready at " + address);
        process.waitFor();
      }
      state =
          new State(Optional.empty(), "it ended with " + process.exitValue() + "; see " + log());
    } finally {
      running = Optional.empty();
      // its end of the pipe ends it too, where waiting was interrupted
      process.destroy();
    }
  }

  private Path log() {
    return data.resolve("registry.log");
  }

  private Process process(RegistryAddress address, int port, int management) throws IOException {
    makePrivate(data);
    Path types = data.resolve("types.json");
    try (InputStream in = EmbeddedRegistry.class.getResourceAsStream("types.json")) {
      Files.copy(in, types, StandardCopyOption.REPLACE_EXISTING);
    }
    Path classes = child();
    Path settings = settings(address, port, management, types);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+DisableAttachMechanism",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            classes + System.getProperty("path.separator") + server.resolve("quarkus-run.jar"),
            RegistryChild.class.getName());
    // what the engine was set up with is none of its business, and could set it up otherwise
    builder.environment().keySet().removeIf(name -> name.matches("(QUARKUS|APICURIO|TIDEGATE)_.*"));
    builder.environment().put("SMALLRYE_CONFIG_LOCATIONS", settings.toString());
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    return builder
        .directory(data.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }

  /** Its one class of ours, in a folder that has nothing else. */
  private Path child() throws IOException {
    String file = RegistryChild.class.getName().replace('.', '/') + ".class";
    Path classes = data.resolve("classes");
    Path copy = classes.resolve(file);
    Files.createDirectories(copy.getParent());
    try (InputStream in =
        RegistryChild.class.getResourceAsStream(RegistryChild.class.getSimpleName() + ".class")) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return classes;
  }

  private Path settings(RegistryAddress address, int port, int management, Path types)
      throws IOException {
    Properties settings = new Properties();
    settings.put("quarkus.http.host", "127.0.0.1");
    settings.put("quarkus.http.port", Integer.toString(port));
    settings.put("quarkus.management.host", "127.0.0.1");
    settings.put("quarkus.management.port", Integer.toString(management));
    settings.put("quarkus.log.level", "WARN");
    settings.put("quarkus.http.access-log.enabled", "false");
    settings.put("apicurio.storage.sql.kind", "h2");
    settings.put("apicurio.datasource.url", "jdbc:h2:file:" + data.resolve("registry"));
    settings.put("apicurio.datasource.jdbc.initial-size", "1");
    settings.put("apicurio.datasource.jdbc.min-size", "1");
    settings.put("apicurio.datasource.jdbc.max-size", "5");
    // its default lies in a folder everybody can write to
    settings.put("apicurio.artifact-types.config-file", types.toString());
    // that checker does not look into the items of a list, where the fields of most answers are
    settings.put("apicurio.compat.json-schema.use-apitomy", "false");
    settings.put("quarkus.http.auth.basic", "true");
    settings.put("quarkus.security.users.embedded.plain-text", "true");
    settings.put("quarkus.security.users.embedded.users." + USER, address.password());
    settings.put("quarkus.security.users.embedded.roles." + USER, "sr-admin");
    settings.put("apicurio.auth.role-based-authorization", "true");
    Path file = data.resolve("registry.properties");
    Files.deleteIfExists(file);
    Files.createFile(file);
    onlyOwner(file, "rw-------");
    try (OutputStream out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
    return file;
  }

  private static void makePrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    onlyOwner(folder, "rwx------");
  }

  private static void onlyOwner(Path file, String permissions) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
  }

  private static boolean ready(Process process, int management) throws InterruptedException {
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      long end = System.nanoTime() + START_PATIENCE.toNanos();
      while (process.isAlive() && System.nanoTime() < end) {
        try {
          if (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return true;
          }
        } catch (IOException e) {
          // not yet
        }
        if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
    }
    return false;
  }

  @Override
  public void close() {
    closed = true;
    state = new State(Optional.empty(), "it was stopped");
    running.ifPresent(EmbeddedRegistry::end);
    supervisor.interrupt();
    try {
      supervisor.join(STOP_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
