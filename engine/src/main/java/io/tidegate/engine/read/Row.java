package io.tidegate.engine.read;

import java.util.Objects;

/**
 * One governed record: its values in the order of the read's fields, masked already, and what was
 * done to them. The array is not shared with anybody who writes to it.
 */
public record Row(Object[] values, Treatment treatment) {
  public Row {
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(treatment, "treatment");
  }
}
