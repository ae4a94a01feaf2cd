package io.tidegate.rules.pack;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The stages of deciding, in the order they run. A stage sees what the ones before it decided. */
public enum Stage {
  /** What a field is. */
  CLASSIFY("sensitivity", "category"),
  /** Who may have it, and who has to agree. */
  OPEN("openness", "approval", "deny"),
  /** How it is hidden from each relation. */
  MASK("mask", "unless"),
  /** How it may influence an answer. */
  INFLUENCE("influence"),
  /** How often it may be called. */
  LIMIT("limit");

  private final List<String> decisionColumns;

  Stage(String... decisionColumns) {
    this.decisionColumns = List.of(decisionColumns);
  }

  /** The columns a row may have under {@code then}. */
  public List<String> decisionColumns() {
    return decisionColumns;
  }

  /** The columns a row may have under {@code when}. */
  public List<ConditionColumn> conditionColumns() {
    return Arrays.stream(ConditionColumn.values()).filter(c -> c.isOf(this)).toList();
  }

  /** The word for it in a rule pack, such as {@code classify}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Stage> ofWord(String word) {
    return Arrays.stream(values()).filter(stage -> stage.word().equals(word)).findFirst();
  }
}
