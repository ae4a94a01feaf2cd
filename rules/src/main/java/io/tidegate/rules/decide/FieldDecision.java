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
 * @param masks one decision for each relation: the strictest of what is decided for any audience,
 *     for whomever it is not known of which audience he is
 * @param seen the masks of each audience, in the order of the terms; none where no rule of the pack
 *     that masks the field tells audiences apart
 * @param influences one decision for each way of influencing, with and without a probe
 */
public record FieldDecision(
    ColumnId column,
    LabelDecision label,
    OpennessDecision openness,
    List<Terms> terms,
    SortedMap<Relation, MaskDecision> masks,
    List<SortedMap<Relation, MaskDecision>> seen,
    SortedMap<InfluenceKey, InfluenceDecision> influences) {
  public FieldDecision {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(openness, "openness");
    terms = List.copyOf(terms);
    masks = Collections.unmodifiableSortedMap(new TreeMap<>(masks));
    seen = seen.stream().map(FieldDecision::fixed).toList();
    if (!seen.isEmpty() && seen.size() != terms.size()) {
      throw new IllegalArgumentException("each audience has masks, or none");
    }
    influences = Collections.unmodifiableSortedMap(new TreeMap<>(influences));
  }

  private static SortedMap<Relation, MaskDecision> fixed(SortedMap<Relation, MaskDecision> masks) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(masks));
  }

  /** One that hides the same from all audiences. */
  public FieldDecision(
      ColumnId column,
      LabelDecision label,
      OpennessDecision openness,
      List<Terms> terms,
      SortedMap<Relation, MaskDecision> masks,
      SortedMap<InfluenceKey, InfluenceDecision> influences) {
    this(column, label, openness, terms, masks, List.of(), influences);
  }

  /**
   * What is decided where everybody is of one audience.
   *
   * @param audience its place among the terms
   */
  FieldDecision seenBy(int audience) {
    return seen.isEmpty()
        ? this
        : new FieldDecision(
            column, label, openness, terms, seen.get(audience), List.of(), influences);
  }
}
