package io.tidegate.route.definition;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms in which a text holds records. */
public enum TextFormat {
  /** RFC 8259. */
  JSON,
  /** XML 1.0 without a document type; members are elements, and so are the records of a list. */
  XML,
  /** RFC 4180 with a header line. */
  CSV;

  /** How a document writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<TextFormat> ofWord(String word) {
    return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(TextFormat::word).toList();
  }
}
