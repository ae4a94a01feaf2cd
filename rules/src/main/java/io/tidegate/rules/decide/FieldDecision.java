package io.tidegate.rules.decide;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Relation;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything decided about one field.
 *
 * @param openness what holds for everybody; the approval is the strictest that any audience needs
 * @param terms for each audience the pack tells apart, in an order of their own
 * @param masks one decision for each relation
 * @param influences one decision for each way of influencing, with and without a probe
 */
public record FieldDecision(
    ColumnId column,
    LabelDecision label,
    OpennessDecision openness,
    List<Terms> terms,
    SortedMap<Relation, MaskDecision> masks,
    SortedMap<InfluenceKey, InfluenceDecision> influences) {
  public FieldDecision {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(openness, "openness");
    terms = List.copyOf(terms);
    masks = Collections.unmodifiableSortedMap(new TreeMap<>(masks));
    influences = Collections.unmodifiableSortedMap(new TreeMap<>(influences));
  }
}
