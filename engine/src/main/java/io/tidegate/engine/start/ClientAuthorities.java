package io.tidegate.engine.start;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemTrustOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/**
 * Has the listener of TLS take certificates of clients, when it is said who vouches for them. A
 * client need not show one; one that nobody named vouches for ends the handshake.
 */
@Singleton
final class ClientAuthorities implements HttpServerOptionsCustomizer {
  private final AccessConfig config;

  @Inject
  ClientAuthorities(AccessConfig config) {
    this.config = config;
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    if (config.clientAuthorities().isPresent()) {
      Path file = Path.of(config.clientAuthorities().get());
      check(file);
      options
          .setClientAuth(ClientAuth.REQUEST)
          .setTrustOptions(new PemTrustOptions().addCertPath(file.toString()));
    }
  }

  private static void check(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
        throw new StartRefusedException(
            "tidegate.access.client-authorities: there is no certificate in " + file);
      }
    } catch (IOException | CertificateException e) {
      throw new StartRefusedException(
          "tidegate.access.client-authorities: "
              + file
              + " has no certificates to read: "
              + e.getMessage());
    }
  }
}
