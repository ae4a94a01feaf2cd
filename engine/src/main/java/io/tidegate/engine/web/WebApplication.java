package io.tidegate.engine.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Serves the application below {@code /ui}. An address without a file of its own is a place within
 * the application and is answered with its page, so that links lead there; a file that is missing
 * is missing.
 */
final class WebApplication {
  private static final String HOME = "/ui/";

  /** Only our own files run, and only styles that bear what this answer alone says. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s'; img-src 'self' data:; "
          + "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; "
          + "form-action 'none'; frame-ancestors 'none'";

  private static final int NONCE_BYTES = 18;

  private final WebFiles files;
  private final SecureRandom random;

  WebApplication(WebFiles files, SecureRandom random) {
    this.files = Objects.requireNonNull(files, "files");
    this.random = Objects.requireNonNull(random, "random");
  }

  void attach(Router router) {
    router.route("/").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(WebApplication::home);
    router.route("/ui/*").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::serve);
  }

  private static void home(RoutingContext routing) {
    routing.response().setStatusCode(302).putHeader(HttpHeaders.LOCATION, HOME).end();
  }

  private void serve(RoutingContext routing) {
    String path = routing.request().path();
    if (!path.startsWith(HOME)) {
      home(routing);
      return;
    }
    String name = path.substring(HOME.length());
    files
        .file(name)
        .ifPresentOrElse(
            file -> file(routing, file),
            () -> {
              if (name.startsWith("assets/") || name.indexOf('.', name.lastIndexOf('/') + 1) >= 0) {
                routing.next();
              } else {
                page(routing);
              }
            });
  }

  /** Nothing of it is kept: it names the files of this build, and its nonce is good once. */
  private void page(RoutingContext routing) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    headers(routing.response())
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Content-Security-Policy", POLICY.formatted(nonce))
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        .end(
            Buffer.buffer(files.page().replace("{nonce}", nonce).getBytes(StandardCharsets.UTF_8)));
  }

  private static void file(RoutingContext routing, WebFile file) {
    HttpServerResponse response =
        headers(routing.response())
            .putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType())
            .putHeader(
                HttpHeaders.CACHE_CONTROL,
                file.lasting() ? "public, max-age=31536000, immutable" : "public, max-age=3600");
    if (file.packed()) {
      response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
      if (takesGzip(routing.request().headers().getAll(HttpHeaders.ACCEPT_ENCODING))) {
        response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(Buffer.buffer(file.content()));
        return;
      }
    }
    response.end(Buffer.buffer(file.plain()));
  }

  /** Whether a browser says that it takes what is packed by gzip (RFC 9110, 12.5.3). */
  private static boolean takesGzip(List<String> headers) {
    return headers.stream()
        .flatMap(header -> List.of(header.toLowerCase(Locale.ROOT).split(",")).stream())
        .map(coding -> coding.replace(" ", ""))
        .anyMatch(coding -> coding.matches("gzip(;q=(0\\.0*[1-9]\\d*|1(\\.0*)?))?"));
  }

  private static HttpServerResponse headers(HttpServerResponse response) {
    return response
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "same-origin");
  }
}
