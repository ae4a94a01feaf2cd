package io.tidegate.engine.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Asks a running node which nodes there are and what they serve. Exit code 0: all that are there
 * are in step, 1: one is not, or nobody answered, 2: wrong usage.
 */
@Command(
    name = "cluster",
    description =
        "Show the nodes, the epochs they serve, and who is not in step; asks a running node as an"
            + " operator.")
final class ClusterCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String PASSWORD = "TIDEGATE_PASSWORD";

  @Spec private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "a node (${DEFAULT-VALUE}); by https, or on this machine",
      defaultValue = "http://127.0.0.1:8080")
  private URI url;

  @Option(
      names = "--login",
      paramLabel = "LOGIN",
      description =
          "of an operator (${DEFAULT-VALUE}); the password is read from " + PASSWORD + ", or asked",
      defaultValue = "operator")
  private String login;

  @Override
  public Integer call() throws InterruptedException {
    if (!isSafe(url)) {
      throw new ParameterException(
          spec.commandLine(), "a password goes by https or stays on this machine, not to " + url);
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter errors = spec.commandLine().getErr();
    try {
      HttpResponse<String> answer = ask();
      if (answer.statusCode() != 200) {
        errors.println(
            "tidegate: "
                + url
                + (answer.statusCode() == 401 || answer.statusCode() == 403
                    ? " does not know this operator by this password"
                    : " answered " + answer.statusCode()));
        return 1;
      }
      JsonNode cluster = new ObjectMapper().readTree(answer.body());
      out.print(text(cluster));
      out.flush();
      for (JsonNode node : cluster.path("nodes")) {
        if (node.path("live").asBoolean() && !node.path("in_step").asBoolean()) {
          return 1;
        }
      }
      return 0;
    } catch (IOException e) {
      errors.println("tidegate: " + url + " does not answer: " + e.getMessage());
      return 1;
    }
  }

  private static boolean isSafe(URI url) {
    if ("https".equals(url.getScheme())) {
      return true;
    }
    try {
      return "http".equals(url.getScheme())
          && url.getHost() != null
          && InetAddress.getByName(url.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private HttpResponse<String> ask() throws IOException, InterruptedException {
    String credential = login + ":" + password();
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/admin/v1/cluster"))
            .timeout(PATIENCE)
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(credential.getBytes(StandardCharsets.UTF_8)))
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private String password() {
    return Optional.ofNullable(System.getenv(PASSWORD))
        .or(
            () ->
                Optional.ofNullable(System.console())
                    .map((Console console) -> console.readPassword("password of %s: ", login))
                    .map(String::new))
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "set " + PASSWORD + " to the password of " + login));
  }

  /** One line for each node, the epoch in force above and those before it below. */
  static String text(JsonNode cluster) {
    StringBuilder text = new StringBuilder();
    text.append("epoch ").append(cluster.path("epoch").asLong()).append(" is in force\n");
    for (JsonNode node : cluster.path("nodes")) {
      String state =
          !node.path("live").asBoolean()
              ? "gone"
              : node.path("in_step").asBoolean()
                  ? "in step"
                  : node.path("serving").asLong() == 0
                      ? "out"
                      : "behind, at epoch " + node.path("serving").asLong();
      text.append("  ")
          .append(node.path("name").asText())
          .append("  ")
          .append(state)
          .append(", since ")
          .append(node.path("started_at").asText())
          .append(node.path("id").equals(cluster.path("self")) ? "  (asked)" : "");
      if (!node.path("trouble").asText().isEmpty()) {
        text.append("\n      ").append(node.path("trouble").asText());
      }
      text.append('\n');
    }
    text.append("latest changes\n");
    for (JsonNode epoch : cluster.path("epochs")) {
      text.append("  ")
          .append(epoch.path("epoch").asLong())
          .append(" ")
          .append(epoch.path("state").asText())
          .append(", rule pack ")
          .append(epoch.path("rule_pack").asLong())
          .append(", ")
          .append(epoch.path("services").asInt())
          .append(" services\n");
    }
    return text.toString();
  }
}
