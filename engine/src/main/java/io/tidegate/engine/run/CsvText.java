package io.tidegate.engine.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Texts of RFC 4180: a header line, then records of as many values each. */
final class CsvText {
  private static final int MOST_COLUMNS = 200;

  private final String text;
  private int at;

  private CsvText(String text) {
    this.text = text;
  }

  /**
   * The records by the names of the header; an empty value without quotes is left out. Absent when
   * the text is none of this form or has more than so many records.
   */
  static Optional<List<Map<String, String>>> read(String text, int most) {
    CsvText csv = new CsvText(text);
    Optional<List<Optional<String>>> header = csv.line();
    if (header.isEmpty()
        || header.get().size() > MOST_COLUMNS
        || header.get().stream().anyMatch(Optional::isEmpty)
        || new HashSet<>(header.get()).size() != header.get().size()) {
      return Optional.empty();
    }
    List<Map<String, String>> rows = new ArrayList<>();
    while (csv.at < text.length()) {
      Optional<List<Optional<String>>> line = csv.line();
      if (line.isEmpty() || line.get().size() != header.get().size() || rows.size() == most) {
        return Optional.empty();
      }
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < line.get().size(); i++) {
        String name = header.get().get(i).orElseThrow();
        line.get().get(i).ifPresent(value -> row.put(name, value));
      }
      rows.add(row);
    }
    return Optional.of(rows);
  }

  /** One line; absent when a quote stands where none may, or is not closed. */
  private Optional<List<Optional<String>>> line() {
    List<Optional<String>> values = new ArrayList<>();
    while (true) {
      Optional<Optional<String>> value = value();
      if (value.isEmpty() || values.size() > MOST_COLUMNS) {
        return Optional.empty();
      }
      values.add(value.get());
      if (at >= text.length()) {
        return Optional.of(values);
      }
      char end = text.charAt(at++);
      if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
        at++;
        return Optional.of(values);
      }
      if (end == '\n') {
        return Optional.of(values);
      }
      if (end != ',') {
        return Optional.empty();
      }
    }
  }

  private Optional<Optional<String>> value() {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted().map(Optional::of);
    }
    int begin = at;
    while (at < text.length() && ",\r\n\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String value = text.substring(begin, at);
    return Optional.of(value.isEmpty() ? Optional.empty() : Optional.of(value));
  }

  private Optional<String> quoted() {
    StringBuilder value = new StringBuilder();
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '"') {
        value.append(c);
      } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
        value.append('"');
        i++;
      } else {
        at = i + 1;
        return Optional.of(value.toString());
      }
    }
    return Optional.empty();
  }

  /** A value of a line: in quotes, so that nothing in it is taken for a sign. */
  static String written(String value) {
    return '"' + value.replace("\"", "\"\"") + '"';
  }
}
