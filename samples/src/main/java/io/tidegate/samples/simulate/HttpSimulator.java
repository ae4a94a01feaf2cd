package io.tidegate.samples.simulate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A simulated system behind HTTP, on a free port of loopback. {@code POST
 * /_control/<fault>?times=<n>} makes the next answers fail that way, {@code POST /_control/none}
 * ends it; without {@code times} it goes on until then.
 */
public abstract class HttpSimulator implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final int LARGEST_REQUEST = 1 << 20;

  /** What is asked of a system. */
  record Request(
      String method,
      List<String> path,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {
    Request {
      path = List.copyOf(path);
      query = Map.copyOf(query);
      headers = Map.copyOf(headers);
      Objects.requireNonNull(body, "body");
    }
  }

  /** What a system answers. */
  record Answer(int status, String contentType, byte[] body) {
    Answer {
      Objects.requireNonNull(contentType, "contentType");
      Objects.requireNonNull(body, "body");
    }

    static Answer json(int status, String json) {
      return new Answer(
          status, "application/json; charset=utf-8", json.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final HttpServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Duration usual;
  private final Duration slowest;
  private final double pace;
  private final AtomicLong answered = new AtomicLong();
  private Optional<Fault> fault = Optional.empty();
  private int faultsLeft;

  /**
   * @param usual how long an answer of the real system takes
   * @param slowest how long one in a hundred takes
   * @param pace what these times are multiplied by; 0 answers at once
   */
  HttpSimulator(Duration usual, Duration slowest, double pace) {
    this.usual = Objects.requireNonNull(usual, "usual");
    this.slowest = Objects.requireNonNull(slowest, "slowest");
    this.pace = pace;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(workers);
    server.createContext("/", this::handle);
  }

  /** Begins to listen. */
  final void start() {
    server.start();
  }

  /** Where the system is. */
  public final URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Requests answered so far, well or not. */
  public final long answered() {
    return answered.get();
  }

  /** Makes the next so many answers fail. */
  public final synchronized void fail(Fault next, int times) {
    fault = Optional.of(next);
    faultsLeft = times;
  }

  /** Ends all failing. */
  public final synchronized void recover() {
    fault = Optional.empty();
    faultsLeft = 0;
  }

  private synchronized Optional<Fault> nextFault() {
    if (faultsLeft <= 0) {
      return Optional.empty();
    }
    faultsLeft--;
    return fault;
  }

  /**
   * The answer to a request.
   *
   * @param fault one the system has its own way of: failed, stopped, stale, a field new or gone
   */
  abstract Answer answer(Request request, Optional<Fault> fault);

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = request(exchange);
      if (!request.path().isEmpty() && request.path().getFirst().equals("_control")) {
        send(exchange, control(request), false);
        return;
      }
      long number = answered.incrementAndGet();
      Optional<Fault> next = nextFault();
      pause(number % 100 == 99 ? slowest : usual, pace);
      Answer answer = answer(request, next.filter(HttpSimulator::isItsOwn));
      if (next.isEmpty() || isItsOwn(next.get())) {
        send(exchange, answer, false);
        return;
      }
      switch (next.get()) {
        case TIMEOUT -> pause(SILENCE, 1);
        case UNAVAILABLE -> send(exchange, Answer.json(503, "{\"error\":\"busy\"}"), false);
        case THROTTLED -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          send(exchange, Answer.json(429, "{\"error\":\"slow down\"}"), false);
        }
        case GARBAGE ->
            send(exchange, new Answer(200, answer.contentType(), garbage(answer.body())), false);
        case TRUNCATED -> send(exchange, answer, true);
        case FAILED, STOPPED, STALE, FIELD_NEW, FIELD_GONE ->
            throw new IllegalStateException("answered above");
      }
    }
  }

  private static boolean isItsOwn(Fault fault) {
    return switch (fault) {
      case TIMEOUT, UNAVAILABLE, THROTTLED, GARBAGE, TRUNCATED -> false;
      case FAILED, STOPPED, STALE, FIELD_NEW, FIELD_GONE -> true;
    };
  }

  private Answer control(Request request) {
    String word = request.path().size() == 2 ? request.path().get(1) : "";
    Optional<Fault> wanted = Fault.ofWord(word);
    if (!request.method().equals("POST") || wanted.isEmpty() && !word.equals("none")) {
      return Answer.json(400, "{\"error\":\"POST /_control/<fault> or /_control/none\"}");
    }
    String times = request.query().getOrDefault("times", "2147483647");
    if (!times.matches("[0-9]{1,10}") || Long.parseLong(times) > Integer.MAX_VALUE) {
      return Answer.json(400, "{\"error\":\"times is a number\"}");
    }
    wanted.ifPresentOrElse(f -> fail(f, Integer.parseInt(times)), this::recover);
    return Answer.json(200, "{}");
  }

  /** The same bytes each with its bits turned, so that neither JSON nor XML nor text is left. */
  private static byte[] garbage(byte[] bytes) {
    byte[] turned = bytes.clone();
    for (int i = 0; i < turned.length; i++) {
      turned[i] = (byte) ~turned[i];
    }
    return turned;
  }

  private static void pause(Duration time, double pace) {
    try {
      Thread.sleep((long) (time.toMillis() * pace));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request request(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    List<String> path =
        Arrays.stream(uri.getRawPath().substring(1).split("/"))
            .filter(part -> !part.isEmpty())
            // a plus in a path is one
            .map(part -> decoded(part.replace("+", "%2B")))
            .toList();
    Map<String, String> headers = new LinkedHashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    return new Request(
        exchange.getRequestMethod(),
        path,
        query,
        headers,
        exchange.getRequestBody().readNBytes(LARGEST_REQUEST));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, Answer answer, boolean half) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.sendResponseHeaders(answer.status(), Math.max(1, answer.body().length));
    OutputStream out = exchange.getResponseBody();
    out.write(answer.body(), 0, half ? answer.body().length / 2 : answer.body().length);
    out.flush();
    if (!half) {
      out.close();
    }
  }

  @Override
  public final void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
