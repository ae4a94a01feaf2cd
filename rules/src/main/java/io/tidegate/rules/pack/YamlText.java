package io.tidegate.rules.pack;

import io.tidegate.route.text.Bilingual;
import io.tidegate.route.yaml.YamlNode;
import io.tidegate.route.yaml.YamlNode.YamlList;
import io.tidegate.route.yaml.YamlNode.YamlMap;
import io.tidegate.route.yaml.YamlNode.YamlScalar;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes values as YAML on one line, each always in the same way. */
final class YamlText {
  /** What needs no quotes, in a flow mapping or list and outside of one. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "[\\p{L}\\p{N}_./(][^\\p{C}\\u2028\\u2029,\\[\\]{}:#\\s]*(?: [^\\p{C}\\u2028\\u2029,\\[\\]{}:#\\s]+)*");

  private static final Pattern PRINTABLE = Pattern.compile("[^\\p{C}\\u2028\\u2029]*");

  private static final Set<String> NOTHING = Set.of("null", "Null", "NULL", "~");

  private YamlText() {}

  static String of(YamlNode node) {
    return switch (node) {
      case YamlScalar scalar -> scalar.isNull() ? "null" : of(scalar.text());
      case YamlList list ->
          list.items().stream().map(YamlText::of).collect(Collectors.joining(", ", "[", "]"));
      case YamlMap map -> {
        List<String> entries =
            map.entries().stream()
                .map(entry -> of(entry.key().value()) + ": " + of(entry.value()))
                .toList();
        yield map(entries);
      }
    };
  }

  static String of(Bilingual both) {
    return map(List.of("zh: " + of(both.zh()), "en: " + of(both.en())));
  }

  /** A flow mapping of entries that are written already. */
  static String map(List<String> entries) {
    return entries.isEmpty() ? "{}" : "{ " + String.join(", ", entries) + " }";
  }

  /** A single value: without quotes, in single ones, or in double ones, the first that will do. */
  static String of(String text) {
    if (PLAIN.matcher(text).matches() && !NOTHING.contains(text)) {
      return text;
    }
    if (PRINTABLE.matcher(text).matches()) {
      return "'" + text.replace("'", "''") + "'";
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              String one = String.valueOf((char) c);
              if (c == '"' || c == '\\') {
                quoted.append('\\').append(one);
              } else if (c == '\n') {
                quoted.append("\\n");
              } else if (c == '\t') {
                quoted.append("\\t");
              } else if (PRINTABLE.matcher(one).matches()) {
                quoted.append(one);
              } else {
                quoted.append(String.format("\\u%04X", c));
              }
            });
    return quoted.append('"').toString();
  }
}
