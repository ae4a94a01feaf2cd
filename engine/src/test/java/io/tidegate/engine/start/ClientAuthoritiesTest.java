package io.tidegate.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.engine.signature.TestCertificate;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientAuthoritiesTest {
  @TempDir Path folder;

  private record Access(Optional<String> clientAuthorities) implements AccessConfig {
    @Override
    public Duration refresh() {
      return Duration.ofSeconds(2);
    }

    @Override
    public Duration tokenLife() {
      return Duration.ofMinutes(10);
    }

    @Override
    public int mostNonces() {
      return 1;
    }
  }

  private static HttpServerOptions customized(Optional<String> file) {
    HttpServerOptions options = new HttpServerOptions();
    new ClientAuthorities(new Access(file)).customizeHttpsServer(options);
    return options;
  }

  @Test
  void noCertificateIsTakenUnlessItIsSaidWhoVouches() throws Exception {
    assertThat(customized(Optional.empty()).getClientAuth()).isEqualTo(ClientAuth.NONE);
    Path file = folder.resolve("authorities.pem");
    Files.writeString(file, TestCertificate.make(folder, "authority").pem());

    HttpServerOptions options = customized(Optional.of(file.toString()));

    assertThat(options.getClientAuth()).isEqualTo(ClientAuth.REQUEST);
    assertThat(options.getTrustOptions()).isNotNull();
  }

  @Test
  void aFileThatNamesNobodyIsRefused() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    Path broken = Files.writeString(folder.resolve("broken.pem"), "no certificate");
    for (Path file : new Path[] {empty, broken, folder.resolve("none.pem")}) {
      assertThatThrownBy(() -> customized(Optional.of(file.toString())))
          .isInstanceOf(StartRefusedException.class)
          .hasMessageContaining("tidegate.access.client-authorities")
          .hasMessageContaining(file.toString());
    }
  }
}
