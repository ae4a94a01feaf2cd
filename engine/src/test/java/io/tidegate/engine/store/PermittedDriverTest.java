package io.tidegate.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.store.PermittedDriver.ForbiddenAddressException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PermittedDriverTest {
  private static final String URL = "jdbc:postgresql://localhost:%d/x";

  private static Properties permitted(String networks) {
    Properties info = new Properties();
    info.setProperty("user", "somebody");
    info.setProperty("connectTimeout", "1");
    info.setProperty(PermittedDriver.NETWORKS, networks);
    return info;
  }

  @Test
  void anAddressThatIsNotPermittedIsNotConnectedTo() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      listening.setSoTimeout(200);
      for (String networks : new String[] {"", "10.0.0.0/8"}) {
        assertThatThrownBy(
                () ->
                    new PermittedDriver()
                        .connect(URL.formatted(listening.getLocalPort()), permitted(networks)))
            .isInstanceOf(ForbiddenAddressException.class);
      }
      assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void onePermittedIs() throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread hangsUp =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      listening.accept().close();
                    } catch (java.io.IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  });
      assertThatThrownBy(
              () ->
                  new PermittedDriver()
                      .connect(
                          "jdbc:postgresql://127.0.0.1:" + listening.getLocalPort() + "/x",
                          permitted("127.0.0.0/8")))
          .isInstanceOf(SQLException.class)
          .isNotInstanceOf(ForbiddenAddressException.class);
      assertThat(hangsUp.join(java.time.Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void nothingIsGuessed() {
    Properties silent = permitted("");
    silent.remove(PermittedDriver.NETWORKS);
    assertThatThrownBy(() -> new PermittedDriver().connect(URL.formatted(1), silent))
        .hasMessageContaining("networks");
    assertThatThrownBy(
            () ->
                new PermittedDriver()
                    .connect("jdbc:postgresql://no-host.invalid/x", permitted("127.0.0.0/8")))
        .hasCauseInstanceOf(UnknownHostException.class);
  }
}
