package io.tidegate.route.sql;

import io.tidegate.route.text.Span;
import java.util.Objects;

/**
 * That whether a statement fails depends on a column: the column flows into an operation that can
 * fail, or decides whether one takes place. An error or none is an answer, whatever is masked in
 * the answer itself.
 *
 * @param probe whether a value the caller sends takes part, so that the column can be tried out
 *     step by step
 * @param span where the column is named
 */
public record Failure(ColumnUse column, boolean probe, Span span) {
  public Failure {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(span, "span");
  }
}
