package io.tidegate.rules.drools;

import io.tidegate.route.text.Span;
import io.tidegate.rules.pack.Cell;
import io.tidegate.rules.pack.ConditionColumn;
import io.tidegate.rules.pack.Stage;
import java.util.List;
import java.util.Objects;

/**
 * What a rule written by hand says, in the words of the tables.
 *
 * @param name such as {@code by-hand/prices}
 * @param place the line it begins at; the parser tells no more
 * @param conditions all of them hold where the rule fires; each holds when one of its comparisons
 *     does
 */
public record ExpertRule(
    String name,
    Span place,
    Stage stage,
    List<List<Comparison>> conditions,
    List<Conclusion> conclusions) {
  public ExpertRule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(stage, "stage");
    conditions = conditions.stream().map(List::copyOf).toList();
    conclusions = List.copyOf(conclusions);
  }

  /** One column compared. */
  public record Comparison(ConditionColumn column, Cell cell) {
    public Comparison {
      Objects.requireNonNull(column, "column");
      Objects.requireNonNull(cell, "cell");
    }
  }
}
