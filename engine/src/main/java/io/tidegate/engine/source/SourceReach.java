package io.tidegate.engine.source;

import io.tidegate.engine.network.Networks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** Tries whether a source that is called can be connected to. Nothing is sent. */
public final class SourceReach {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  /** What came of it. */
  public enum Reached {
    CONNECTED,
    UNKNOWN_HOST,
    /** Its address is in no network it may lie in. */
    FORBIDDEN,
    UNREACHABLE
  }

  private SourceReach() {}

  /**
   * Connects once and hangs up.
   *
   * @param url {@code http:} or {@code https:}, with a host
   */
  public static Reached connect(URI url, Networks networks) {
    int usual = url.getScheme().equals("https") ? HTTPS : HTTP;
    int port = url.getPort() < 0 ? usual : url.getPort();
    List<InetAddress> addresses;
    try {
      addresses = List.of(NameResolver.SYSTEM.resolve(url.getHost()));
    } catch (UnknownHostException e) {
      return Reached.UNKNOWN_HOST;
    }
    List<InetAddress> permitted = addresses.stream().filter(networks::permit).toList();
    if (permitted.isEmpty()) {
      return Reached.FORBIDDEN;
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(permitted.getFirst(), port), Math.toIntExact(PATIENCE.toMillis()));
      return Reached.CONNECTED;
    } catch (IOException e) {
      return Reached.UNREACHABLE;
    }
  }
}
