package io.tidegate.rules.mask;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** The multiple of a step that is nearest to a number; of two the one further from zero. */
record Round(BigDecimal step) implements Masking {
  @Override
  public Optional<?> mask(Object value, MaskKey key) {
    return Numbers.map(
        value, number -> number.divide(step, 0, RoundingMode.HALF_UP).multiply(step));
  }
}
