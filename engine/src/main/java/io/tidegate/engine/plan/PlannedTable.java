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
 */
public record PlannedTable(
    int index,
    String resource,
    String name,
    Scope scope,
    boolean aligned,
    Optional<Relation> base,
    List<String> views,
    List<Relation> relations) {
  public PlannedTable {
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(base, "base");
    views = List.copyOf(views);
    relations = relations.stream().sorted().distinct().toList();
  }

  /** Which rows are read. */
  public enum Scope {
    /** Those the caller is a party to. */
    PARTY,
    /** All. */
    OPEN
  }
}
