package io.tidegate.rules.decide;

import io.tidegate.route.catalog.ColumnId;
import io.tidegate.rules.fact.LeastParties;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything a rule pack decided about one service. Equal for equal facts, whatever their order.
 *
 * @param leastParties how small a group of others' records a statistic may tell of
 * @param service the strictest of what the provider asked and of all its fields
 * @param terms likewise for each audience the pack tells apart; those of fields are in this order
 */
public record Decisions(
    String packId,
    String packVersion,
    String packFingerprint,
    LeastParties leastParties,
    OpennessDecision service,
    List<Terms> terms,
    SortedMap<ColumnId, FieldDecision> fields) {
  public Decisions {
    Objects.requireNonNull(packId, "packId");
    Objects.requireNonNull(packVersion, "packVersion");
    Objects.requireNonNull(packFingerprint, "packFingerprint");
    Objects.requireNonNull(leastParties, "leastParties");
    Objects.requireNonNull(service, "service");
    terms = List.copyOf(terms);
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }

  /** Whether masks are decided by audience. */
  public boolean masksByAudience() {
    return fields.values().stream().anyMatch(field -> !field.seen().isEmpty());
  }

  /**
   * What is decided where everybody is of one audience.
   *
   * @param audience its place among the terms
   */
  public Decisions seenBy(int audience) {
    SortedMap<ColumnId, FieldDecision> seen = new TreeMap<>();
    fields.forEach((column, field) -> seen.put(column, field.seenBy(audience)));
    return new Decisions(packId, packVersion, packFingerprint, leastParties, service, terms, seen);
  }
}
