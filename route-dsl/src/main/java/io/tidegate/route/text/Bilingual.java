package io.tidegate.route.text;

import java.util.Objects;

/** A text for people, in Chinese and in English. */
public record Bilingual(String zh, String en) {
  public Bilingual {
    Objects.requireNonNull(zh, "zh");
    Objects.requireNonNull(en, "en");
  }
}
