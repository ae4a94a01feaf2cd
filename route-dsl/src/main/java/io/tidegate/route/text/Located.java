package io.tidegate.route.text;

import java.util.Objects;

/**
 * A value with the place it was written at. Two located values are equal when their values are: the
 * place is no part of it.
 */
public record Located<T>(T value, Span span) {
  public Located {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(span, "span");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Located<?> that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
