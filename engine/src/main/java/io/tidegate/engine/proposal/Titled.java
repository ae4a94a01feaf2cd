package io.tidegate.engine.proposal;

import java.util.List;
import java.util.Objects;

/**
 * What something is called in both languages, made of what the source calls it.
 *
 * @param guessed whether the source does not say it in both languages
 */
record Titled(String zh, String en, boolean guessed) {
  Titled {
    Objects.requireNonNull(zh, "zh");
    Objects.requireNonNull(en, "en");
  }

  /** Chinese is what has Chinese characters; where a language is missing the other stands in. */
  static Titled of(String name, String title, String description) {
    String zh = "";
    String en = "";
    for (String text : List.of(title, description)) {
      boolean chinese = text.codePoints().anyMatch(c -> c >= 0x3400 && Character.isIdeographic(c));
      if (chinese && zh.isEmpty()) {
        zh = text;
      } else if (!chinese && en.isEmpty()) {
        en = text;
      }
    }
    boolean guessed = zh.isEmpty() || en.isEmpty();
    String words = Words.spaced(name);
    String english = en.isEmpty() ? words : en;
    return new Titled(zh.isEmpty() ? english : zh, english, guessed);
  }
}
