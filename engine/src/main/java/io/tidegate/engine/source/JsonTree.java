package io.tidegate.engine.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON strictly: UTF-8 without a broken character, one document, no key twice, at most 64
 * levels and numbers of 100 characters. What comes out is {@code Map}, {@code List}, {@code
 * String}, {@code BigDecimal}, {@code Boolean} or {@link #NULL}; no type is ever chosen by the
 * text.
 */
public final class JsonTree {
  /** A JSON null, which is there, unlike a member that is not. */
  public static final Object NULL = new Object();

  private static final int DEEPEST = 64;
  private static final int LONGEST_NUMBER = 100;

  /** A number such as 1e999999999 is short, and long once it is written out. */
  private static final int LARGEST_SCALE = 100;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .maxStringLength(HttpDoor.LARGEST)
                  .maxNameLength(1000)
                  .maxDocumentLength(HttpDoor.LARGEST)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private JsonTree() {}

  /** The document; absent when it is not one that is read. */
  public static Optional<Object> read(byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      try (JsonParser parser = FACTORY.createParser(text)) {
        if (parser.nextToken() == null) {
          return Optional.empty();
        }
        Object value = value(parser);
        return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield items;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> NULL;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("no value");
    };
  }

  private static BigDecimal number(JsonParser parser) throws IOException {
    BigDecimal number = parser.getDecimalValue();
    if (Math.abs((long) number.scale()) > LARGEST_SCALE) {
      throw new IOException("a number out of proportion");
    }
    return number;
  }

  /** What is at a JSON pointer (RFC 6901); null when nothing is. */
  static Object at(Object tree, String pointer) {
    Object found = tree;
    if (pointer.isEmpty()) {
      return found;
    }
    for (String step : pointer.substring(1).split("/", -1)) {
      String name = step.replace("~1", "/").replace("~0", "~");
      found =
          switch (found) {
            case Map<?, ?> members -> members.get(name);
            case List<?> items -> item(items, name);
            case null, default -> null;
          };
    }
    return found;
  }

  private static Object item(List<?> items, String name) {
    boolean index = name.matches("0|[1-9][0-9]{0,5}");
    return index && Integer.parseInt(name) < items.size()
        ? items.get(Integer.parseInt(name))
        : null;
  }
}
