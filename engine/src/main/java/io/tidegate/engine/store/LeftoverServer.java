package io.tidegate.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends the database server that a killed engine left behind. May only be asked for while the data
 * folder is locked: then no living engine owns that server.
 */
final class LeftoverServer {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private LeftoverServer() {}

  static void end(Path cluster) {
    Path pidFile = cluster.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    try {
      Optional<ProcessHandle> server = server(pidFile, cluster);
      if (server.isPresent()) {
        stop(server.get(), cluster);
      }
      // A pid file without its server: the machine went down, or the number is now another
      // process's. PostgreSQL would take that process for the server and refuse to start.
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new StoreException("the leftover of an earlier run cannot be read: " + pidFile, e);
    }
  }

  /** The process that the pid file names, when it is a PostgreSQL server of this cluster. */
  private static Optional<ProcessHandle> server(Path pidFile, Path cluster) throws IOException {
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.size() < 2 || !Path.of(lines.get(1)).equals(cluster)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process
                    .info()
                    .command()
                    .map(command -> Path.of(command).getFileName().toString().equals("postgres"))
                    .orElse(false));
  }

  private static void stop(ProcessHandle server, Path cluster) throws IOException {
    try {
      // SIGINT asks PostgreSQL for a fast stop: roll back, write everything, end.
      new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor();
      server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while an earlier database was stopping", e);
    } catch (TimeoutException | ExecutionException | CompletionException e) {
      throw new StoreException(
          "the database of an earlier run (process "
              + server.pid()
              + ", "
              + cluster
              + ") does not stop; stop it by hand",
          e);
    }
  }
}
