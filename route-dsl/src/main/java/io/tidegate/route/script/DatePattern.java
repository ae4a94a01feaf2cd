package io.tidegate.route.script;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a date or a moment is written. A small part of what Java knows: only parts that read the same
 * in every language.
 */
record DatePattern(List<String> parts) {
  private static final int MAX_LENGTH = 50;
  private static final List<String> OF_DATES = List.of("yyyy", "MM", "dd");
  private static final List<String> OF_TIMES = List.of("HH", "mm", "ss");

  DatePattern {
    parts = List.copyOf(parts);
  }

  /** Reads a pattern; empty when it holds letters of another meaning. */
  static Optional<DatePattern> of(String text, boolean times) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      String part = part(text, at, times);
      char first = part.charAt(0);
      if (part.length() == 1 && (first < 128 && Character.isLetter(first) || first == '\'')) {
        return Optional.empty();
      }
      parts.add(part);
      at += part.length();
    }
    return Optional.of(new DatePattern(parts));
  }

  private static String part(String text, int at, boolean times) {
    for (String known : OF_DATES) {
      if (text.startsWith(known, at)) {
        return known;
      }
    }
    if (times) {
      for (String known : OF_TIMES) {
        if (text.startsWith(known, at)) {
          return known;
        }
      }
    }
    return text.substring(at, at + 1);
  }

  String format(LocalDateTime time) {
    StringBuilder written = new StringBuilder();
    for (String part : parts) {
      switch (part) {
        case "yyyy" -> written.append(digits(time.getYear(), 4));
        case "MM" -> written.append(digits(time.getMonthValue(), 2));
        case "dd" -> written.append(digits(time.getDayOfMonth(), 2));
        case "HH" -> written.append(digits(time.getHour(), 2));
        case "mm" -> written.append(digits(time.getMinute(), 2));
        case "ss" -> written.append(digits(time.getSecond(), 2));
        default -> written.append(part);
      }
    }
    return written.toString();
  }

  private static String digits(int number, int width) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
