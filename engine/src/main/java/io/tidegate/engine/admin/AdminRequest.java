package io.tidegate.engine.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tidegate.engine.admin.AccountCheck.SignedIn;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One act that somebody asks for.
 *
 * @param asker who asks, and from where
 * @param path the values of the template's parameters
 * @param query the parameters behind the question mark, each once
 * @param ifMatch what the header says, as it was sent
 */
record AdminRequest(
    Asker asker,
    Map<String, String> path,
    Map<String, String> query,
    Optional<String> ifMatch,
    byte[] body) {
  // a name that stands twice would be read one way here and another way elsewhere
  private static final JsonFactory JSON =
      new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
  private static final ObjectReader TREES =
      new ObjectMapper(JSON).reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int LARGEST_PAGE = 500;
  private static final int USUAL_PAGE = 50;

  AdminRequest {
    Objects.requireNonNull(asker, "asker");
    path = Map.copyOf(path);
    query = Map.copyOf(query);
    Objects.requireNonNull(ifMatch, "ifMatch");
    Objects.requireNonNull(body, "body");
  }

  /** The login of whoever asks. */
  String actor() {
    return asker.signedIn().map(SignedIn::login).orElse("anybody");
  }

  /** Credit code of the organisation that whoever asks acts for; a route for its people only. */
  String organisation() {
    return asker.signedIn().flatMap(SignedIn::organisation).orElseThrow().code();
  }

  /** A number in the path; what is none names nothing. */
  long number(String name) throws AdminException {
    String text = path.get(name);
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw new AdminException(AdminProblem.UNKNOWN);
    }
    return Long.parseLong(text);
  }

  /** A number behind the question mark. */
  long number(String name, long otherwise) throws AdminException {
    String text = query.getOrDefault(name, Long.toString(otherwise));
    if (!text.matches("0|[1-9][0-9]{0,18}")
        || text.compareTo("9223372036854775807") > 0 && text.length() == 19) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return Long.parseLong(text);
  }

  /**
   * A moment behind the question mark, as ISO 8601 with its offset; absent when it is not there.
   */
  Optional<Instant> moment(String name) throws AdminException {
    String text = query.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
  }

  /** Most entries of a page. */
  int limit() throws AdminException {
    return (int) Math.max(1, Math.min(LARGEST_PAGE, number("limit", USUAL_PAGE)));
  }

  /** The revision that was read, as {@code If-Match: "7"} says it. */
  long revision() throws AdminException {
    String tag = ifMatch.orElseThrow(() -> new AdminException(AdminProblem.REVISION));
    if (!tag.matches("\"[1-9][0-9]{0,17}\"")) {
      throw new AdminException(AdminProblem.STALE);
    }
    return Long.parseLong(tag.substring(1, tag.length() - 1));
  }

  /** A JSON object with members of any kind; what is none is refused. */
  JsonNode object() throws AdminException {
    try {
      JsonNode tree = TREES.readTree(body);
      if (tree == null || !tree.isObject()) {
        throw new AdminException(AdminProblem.MALFORMED);
      }
      return tree;
    } catch (IOException e) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
  }

  /** The text of a member; absent when it is not there. */
  static Optional<String> text(JsonNode object, String name) throws AdminException {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return Optional.of(value.textValue());
  }

  /** The texts of a member that is a list; none when it is not there. */
  static List<String> texts(JsonNode object, String name) throws AdminException {
    JsonNode value = object.get(name);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : value) {
      texts.add(text.isTextual() ? text.textValue() : null);
    }
    if (!value.isArray() || texts.contains(null)) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return texts;
  }

  /** A JSON object of whatever it is; an empty body is one without members. */
  JsonNode tree() throws AdminException {
    return body.length == 0 ? JsonNodeFactory.instance.objectNode() : object();
  }

  /** The members of a JSON object that has exactly these, all of them texts or whole numbers. */
  Map<String, String> members(String... names) throws AdminException {
    Map<String, String> members = members();
    if (!members.keySet().equals(Set.of(names))) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
    return members;
  }

  /** The members of a JSON object of texts and whole numbers; an empty body has none. */
  Map<String, String> members() throws AdminException {
    Map<String, String> members = new LinkedHashMap<>();
    if (body.length == 0) {
      return members;
    }
    try (JsonParser json = JSON.createParser(body)) {
      boolean object = json.nextToken() == JsonToken.START_OBJECT;
      while (object && json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NUMBER_INT) {
          throw new AdminException(AdminProblem.MALFORMED);
        }
        members.put(name, json.getText());
      }
      if (!object || json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        throw new AdminException(AdminProblem.MALFORMED);
      }
      return members;
    } catch (IOException e) {
      throw new AdminException(AdminProblem.MALFORMED);
    }
  }
}
