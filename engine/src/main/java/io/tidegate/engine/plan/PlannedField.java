package io.tidegate.engine.plan;

import io.tidegate.route.catalog.FieldType;
import io.tidegate.route.catalog.Relation;
import io.tidegate.route.sql.ColumnUse;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One output of a governed read.
 *
 * @param sources columns whose values flow into it, sorted
 * @param control columns that decide which value it has, sorted
 * @param copyOf the column it is, unchanged
 * @param copies the columns it is, unchanged, in the rows their record stands in: that one, or
 *     those of the parts of a UNION ALL, where it can be a constant in the others
 * @param masks what hides it from a caller with this relation to the record
 * @param fixed what hides it from everybody, because it is computed from rows that have no record
 *     of their own in the answer
 */
public record PlannedField(
    String name,
    FieldType type,
    String sqlType,
    boolean nullable,
    List<ColumnUse> sources,
    List<ColumnUse> control,
    Optional<ColumnUse> copyOf,
    List<ColumnUse> copies,
    PlannedLabel label,
    SortedMap<Relation, PlannedMask> masks,
    PlannedMask fixed) {
  public PlannedField {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(sqlType, "sqlType");
    sources = List.copyOf(sources);
    control = List.copyOf(control);
    Objects.requireNonNull(copyOf, "copyOf");
    copies = List.copyOf(copies);
    Objects.requireNonNull(label, "label");
    masks = Collections.unmodifiableSortedMap(new TreeMap<>(masks));
    Objects.requireNonNull(fixed, "fixed");
  }
}
