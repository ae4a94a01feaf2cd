package io.tidegate.rules.mask;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Within what equal values have equal stand-ins. Across it, that two are equal is chance. */
public enum Scope {
  /** Everything that one enterprise receives, whatever was agreed with it. */
  RECEIVER,
  /**
   * What one enterprise receives under one agreement. Calls under none are a scope of their own for
   * each enterprise.
   */
  AGREEMENT;

  /** The word for it in a rule pack. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Scope::word).toList();
  }

  static Scope ofWord(String word) {
    return Arrays.stream(values())
        .filter(scope -> scope.word().equals(word))
        .findFirst()
        .orElseThrow();
  }
}
