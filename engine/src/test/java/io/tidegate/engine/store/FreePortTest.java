package io.tidegate.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {
  @Test
  void aFoundPortCanBeTakenAndLiesBelowThoseOfOutgoingConnections() throws IOException {
    int port = FreePort.find();
    assertThat(port).isBetween(20_000, 31_999);
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(socket.isBound()).isTrue();
    }
  }
}
