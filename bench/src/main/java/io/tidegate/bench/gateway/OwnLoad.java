package io.tidegate.bench.gateway;

import io.tidegate.bench.Times;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Load where there is no {@code wrk}: a thread for each connection, one request after the other.
 */
final class OwnLoad implements Load {
  private static final int LARGEST_LINE = 16_384;

  @Override
  public String name() {
    return "own loader";
  }

  @Override
  public Answers run(Server server, List<String> paths, String key, int connections, Duration time)
      throws IOException, InterruptedException {
    byte[][] requests = new byte[paths.size()][];
    for (int i = 0; i < requests.length; i++) {
      requests[i] =
          ("GET "
                  + server.path(paths.get(i))
                  + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: "
                  + key
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
    }
    long begun = System.nanoTime();
    LongAdder refused = new LongAdder();
    List<long[]> taken = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<long[]>> connected = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        connected.add(
            threads.submit(() -> ask(server.port(), requests, begun + time.toNanos(), refused)));
      }
      for (Future<long[]> one : connected) {
        taken.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("the server did not answer everything", e.getCause());
    }
    long refusedOfAll = refused.sum();
    if (refusedOfAll > taken.stream().mapToLong(one -> one.length).sum() * Answers.TOLERATED) {
      throw new IOException("the server refused " + refusedOfAll);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    long[] all = taken.stream().flatMapToLong(Arrays::stream).toArray();
    Times times = new Times(all);
    return new Answers(all.length, all.length / seconds, times.median(), times.quantile(0.99));
  }

  private static long[] ask(int port, byte[][] requests, long until, LongAdder refused)
      throws IOException {
    long[] taken = new long[1024];
    int count = 0;
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
      while (System.nanoTime() - until < 0) {
        long begun = System.nanoTime();
        socket
            .getOutputStream()
            .write(requests[ThreadLocalRandom.current().nextInt(requests.length)]);
        if (readAnswer(in) != 200) {
          refused.increment();
        }
        if (count == taken.length) {
          taken = Arrays.copyOf(taken, count * 2);
        }
        taken[count++] = System.nanoTime() - begun;
      }
    }
    return Arrays.copyOf(taken, count);
  }

  /** Reads an answer to its end and tells its status. */
  static int readAnswer(InputStream in) throws IOException {
    String first = line(in);
    if (!first.matches("HTTP/1\\.1 \\d{3}( .*)?")) {
      throw new IOException("the server answers with " + first);
    }
    int status = Integer.parseInt(first.substring(9, 12));
    long length = -1;
    boolean chunked = false;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring("content-length:".length()).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    if (!chunked) {
      in.skipNBytes(length);
      return status;
    }
    for (int size = chunk(in); size > 0; size = chunk(in)) {
      in.skipNBytes(size);
      line(in);
    }
    line(in);
    return status;
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > LARGEST_LINE) {
        throw new IOException("the server broke off");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
