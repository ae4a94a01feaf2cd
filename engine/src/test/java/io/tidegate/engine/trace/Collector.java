package io.tidegate.engine.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A collector of traces. What it was sent can be had back from it by GET, one byte a character:
 * protobuf writes names and values as they are.
 */
public final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private volatile int status = 200;

  public Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::serve);
    server.start();
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("POST")) {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (status == 200) {
          sent.writeBytes(body);
        }
        exchange.sendResponseHeaders(status, -1);
      } else {
        exchange.sendResponseHeaders(200, sent.size() == 0 ? -1 : sent.size());
        sent.writeTo(exchange.getResponseBody());
      }
    }
  }

  void answers(int with) {
    status = with;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
  }

  /** Everything that was sent. */
  synchronized String sent() {
    return sent.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
