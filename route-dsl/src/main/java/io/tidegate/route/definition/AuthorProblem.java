package io.tidegate.route.definition;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The problems a route may end a call with, by the code the caller is told. */
public enum AuthorProblem {
  /** There is no such record, or none the caller may see. */
  NOT_FOUND("TG-DATA-404"),
  /** What was asked for does not fit together. */
  INVALID("TG-DATA-INVALID"),
  /** A source gave no usable answer. */
  SOURCE_FAILED("TG-SRC-FAILED");

  private final String word;

  AuthorProblem(String word) {
    this.word = word;
  }

  /** The problem code. */
  public String word() {
    return word;
  }

  public static Optional<AuthorProblem> ofWord(String word) {
    return Arrays.stream(values()).filter(p -> p.word.equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(AuthorProblem::word).toList();
  }
}
