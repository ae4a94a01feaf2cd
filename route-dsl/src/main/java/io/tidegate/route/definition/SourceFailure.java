package io.tidegate.route.definition;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The ways a source can fail that a route may catch, by the code the caller would be told. */
public enum SourceFailure {
  /** It did not answer in time. */
  TIMEOUT("TG-SRC-TIMEOUT"),
  /** It could not be reached, or said it cannot serve now. */
  UNAVAILABLE("TG-SRC-UNAVAILABLE"),
  /** It answered with a fault, or with something that is no answer. */
  FAILED("TG-SRC-FAILED");

  /** Stands for all of them. */
  public static final String ANY = "TG-SRC";

  private final String word;

  SourceFailure(String word) {
    this.word = word;
  }

  /** The problem code. */
  public String word() {
    return word;
  }

  public static Optional<SourceFailure> ofWord(String word) {
    return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(SourceFailure::word).toList();
  }
}
