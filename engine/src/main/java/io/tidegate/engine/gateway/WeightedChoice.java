package io.tidegate.engine.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * One element of an {@code Accept…} header (RFC 9110, 12.4.2).
 *
 * @param name what is chosen, in lower case, without its parameters
 * @param weight its {@code q} in thousandths, 0 to 1000; 0 means refused
 * @param parameters the others, in lower case, such as {@code charset=utf-8}
 */
record WeightedChoice(String name, int weight, Set<String> parameters) {
  private static final int MOST_CHOICES = 64;

  WeightedChoice {
    Objects.requireNonNull(name, "name");
    parameters = Set.copyOf(parameters);
  }

  /**
   * The well-formed elements of all headers of a name, in order. One that is malformed chooses
   * nothing.
   */
  static List<WeightedChoice> parse(List<String> headers) {
    List<WeightedChoice> choices = new ArrayList<>();
    for (String header : headers) {
      for (String element : header.split(",")) {
        if (choices.size() == MOST_CHOICES) {
          return choices;
        }
        String[] parts = element.split(";");
        String name = parts.length == 0 ? "" : parts[0].strip().toLowerCase(Locale.ROOT);
        if (!name.isEmpty()) {
          weight(parts)
              .ifPresent(weight -> choices.add(new WeightedChoice(name, weight, others(parts))));
        }
      }
    }
    return choices;
  }

  private static Set<String> others(String[] parts) {
    if (parts.length == 1) {
      return Set.of();
    }
    Set<String> others = new TreeSet<>();
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
      if (!parameter.startsWith("q=")) {
        others.add(parameter);
      }
    }
    return others;
  }

  private static OptionalInt weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("q=")) {
        String value = parameter.substring(2);
        boolean wellFormed = value.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?");
        return wellFormed
            ? OptionalInt.of((int) Math.round(Double.parseDouble(value) * 1000))
            : OptionalInt.empty();
      }
    }
    return OptionalInt.of(1000);
  }
}
