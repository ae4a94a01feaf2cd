package io.tidegate.engine.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a port of the loopback interface that nobody listens on. It is free now; whoever takes it
 * must be ready to find it taken.
 */
public final class FreePort {
  /**
   * Below the range that systems give to outgoing connections, so that none of those can take the
   * port between finding and using it.
   */
  private static final int LOWEST = 20_000;

  private static final int BEHIND_HIGHEST = 32_000;
  private static final int ATTEMPTS = 100;

  private FreePort() {}

  /**
   * @throws StoreException when no port can be had
   */
  public static int find() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEHIND_HIGHEST);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // taken; another is tried
      }
    }
    throw new StoreException("no free port was found from " + LOWEST + " to " + BEHIND_HIGHEST);
  }
}
