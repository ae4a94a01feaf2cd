package io.tidegate.engine.impact;

import io.tidegate.route.catalog.Relation;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What changes of one output of a read for callers of a relation.
 *
 * @param paths where in the answer it is, such as {@code rows[].decl_price}; none when it does not
 *     leave
 * @param audience for whom, such as {@code finance, certified}; whoever sees no variant of the
 *     plan, and mostly everybody, where it is empty
 * @param relations what the caller is to the records: one relation; several where only those who
 *     have all of them are concerned
 * @param before what hides it now, such as {@code M-DROP unless agent_prices}; {@code -} where
 *     callers of this relation get no such record
 * @param after what would hide it
 * @param rulesBefore the rows that ask for what hides it now
 * @param rulesAfter the rows that would ask
 */
public record FieldChange(
    String read,
    String output,
    List<String> paths,
    String audience,
    SortedSet<Relation> relations,
    Direction direction,
    String before,
    String after,
    List<String> rulesBefore,
    List<String> rulesAfter) {
  /** Stands for what hides a record nobody of a relation gets. */
  public static final String NO_RECORD = "-";

  public FieldChange {
    Objects.requireNonNull(read, "read");
    Objects.requireNonNull(output, "output");
    paths = List.copyOf(paths);
    Objects.requireNonNull(audience, "audience");
    relations = Collections.unmodifiableSortedSet(new TreeSet<>(relations));
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    rulesBefore = List.copyOf(rulesBefore);
    rulesAfter = List.copyOf(rulesAfter);
  }

  /** The same for an audience. */
  FieldChange of(String who) {
    return new FieldChange(
        read, output, paths, who, relations, direction, before, after, rulesBefore, rulesAfter);
  }
}
