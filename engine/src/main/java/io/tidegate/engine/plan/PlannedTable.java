package io.tidegate.engine.plan;

import io.tidegate.route.catalog.Relation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One occurrence of a table in a governed read.
 *
 * @param index its place among the read's tables, counted in the order of the statement's text;
 *     fields name it by this
 * @param name schema and table, such as {@code dec.head}
 * @param scope which of its rows are read
 * @param aligned whether each result row stands for one row of this occurrence, so that the
 *     caller's relation is computed per record; otherwise the strictest of all relations counts
 * @param base the relation every served caller has to its rows, when it has one
 * @param views the ids of the views it is read through, the outermost first
 * @param relations every relation a caller can have to a row that is read, sorted
 * @param least how many parties the records of a group must have in each role for the group to be
 *     told; 1 where its records are put together by nobody, or every group of them is told
 */
public record PlannedTable(
    int index,
    String resource,
    String name,
    Scope scope,
    boolean aligned,
    Optional<Relation> base,
    List<String> views,
    List<Relation> relations,
    int least) {
  public PlannedTable {
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(base, "base");
    views = List.copyOf(views);
    relations = relations.stream().sorted().distinct().toList();
    if (least < 1) {
      throw new IllegalArgumentException("a group has one party at least");
    }
  }

  /** Whether a delegate can be served those that are its principal's. */
  public boolean delegated() {
    return scope == Scope.PARTY && relations.contains(Relation.DELEGATE);
  }

  /** The same, of which only groups of so many parties are told. */
  public PlannedTable withLeast(int parties) {
    return new PlannedTable(index, resource, name, scope, aligned, base, views, relations, parties);
  }

  /** Which rows are read. */
  public enum Scope {
    /** Those the caller is a party to. */
    PARTY,
    /** All. */
    OPEN
  }
}
