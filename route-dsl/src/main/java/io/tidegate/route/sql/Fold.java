package io.tidegate.route.sql;

import io.tidegate.route.text.Span;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A part of a statement that makes one row or one value of several records: a grouped query, one
 * with an aggregate, DISTINCT or a window, a set operation that compares, EXISTS and its like.
 *
 * @param tables the occurrences of the tables whose records it puts together; those that a part
 *     within it put together already are not among them
 * @param problem why groups of too few parties cannot be left out of it; empty when they can, and
 *     then there is one table
 */
public record Fold(SortedSet<Integer> tables, Optional<String> problem, Span span) {
  public Fold {
    tables = Collections.unmodifiableSortedSet(new TreeSet<>(tables));
    Objects.requireNonNull(problem, "problem");
    Objects.requireNonNull(span, "span");
    if (problem.isEmpty() && tables.size() != 1) {
      throw new IllegalArgumentException("groups can be left out of one table only: " + tables);
    }
  }
}
