package io.tidegate.route.sql;

import io.tidegate.route.text.Span;
import java.util.Objects;

/**
 * A column that influences the answer: which rows, in which order, which value.
 *
 * @param probe whether a value the caller sends takes part, so that the caller can ask about the
 *     column step by step
 * @param onRows whether it decides which rows come or in which order; otherwise only which value an
 *     output has, and then it is among that output's control
 * @param span where it first does so
 */
public record Influence(
    ColumnUse column, InfluenceKind where, boolean probe, boolean onRows, Span span) {
  public Influence {
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(span, "span");
  }
}
