package io.tidegate.engine.read;

import io.tidegate.route.catalog.Relation;
import io.tidegate.route.data.Mark;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What was done to the fields of a row, for one combination of relations and switches. Rows with
 * the same combination share one treatment, which is their mark.
 *
 * @param read the read the row is of
 * @param held for each table of the read, the relations the caller has to its record
 * @param absent the tables of whose records nothing is in the row, for it is of another part of a
 *     UNION ALL
 * @param switchesOn for each table, the names of its record's switches that are on
 * @param applied for each field, the mask that was applied, as {@code PlannedMask.text} without its
 *     switch
 */
public record Treatment(
    String read,
    List<Set<Relation>> held,
    Set<Integer> absent,
    List<Set<String>> switchesOn,
    List<String> applied)
    implements Mark {
  /** What {@code applied} says of a field that is shown as it is. */
  public static final String NO_MASK = "none";

  public Treatment {
    Objects.requireNonNull(read, "read");
    held = List.copyOf(held);
    absent = Set.copyOf(absent);
    switchesOn = List.copyOf(switchesOn);
    applied = List.copyOf(applied);
  }

  /** Every relation the caller has to the record. */
  public Set<Relation> relations() {
    Set<Relation> all = EnumSet.noneOf(Relation.class);
    held.forEach(all::addAll);
    return all;
  }
}
