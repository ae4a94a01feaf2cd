package io.tidegate.route.definition;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The forms a parameter can be held to. */
public enum ParameterFormat {
  /** Customs declaration number: office 4, year 4, direction 1, serial 9. */
  ENTRY_ID("entry-id"),
  /** Unified social credit code, GB 32100. */
  USCI("usci"),
  /** Container number, ISO 6346. */
  ISO6346("iso6346"),
  /** Vessel number of the IMO. */
  IMO("imo"),
  /** Commodity code of 2, 4, 6, 8 or 10 digits. */
  HS_CODE("hs-code"),
  /** A code: letters, digits, hyphen, underscore and dot. */
  CODE("code");

  private final String word;

  ParameterFormat(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  public static Optional<ParameterFormat> ofWord(String word) {
    return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(ParameterFormat::word).toList();
  }
}
