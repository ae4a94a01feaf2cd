package io.tidegate.route.definition;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The headers of an answer that a route may set. A closed list: a header can steer caches, browsers
 * and proxies.
 */
public enum AnswerHeader {
  /** When what is answered was true, ISO 8601. */
  AS_OF("X-Tidegate-As-Of"),
  /** Which of several sources was asked. */
  SOURCE("X-Tidegate-Source"),
  /** Which version of tables or rates an answer was computed with. */
  DATA_VERSION("X-Tidegate-Data-Version");

  private final String word;

  AnswerHeader(String word) {
    this.word = word;
  }

  /** The header's name. */
  public String word() {
    return word;
  }

  public static Optional<AnswerHeader> ofWord(String word) {
    return Arrays.stream(values()).filter(h -> h.word.equalsIgnoreCase(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(AnswerHeader::word).toList();
  }
}
