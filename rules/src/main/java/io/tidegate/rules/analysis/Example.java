package io.tidegate.rules.analysis;

import io.tidegate.rules.pack.ConditionColumn;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Facts that show what a finding is about. Columns that are left out may have any value. */
public record Example(List<Fact> facts) {
  public Example {
    facts = List.copyOf(facts);
  }

  /**
   * What the example has in one column.
   *
   * @param values one; of categories any number, none meaning that it has none that matters
   */
  public record Fact(ConditionColumn column, List<String> values) {
    public Fact {
      Objects.requireNonNull(column, "column");
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return column.word()
          + ": "
          + (values.size() == 1 ? values.getFirst() : "[" + String.join(", ", values) + "]");
    }
  }

  /** As it would be written in a scenario, {@code { category: price, type: number }}. */
  @Override
  public String toString() {
    return facts.isEmpty()
        ? "{}"
        : facts.stream().map(Fact::toString).collect(Collectors.joining(", ", "{ ", " }"));
  }
}
