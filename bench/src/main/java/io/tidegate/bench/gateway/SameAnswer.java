package io.tidegate.bench.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Holds the answers of two servers against each other, before either is timed. */
final class SameAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the engine alone tells: relation and masks, and where a page goes on. */
  private static final Set<String> BESIDE =
      Set.of("_relation", "_masked", "_missing", "next_cursor");

  private SameAnswer() {}

  /**
   * Asks both.
   *
   * @throws IOException when they answer otherwise, or not at all
   */
  static void check(HttpClient client, Asked one, Asked other, String path)
      throws IOException, InterruptedException {
    Optional<String> differs =
        difference(answer(client, one, path), answer(client, other, path), "");
    if (differs.isPresent()) {
      throw new IOException(
          one.server().name()
              + " and "
              + other.server().name()
              + " answer "
              + path
              + " otherwise at "
              + differs.get());
    }
  }

  /** A server and the key it is asked with. */
  record Asked(Server server, String key) {}

  private static JsonNode answer(HttpClient client, Asked asked, String path)
      throws IOException, InterruptedException {
    Server server = asked.server();
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(server.origin() + server.path(path)))
                .header("X-API-Key", asked.key())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          server.name()
              + " answers "
              + path
              + " with "
              + response.statusCode()
              + " "
              + response.body());
    }
    return read(response.body());
  }

  static JsonNode read(String json) throws IOException {
    return JSON.readerFor(JsonNode.class)
        .with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .readValue(json);
  }

  /** Where two documents differ, as a path; numbers are equal whatever zeros they end in. */
  static Optional<String> difference(JsonNode a, JsonNode b, String at) {
    if (a instanceof ObjectNode && b instanceof ObjectNode) {
      Set<String> names = new TreeSet<>();
      for (JsonNode node : new JsonNode[] {a, b}) {
        for (Iterator<String> each = node.fieldNames(); each.hasNext(); ) {
          names.add(each.next());
        }
      }
      names.removeAll(BESIDE);
      for (String name : names) {
        Optional<String> differs = difference(a.path(name), b.path(name), at + "/" + name);
        if (differs.isPresent()) {
          return differs;
        }
      }
      return Optional.empty();
    }
    if (a.isArray() && b.isArray() && a.size() == b.size()) {
      for (int i = 0; i < a.size(); i++) {
        Optional<String> differs = difference(a.get(i), b.get(i), at + "/" + i);
        if (differs.isPresent()) {
          return differs;
        }
      }
      return Optional.empty();
    }
    boolean same = a.isNumber() && b.isNumber() ? number(a).compareTo(number(b)) == 0 : a.equals(b);
    return same ? Optional.empty() : Optional.of(at + ": " + a + " and " + b);
  }

  private static BigDecimal number(JsonNode node) {
    return node.decimalValue();
  }
}
