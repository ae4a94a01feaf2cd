package io.tidegate.rules.mask;

import java.math.BigDecimal;
import java.util.Optional;

/** A number as it is, but no more than a most. */
record TopCode(BigDecimal most) implements Masking {
  @Override
  public Optional<?> mask(Object value, MaskKey key) {
    return Numbers.map(value, number -> number.compareTo(most) > 0 ? most : number);
  }
}
