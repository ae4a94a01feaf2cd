package io.tidegate.engine.source;

import io.tidegate.route.catalog.Operation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an operation is asked with when nobody calls it: the examples the catalog gives. */
public final class ExampleInputs {
  private ExampleInputs() {}

  /**
   * What was given, or else the examples of what the operation requires.
   *
   * @param given texts by the name of the input
   * @throws IllegalArgumentException when one is not of its type; or a {@link
   *     java.time.format.DateTimeParseException}
   */
  public static Map<String, Object> of(Operation operation, Map<String, String> given) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Operation.Input input : operation.inputs()) {
      String text = given.get(input.name());
      if (text != null || input.required()) {
        values.put(input.name(), value(input, text == null ? input.example() : text));
      }
    }
    return values;
  }

  private static Object value(Operation.Input input, String text) {
    return switch (input.type()) {
      case STRING, OBJECT -> text;
      case INTEGER -> Long.valueOf(text);
      case NUMBER -> new BigDecimal(text);
      case BOOLEAN -> truth(text);
      case DATE -> LocalDate.parse(text);
      case DATE_TIME -> OffsetDateTime.parse(text);
    };
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> throw new IllegalArgumentException();
    };
  }
}
