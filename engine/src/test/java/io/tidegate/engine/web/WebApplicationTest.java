package io.tidegate.engine.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.gateway.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebApplicationTest {
  private static final String SCRIPT = "/ui/assets/index-1a2b.js";

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    WebFiles files =
        new WebFiles(
            List.of(
                new WebFile("index.html", false, "<p nonce=\"{nonce}\">page</p>".getBytes(UTF_8)),
                new WebFile("assets/index-1a2b.js", true, gzip("run()")),
                new WebFile("favicon.svg", false, "<svg/>".getBytes(UTF_8))));
    server = new TestServer(new WebApplication(files, new SecureRandom())::attach);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return server.send(server.to(path));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ui/", "/ui/designer/drafts/7", "/ui/portal/services/container-events"})
  void everyPlaceOfTheApplicationIsItsPage(String path) throws Exception {
    HttpResponse<String> page = get(path);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).endsWith("\">page</p>");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void nothingRunsButFilesOfOurs() throws Exception {
    String policy = header(get("/ui/"), "Content-Security-Policy");

    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void aNonceIsGoodForOnePage() throws Exception {
    HttpResponse<String> one = get("/ui/");
    HttpResponse<String> other = get("/ui/");
    String nonce = one.body().replaceAll(".*nonce=\"([^\"]+)\".*", "$1");

    assertThat(nonce).matches("[A-Za-z0-9+/]{24}");
    assertThat(header(one, "Content-Security-Policy")).contains("'nonce-" + nonce + "'");
    assertThat(other.body()).doesNotContain(nonce);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/ui/assets/index-old.js", "/ui/assets/x", "/ui/robots.txt", "/ui/../secret.x"})
  void aFileThatIsMissingIsNotThePage(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void filesAreKeptForAsLongAsTheyCannotChange() throws Exception {
    assertThat(header(get(SCRIPT), "Cache-Control")).contains("immutable");
    assertThat(header(get("/ui/favicon.svg"), "Cache-Control")).doesNotContain("immutable");
  }

  @Test
  void aFileIsSentPackedToWhoeverTakesIt() throws Exception {
    HttpResponse<byte[]> packed =
        server.sendForBytes(server.to(SCRIPT).header("Accept-Encoding", "br, gzip;q=0.8"));

    assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(packed.body()).isEqualTo(gzip("run()"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip;q=0", "gzip; q=0.000"})
  void aFileIsSentAsItIsToOthers(String takes) throws Exception {
    HttpResponse<String> plain = server.send(server.to(SCRIPT).header("Accept-Encoding", takes));

    assertThat(header(plain, "Content-Encoding")).isEmpty();
    assertThat(header(plain, "Vary")).isEqualToIgnoringCase("Accept-Encoding");
    assertThat(plain.body()).isEqualTo("run()");
  }

  @Test
  void theAddressOfThePlatformLeadsToIt() throws Exception {
    HttpResponse<String> home = get("/");

    assertThat(home.statusCode()).isEqualTo(302);
    assertThat(header(home, "Location")).isEqualTo("/ui/");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
