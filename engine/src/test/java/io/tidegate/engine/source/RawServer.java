package io.tidegate.engine.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that answers with whatever bytes a test wants, right or wrong. */
final class RawServer implements AutoCloseable {
  /** Writes an answer to the connection, which is closed behind it. */
  interface Answer {
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Answer answer = out -> {};

  RawServer() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Head and body of each request, in ISO 8859-1, so that every byte is a character. */
  List<String> requests() {
    return requests;
  }

  int connections() {
    return connections.get();
  }

  void answer(Answer next) {
    answer = next;
  }

  /** Answers with this status and body, correctly framed. */
  void answer(int status, String contentType, byte[] body) {
    answer(
        out -> {
          out.write(
              ("HTTP/1.1 "
                      + status
                      + " x\r\nContent-Type: "
                      + contentType
                      + "\r\nContent-Length: "
                      + body.length
                      + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
          out.write(body);
        });
  }

  void json(String body) {
    answer(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      requests.add(request(connection.getInputStream()));
      OutputStream out = connection.getOutputStream();
      answer.write(out);
      out.flush();
    } catch (IOException e) {
      // the client has gone, which is what some tests are about
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int end = -1;
    int length = 0;
    int next;
    while ((end < 0 || bytes.size() < end + length) && (next = in.read()) >= 0) {
      bytes.write(next);
      if (end < 0 && next == '\n') {
        String head = bytes.toString(StandardCharsets.ISO_8859_1);
        if (head.endsWith("\r\n\r\n")) {
          end = bytes.size();
          length = contentLength(head);
        }
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static int contentLength(String head) {
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return 0;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
