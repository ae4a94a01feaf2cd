package io.tidegate.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Quarkus;
import io.tidegate.engine.demo.CastMember;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Starts the engine with the samples on data of its own, asks it and stops it. The launcher has
 * Java note meanwhile which classes that takes, for the starts that follow.
 */
@Command(
    name = "train",
    description = {
      "Runs the samples once, on data that are removed afterwards, and notes what starting takes:",
      "later starts of this build read that from engine/target and are ready sooner.",
      "Takes about a minute. Nothing else changes, and nothing depends on it."
    })
final class TrainCommand implements Callable<Integer> {
  /** Of each call, so that what only a further one needs is there as well. */
  private static final int TIMES = 20;

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long PAUSE_MILLIS = 200;

  /** One record, a list, a composition, what is kept, and what anybody may ask. */
  private static final List<String> CALLS =
      List.of(
          "/api/dec/v1/declarations/379120241000000004",
          "/api/dec/v1/declarations?limit=100",
          "/api/dec/v1/declarations/379120241000000004/duties",
          "/api/param/v1/tariff/lines?hs=9403200000");

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("tidegate-train");
    System.setProperty("tidegate.data", folder.toString());
    System.setProperty("tidegate.port", "0");
    System.setProperty("tidegate.registry.mode", "off");
    System.setProperty("tidegate.demo.enabled", "true");
    System.setProperty("tidegate.demo.volume", "ci");
    Thread.ofPlatform().name("train").daemon().start(() -> train(folder));
    try {
      return Engine.run();
    } finally {
      delete(folder);
    }
  }

  private static void train(Path folder) {
    int exitCode = 1;
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI origin = URI.create("http://127.0.0.1:" + System.getProperty("tidegate.port"));
      awaitReady(client, origin);
      JsonNode keys = new ObjectMapper().readTree(folder.resolve("demo.json").toFile());
      exitCode = ask(client, origin, keys.path("keys")) > 0 ? 0 : 1;
    } catch (IOException e) {
      System.err.println("tidegate: the samples cannot be asked: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Quarkus.asyncExit(exitCode);
  }

  private static void awaitReady(HttpClient client, URI origin)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(origin.resolve("/q/health/ready")).build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      try {
        if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (ConnectException e) {
        // it listens once everything is served
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    throw new IOException("they are not served after " + PATIENCE.toMinutes() + " minutes");
  }

  /** How many calls were answered. */
  private static int ask(HttpClient client, URI origin, JsonNode keys)
      throws IOException, InterruptedException {
    int answered = 0;
    for (int i = 0; i < TIMES; i++) {
      for (String call : CALLS) {
        for (CastMember member : List.of(CastMember.PRINCIPAL, CastMember.AGENT)) {
          HttpRequest request =
              HttpRequest.newBuilder(origin.resolve(call))
                  .header("X-API-Key", keys.path(member.word()).asText())
                  .build();
          if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
            answered++;
          }
        }
      }
    }
    return answered;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
