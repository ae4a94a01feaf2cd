package io.tidegate.rules.mask;

import java.util.Optional;

/** What one kind of mask does with a value that is not null. */
@FunctionalInterface
interface Masking {
  /** Recognises nothing, so that everything is covered. */
  Masking UNRECOGNISED = (value, key) -> Optional.empty();

  /** The masked value; empty when the value is not what the mask is for. */
  Optional<?> mask(Object value, MaskKey key);

  /** The same of a record, whose companion does not matter. */
  default RecordMasking ofAnyRecord() {
    return (value, companion, key) -> mask(value, key);
  }
}
