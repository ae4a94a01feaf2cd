package io.tidegate.rules.pack;

import io.tidegate.route.text.Bilingual;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A decision table: rules of one stage that belong together.
 *
 * @param id unique in its pack
 * @param rows sorted by id, for their order decides nothing
 */
public record DecisionTable(String id, Stage stage, Bilingual title, List<RuleRow> rows) {
  public DecisionTable {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(title, "title");
    rows = rows.stream().sorted(Comparator.comparing((RuleRow row) -> row.id().value())).toList();
    for (RuleRow row : rows) {
      if (row.then().stage() != stage) {
        throw new IllegalArgumentException("row " + row.id() + " is of another stage");
      }
      if (!stage.conditionColumns().containsAll(row.when().keySet())) {
        throw new IllegalArgumentException("row " + row.id() + " has a column of another stage");
      }
    }
  }

  /** The name a rule is told by, such as {@code mask-carrier/prices}. */
  public String ruleName(RuleRow row) {
    return id + "/" + row.id().value();
  }
}
