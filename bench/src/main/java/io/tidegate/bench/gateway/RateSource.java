package io.tidegate.bench.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The source that is asked by REST: the same rate for every day, after five milliseconds. */
final class RateSource implements AutoCloseable {
  private static final int MILLIS = 5;
  private static final String REPLY =
      "{\"date\":\"2024-01-11\",\"currency\":\"USD\",\"rate\":7.183800,\"source\":\"潮汐示例汇率\"}";

  private final HttpServer server;

  private RateSource(HttpServer server) {
    this.server = server;
  }

  static RateSource start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 128);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/rates/", RateSource::answer);
    server.start();
    return new RateSource(server);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Thread.sleep(MILLIS);
      byte[] body = REPLY.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
