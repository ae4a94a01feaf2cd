package io.tidegate.rules.decide;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.route.catalog.Relation;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything decided about one field.
 *
 * @param masks one decision for each relation
 * @param influences one decision for each way of influencing, with and without a probe
 */
public record FieldDecision(
    ColumnId column,
    LabelDecision label,
    OpennessDecision openness,
    SortedMap<Relation, MaskDecision> masks,
    SortedMap<InfluenceKey, InfluenceDecision> influences) {
  public FieldDecision {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(openness, "openness");
    masks = Collections.unmodifiableSortedMap(new TreeMap<>(masks));
    influences = Collections.unmodifiableSortedMap(new TreeMap<>(influences));
  }
}
