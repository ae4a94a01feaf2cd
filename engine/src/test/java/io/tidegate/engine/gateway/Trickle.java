package io.tidegate.engine.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that begins a request and then sends it letter by letter, for as long as it can. */
final class Trickle {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BufferedReader in;
  private final Thread sending;

  /**
   * Begins.
   *
   * @param begun what is sent at once
   */
  Trickle(Socket socket, String begun) throws IOException {
    socket.setSoTimeout((int) PATIENCE.toMillis());
    this.in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    OutputStream out = socket.getOutputStream();
    out.write(begun.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    this.sending = Thread.ofVirtual().start(() -> send(out));
  }

  private static void send(OutputStream out) {
    try {
      while (true) {
        out.write('x');
        out.flush();
        Thread.sleep(50);
      }
    } catch (IOException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next line that comes. */
  String answer() throws IOException {
    return in.readLine();
  }

  /** Whether nothing can be sent any more; waited for. */
  boolean isOver() throws InterruptedException {
    sending.join(PATIENCE);
    return !sending.isAlive();
  }
}
