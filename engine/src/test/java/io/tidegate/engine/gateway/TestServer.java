package io.tidegate.engine.gateway;

import io.tidegate.engine.cache.AnswerCache;
import io.tidegate.engine.cache.CacheSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A plain HTTP server on a free port of this machine, and a client that speaks to it. */
public final class TestServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServer server;

  /**
   * Starts.
   *
   * @param routes puts what is served on the router
   */
  public TestServer(Consumer<Router> routes) throws Exception {
    Router router = Router.router(vertx);
    router.route().order(Integer.MIN_VALUE).handler(HeadDeadline::come);
    routes.accept(router);
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setMaxInitialLineLength(12_288))
            .requestHandler(router)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    new ConnectionGuards(Settings.USUAL.headTime()).standAt(vertx).get(10, TimeUnit.SECONDS);
  }

  public int port() {
    return server.actualPort();
  }

  /** A request that is not sent yet. */
  public HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  public HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** A cache of its own. */
  public static AnswerCache cache() {
    return new AnswerCache(
        new CacheSettings(1 << 20, 1 << 16, Duration.ofMinutes(1)),
        new SecureRandom(),
        System::nanoTime);
  }

  /** A digest for tests that are not about digests. */
  public static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Settings with one thing changed at most. */
  public record Settings(int maxUriBytes, int maxBodyBytes, int maxConcurrentAnswers)
      implements GatewaySettings {
    public static final Settings USUAL = new Settings(8192, 1024, 64);

    @Override
    public Duration headTime() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration bodyTime() {
      return Duration.ofMillis(500);
    }

    @Override
    public int maxConcurrentOfProvider() {
      return maxConcurrentAnswers;
    }

    @Override
    public int maxConcurrentStreams() {
      return 2;
    }

    @Override
    public Duration streamStall() {
      return Duration.ofSeconds(2);
    }

    @Override
    public Duration longestStream() {
      return Duration.ofMinutes(1);
    }

    @Override
    public Optional<Set<String>> serverTiming() {
      return Optional.of(Set.of("timed"));
    }

    @Override
    public Duration documentLinkLife() {
      return Duration.ofMinutes(5);
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
