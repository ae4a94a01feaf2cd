package io.tidegate.rules.mask;

import java.util.Optional;

/** What one kind of mask does with a value that is not null and its companion in the record. */
@FunctionalInterface
interface RecordMasking {
  /**
   * The masked value; empty when the value is not what the mask is for.
   *
   * @param companion the value of the companion as it is in the source; null when there is none
   */
  Optional<?> mask(Object value, Object companion, MaskKey key);
}
