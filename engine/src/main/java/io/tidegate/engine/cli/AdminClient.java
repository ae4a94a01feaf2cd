package io.tidegate.engine.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tidegate.engine.start.EngineConfig;
import java.io.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Asks the admin API of a running engine. A password is read from a file, from {@code
 * TIDEGATE_PASSWORD} or from the terminal: on the command line every process of the machine could
 * see it. It is sent by https, or to this machine.
 */
final class AdminClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "TIDEGATE_PASSWORD";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Where the engine listens, by https or on this machine (default: here, at"
              + " TIDEGATE_PORT).")
  private URI url;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "LOGIN",
      description = "The login you sign in by.")
  private String login;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "A file whose last line is the password (default: "
              + PASSWORD
              + ", or the terminal is asked).")
  private Path passwordFile;

  /** An answer that is no problem. */
  record Told(JsonNode body, Optional<String> etag) {}

  /** The engine refused, or could not be asked; the message says why. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  Told get(String path) throws RefusedException {
    return send(request(path).GET());
  }

  /**
   * @param members of the JSON object that is sent; none for an empty body
   * @param etag what was read, where somebody else could have changed it
   */
  Told post(String path, Map<String, String> members, Optional<String> etag)
      throws RefusedException {
    try {
      HttpRequest.Builder request =
          request(path)
              .POST(
                  members.isEmpty()
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(members)));
      etag.ifPresent(tag -> request.header("If-Match", tag));
      return send(request);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written as JSON", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    URI base = base();
    if (!isSafe(base)) {
      throw new ParameterException(
          spec.commandLine(), "a password goes by https or stays on this machine, not to " + base);
    }
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .header(
            "Authorization",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString((login + ":" + password()).getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean isSafe(URI url) {
    if ("https".equals(url.getScheme())) {
      return true;
    }
    try {
      return "http".equals(url.getScheme())
          && url.getHost() != null
          && isHere(InetAddress.getByName(url.getHost()));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** An engine that listens everywhere is asked at the address that stands for it. */
  private static boolean isHere(InetAddress address) {
    return address.isLoopbackAddress() || address.isAnyLocalAddress();
  }

  private URI base() {
    if (url != null) {
      return url;
    }
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultSources()
            .addDefaultInterceptors()
            .withMapping(EngineConfig.class)
            .withValidateUnknown(false)
            .build();
    EngineConfig engine = config.getConfigMapping(EngineConfig.class);
    return URI.create("http://" + engine.host() + ":" + engine.port());
  }

  private String password() {
    if (passwordFile != null) {
      try {
        String text = Files.readString(passwordFile).strip();
        return text.substring(text.lastIndexOf('\n') + 1).strip();
      } catch (IOException e) {
        throw new ParameterException(
            spec.commandLine(), "the file " + passwordFile + " cannot be read", e);
      }
    }
    String told = System.getenv(PASSWORD);
    return told != null ? told : secret("password of " + login + ": ");
  }

  /** Asks the terminal for something nobody is to see. */
  String secret(String prompt) {
    Console console = System.console();
    if (console == null) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no terminal to ask; name a file with the password in it, or set " + PASSWORD);
    }
    char[] typed = console.readPassword("%s", prompt);
    return typed == null ? "" : new String(typed);
  }

  private Told send(HttpRequest.Builder request) throws RefusedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      JsonNode body = body(response.body());
      if (response.statusCode() >= 300) {
        throw new RefusedException(
            body.path("message_en").asText("the engine answered " + response.statusCode())
                + " / "
                + body.path("message_cn").asText("")
                + " ("
                + body.path("code").asText(Integer.toString(response.statusCode()))
                + ")");
      }
      return new Told(body, response.headers().firstValue("ETag"));
    } catch (IOException e) {
      throw new RefusedException("no engine answers at " + base() + "; is it started?");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException("interrupted");
    }
  }

  private static JsonNode body(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      // whoever answered was no admin API
      return JSON.createObjectNode();
    }
  }
}
