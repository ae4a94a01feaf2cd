package io.tidegate.rules.decide;

import io.tidegate.route.catalog.ColumnId;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything a rule pack decided about one service. Equal for equal facts, whatever their order.
 *
 * @param service the strictest of what the provider asked and of all its fields
 */
public record Decisions(
    String packId,
    String packVersion,
    String packFingerprint,
    OpennessDecision service,
    SortedMap<ColumnId, FieldDecision> fields) {
  public Decisions {
    Objects.requireNonNull(packId, "packId");
    Objects.requireNonNull(packVersion, "packVersion");
    Objects.requireNonNull(packFingerprint, "packFingerprint");
    Objects.requireNonNull(service, "service");
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
  }
}
