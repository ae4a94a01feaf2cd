package io.tidegate.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tidegate.engine.access.ApiKey;
import io.tidegate.engine.cluster.Eventually;
import io.tidegate.engine.organisation.ProgramCertificates;
import io.tidegate.engine.signature.TestCertificate;
import io.tidegate.engine.signature.Thumbprint;
import io.tidegate.engine.store.AccessStore;
import io.tidegate.engine.store.AccessStore.Application;
import io.tidegate.engine.store.AccessStore.ApplicationState;
import io.tidegate.engine.store.AccessStore.Enterprise;
import io.tidegate.engine.store.AccessStore.NewCredential;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * With a certificate the engine speaks TLS itself, and HTTP/2 in it; and it holds the programs that
 * registered a certificate to it.
 */
@QuarkusTest
@QuarkusTestResource(value = TlsIT.Certificate.class, restrictToAnnotatedClass = true)
class TlsIT {
  private static final String CODE = "91350299MAT0000182";
  private static final Map<String, TestCertificate> CERTIFICATES = new LinkedHashMap<>();
  private static final Map<String, HttpClient> CLIENTS = new LinkedHashMap<>();
  private static int programs;

  @TestHTTPResource(value = "/", tls = true)
  URL base;

  @TestHTTPResource("/")
  URL plain;

  @Inject AccessStore access;
  @Inject ProgramCertificates certificates;

  private String program;
  private String key;

  /** An engine that serves nothing, with a certificate that was made for it. */
  public static final class Certificate implements QuarkusTestResourceLifecycleManager {
    private Path data;

    @Override
    public Map<String, String> start() {
      try {
        data = Files.createTempDirectory("tidegate-tls");
        Path authorities = data.resolve("authorities.pem");
        make("server", "-ext", "san=dns:localhost,ip:127.0.0.1");
        for (String client : new String[] {"first", "second", "third"}) {
          make(client);
        }
        make("stranger");
        // each vouches for itself
        Files.writeString(
            authorities,
            CERTIFICATES.get("first").pem()
                + CERTIFICATES.get("second").pem()
                + CERTIFICATES.get("third").pem());
        return Map.of(
            "tidegate.data",
            data.resolve("engine").toString(),
            "tidegate.home",
            "..",
            "tidegate.access.client-authorities",
            authorities.toString(),
            "quarkus.http.test-ssl-port",
            "0",
            "quarkus.http.ssl.certificate.key-store-file",
            CERTIFICATES.get("server").file().toString(),
            "quarkus.http.ssl.certificate.key-store-password",
            TestCertificate.PASSWORD);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void make(String name, String... more) {
      CERTIFICATES.put(name, TestCertificate.make(data, name, more));
    }

    @Override
    public void stop() {
      try (Stream<Path> tree = Files.walk(data)) {
        for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @AfterAll
  static void close() {
    CLIENTS.values().forEach(HttpClient::close);
    CLIENTS.clear();
  }

  @BeforeEach
  void register() {
    programs++;
    program = "tls-" + programs;
    access.save(new Enterprise(CODE, "潮起示例贸易有限公司"));
    access.save(new Application(program, CODE, "ERP", ApplicationState.ACTIVE));
    ApiKey made = ApiKey.generate(new SecureRandom());
    Instant now = Instant.now();
    access.add(
        new NewCredential(made.id(), program, made.hash(), now, now.plus(Duration.ofDays(1))));
    key = made.presented();
    Eventually.holds(() -> status("", key) == 200);
  }

  /** A client that shows a certificate; none when the name is empty. */
  private static HttpClient client(String name) {
    return CLIENTS.computeIfAbsent(
        name,
        any -> {
          try {
            KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(
                name.isEmpty() ? null : CERTIFICATES.get(name).store(),
                TestCertificate.PASSWORD.toCharArray());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), trusting(), null);
            return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(tls)
                .build();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private HttpResponse<String> call(String certificate, String credential) {
    return send(
        certificate,
        HttpRequest.newBuilder(at("me/quota")).header("Authorization", "Bearer " + credential));
  }

  private URI at(String path) {
    return URI.create(base.toString()).resolve(path);
  }

  private static HttpResponse<String> send(String certificate, HttpRequest.Builder request) {
    try {
      return client(certificate).send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private int status(String certificate, String credential) {
    return call(certificate, credential).statusCode();
  }

  private String token(String certificate) {
    HttpResponse<String> answer = askForToken(certificate);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body().replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
  }

  private HttpResponse<String> askForToken(String certificate) {
    return send(
        certificate,
        HttpRequest.newBuilder(at("oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=client_credentials&client_id="
                        + program
                        + "&client_secret="
                        + key)));
  }

  private void registered(String name) throws Exception {
    certificates.register(CODE, program, CERTIFICATES.get(name).pem(), "test");
  }

  private void bound(boolean bound) throws Exception {
    certificates.bind(CODE, program, bound, "test");
  }

  @Test
  void http2IsSpokenInTls() {
    HttpResponse<String> response = send("", HttpRequest.newBuilder(at("api/openapi.json")));

    assertThat(base.getProtocol()).isEqualTo("https");
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void aKeyOfABoundProgramIsNothingWithoutItsCertificate() throws Exception {
    registered("first");
    assertThat(status("", key)).as("nothing is asked before it is bound").isEqualTo(200);
    bound(true);
    Eventually.holds(() -> status("", key) == 401);

    assertThat(status("first", key)).isEqualTo(200);
    assertThat(status("second", key)).as("somebody else's").isEqualTo(401);
    HttpResponse<String> without = call("", key);
    HttpResponse<String> unknown = call("", key + "x");
    assertThat(without.body().replaceAll("[0-9a-f]{32}", ""))
        .isEqualTo(unknown.body().replaceAll("[0-9a-f]{32}", ""));
    assertThat(without.headers().map().keySet()).isEqualTo(unknown.headers().map().keySet());
    assertThat(askForToken("").body()).isEqualTo(askForToken("second").body());
    assertThat(askForToken("").statusCode()).isEqualTo(401);
    try (HttpClient clear = HttpClient.newHttpClient()) {
      assertThat(
              clear
                  .send(
                      HttpRequest.newBuilder(URI.create(plain.toString()).resolve("me/quota"))
                          .header("Authorization", "Bearer " + key)
                          .build(),
                      HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .as("without TLS there is no certificate")
          .isEqualTo(401);
    }

    bound(false);
    Eventually.holds(() -> status("", key) == 200);
  }

  @Test
  void aTokenIsGoodBesideTheCertificateItWasGivenToAndNoOther() throws Exception {
    registered("first");
    registered("second");
    Eventually.holds(() -> status("", token("first")) == 401);
    String token = token("first");
    String loose = token("third");

    assertThat(status("first", token)).isEqualTo(200);
    assertThat(status("second", token)).as("the program's own, and another").isEqualTo(401);
    assertThat(status("", token)).isEqualTo(401);
    assertThat(status("", loose)).as("asked for by a certificate of nobody").isEqualTo(200);
    bound(true);
    Eventually.holds(() -> status("", loose) == 401);
    assertThat(status("second", loose)).isEqualTo(200);
  }

  @Test
  void oneCertificateFollowsAnotherAndARevokedOneIsNothing() throws Exception {
    registered("first");
    bound(true);
    registered("second");
    Eventually.holds(() -> status("", key) == 401 && status("second", key) == 200);
    assertThat(status("first", key)).as("both, while it is changed over").isEqualTo(200);
    assertThatThrownBy(() -> registered("third")).hasMessageContaining("two good certificates");
    String token = token("first");

    certificates.revoke(
        CODE, program, Thumbprint.of(CERTIFICATES.get("first").certificate()), "test");
    Eventually.holds(() -> status("first", key) == 401);
    assertThat(status("first", token)).isEqualTo(401);
    assertThat(status("second", key)).isEqualTo(200);
    certificates.revoke(
        CODE, program, Thumbprint.of(CERTIFICATES.get("second").certificate()), "test");
    Eventually.holds(() -> status("second", key) == 401);
    assertThat(status("", key)).as("it does not open when the last one ends").isEqualTo(401);
    assertThatThrownBy(() -> registered("first")).hasMessageContaining("registered already");
    registered("third");
    Eventually.holds(() -> status("third", key) == 200);
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotTaken() throws Exception {
    registered("stranger");
    bound(true);
    Eventually.holds(() -> status("", key) == 401);

    assertThat(status("stranger", key))
        .as("a client that is told who may vouch for it shows none")
        .isEqualTo(401);
    try (HttpClient stubborn = HttpClient.newBuilder().sslContext(showing("stranger")).build()) {
      assertThatThrownBy(
              () ->
                  stubborn.send(
                      HttpRequest.newBuilder(at("api/openapi.json")).build(),
                      HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  /** One that shows a certificate though the server does not ask for one like it. */
  private static SSLContext showing(String name) throws Exception {
    KeyStore store = CERTIFICATES.get(name).store();
    PrivateKey own = (PrivateKey) store.getKey(name, TestCertificate.PASSWORD.toCharArray());
    X509ExtendedKeyManager keys =
        new X509ExtendedKeyManager() {
          @Override
          public String chooseEngineClientAlias(
              String[] types, Principal[] issuers, SSLEngine engine) {
            return name;
          }

          @Override
          public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return name;
          }

          @Override
          public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {name};
          }

          @Override
          public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
          }

          @Override
          public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
          }

          @Override
          public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {CERTIFICATES.get(name).certificate()};
          }

          @Override
          public PrivateKey getPrivateKey(String alias) {
            return own;
          }
        };
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(new KeyManager[] {keys}, trusting(), null);
    return tls;
  }

  /** Of the engine, and of nobody else. */
  private static TrustManager[] trusting() throws Exception {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("server", CERTIFICATES.get("server").certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    return trust.getTrustManagers();
  }
}
