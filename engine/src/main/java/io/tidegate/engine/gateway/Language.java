package io.tidegate.engine.gateway;

import io.tidegate.route.text.Bilingual;
import java.util.List;

/** The languages texts for callers are written in. */
public enum Language {
  ZH("zh-CN"),
  EN("en");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** As {@code Content-Language} says it. */
  public String tag() {
    return tag;
  }

  public String of(Bilingual text) {
    return switch (this) {
      case ZH -> text.zh();
      case EN -> text.en();
    };
  }

  /**
   * What {@code Accept-Language} prefers; Chinese unless English is asked for more strongly.
   *
   * @param headers every header of that name
   */
  public static Language preferred(List<String> headers) {
    if (headers.isEmpty()) {
      return ZH;
    }
    List<WeightedChoice> choices = WeightedChoice.parse(headers);
    return weight(choices, "en") > weight(choices, "zh") ? EN : ZH;
  }

  private static int weight(List<WeightedChoice> choices, String language) {
    int best = -1;
    int any = 0;
    for (WeightedChoice choice : choices) {
      if (choice.name().equals(language) || choice.name().startsWith(language + "-")) {
        best = Math.max(best, choice.weight());
      } else if (choice.name().equals("*")) {
        any = choice.weight();
      }
    }
    return best >= 0 ? best : any;
  }
}
