package io.tidegate.rules.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A value of the corpus, with what it is: none, one or several of the detectors, by their words.
 *
 * @param kind {@code positive}, {@code near-miss} or {@code noise}
 */
record LabelledValue(
    Set<Detector> labels, String kind, String name, String title, String neighbours, String value) {
  FieldContext context() {
    return new FieldContext(
        name, title, neighbours.isEmpty() ? List.of() : List.of(neighbours.split("\\|")));
  }

  /** A line of the file; a tabulator in a value would be written as a blank. */
  String line() {
    String words =
        labels.isEmpty()
            ? "none"
            : labels.stream().sorted().map(Detector::word).collect(Collectors.joining(","));
    return String.join("\t", words, kind, name, title, neighbours, value.replace('\t', ' '));
  }

  static LabelledValue of(String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length != 6) {
      throw new IllegalArgumentException("not six columns: " + line);
    }
    Set<Detector> labels =
        parts[0].equals("none")
            ? Set.of()
            : Arrays.stream(parts[0].split(","))
                .map(word -> Detector.ofWord(word).orElseThrow())
                .collect(Collectors.toSet());
    return new LabelledValue(labels, parts[1], parts[2], parts[3], parts[4], parts[5]);
  }
}
