package io.tidegate.samples.simulate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes maps, lists, texts, numbers and flags as JSON. */
final class JsonText {
  private JsonText() {}

  static String of(Object value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(Object value, StringBuilder text) {
    switch (value) {
      case null -> text.append("null");
      case Map<?, ?> members -> {
        String between = "{";
        for (Map.Entry<?, ?> member : members.entrySet()) {
          text.append(between);
          string(member.getKey().toString(), text);
          text.append(':');
          write(member.getValue(), text);
          between = ",";
        }
        text.append(members.isEmpty() ? "{}" : "}");
      }
      case List<?> items -> {
        String between = "[";
        for (Object item : items) {
          text.append(between);
          write(item, text);
          between = ",";
        }
        text.append(items.isEmpty() ? "[]" : "]");
      }
      case BigDecimal number -> text.append(number.toPlainString());
      case Integer number -> text.append(number);
      case Long number -> text.append(number);
      case Boolean flag -> text.append(flag);
      default -> string(value.toString(), text);
    }
  }

  private static void string(String value, StringBuilder text) {
    text.append('"');
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
