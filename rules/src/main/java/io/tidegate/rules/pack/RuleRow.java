package io.tidegate.rules.pack;

import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One rule: a row of a decision table.
 *
 * @param id unique in its table
 * @param when all of these must hold; nothing means always
 * @param why the reason, for people
 */
public record RuleRow(
    Located<String> id, SortedMap<ConditionColumn, Cell> when, Effect then, Bilingual why) {
  public RuleRow {
    Objects.requireNonNull(id, "id");
    when = Collections.unmodifiableSortedMap(new TreeMap<>(when));
    Objects.requireNonNull(then, "then");
    Objects.requireNonNull(why, "why");
  }
}
