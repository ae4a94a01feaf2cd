package io.tidegate.rules.pack;

import io.tidegate.route.text.Bilingual;
import io.tidegate.route.text.Located;
import io.tidegate.rules.fact.Audience;
import io.tidegate.rules.fact.OrganisationLevel;
import io.tidegate.rules.fact.Purpose;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

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

  /** Whom its decision is for. */
  public Audience audience() {
    return new Audience(
        asked(ConditionColumn.PURPOSE, Purpose.values(), Purpose::word),
        asked(
            ConditionColumn.ORGANISATION_LEVEL,
            OrganisationLevel.values(),
            OrganisationLevel::word));
  }

  private <W> List<W> asked(ConditionColumn column, W[] all, Function<W, String> word) {
    return Arrays.stream(all)
        .filter(
            each ->
                !(when.get(column) instanceof Cell.OneOf oneOf)
                    || oneOf.values().contains(word.apply(each)))
        .toList();
  }
}
