package io.tidegate.route.definition;

import io.tidegate.route.text.Bilingual;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The headers of an answer that a route may set. A closed list: a header can steer caches, browsers
 * and proxies.
 */
public enum AnswerHeader {
  /** When what is answered was true, ISO 8601. */
  AS_OF("X-Tidegate-As-Of", "应答内容所属时点", "when what is answered was true"),
  /** Which of several sources was asked. */
  SOURCE("X-Tidegate-Source", "给出应答的数据源", "which source was asked"),
  /** Which version of tables or rates an answer was computed with. */
  DATA_VERSION(
      "X-Tidegate-Data-Version", "所用税则、汇率等数据的版本", "which version of tables or rates was used");

  private final String word;
  private final Bilingual title;

  AnswerHeader(String word, String zh, String en) {
    this.word = word;
    this.title = new Bilingual(zh, en);
  }

  /** The header's name. */
  public String word() {
    return word;
  }

  /** What it tells. */
  public Bilingual title() {
    return title;
  }

  public static Optional<AnswerHeader> ofWord(String word) {
    return Arrays.stream(values()).filter(h -> h.word.equalsIgnoreCase(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(AnswerHeader::word).toList();
  }
}
