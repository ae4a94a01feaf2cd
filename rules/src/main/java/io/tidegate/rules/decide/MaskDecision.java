package io.tidegate.rules.decide;

import io.tidegate.rules.mask.MaskKind;
import io.tidegate.rules.mask.MaskSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How one field is hidden from one relation.
 *
 * @param unless a switch of the record; where it is on, the value is shown as it is
 * @param rules which rules asked for this mask, sorted
 */
public record MaskDecision(MaskSpec mask, Optional<String> unless, List<String> rules) {
  public MaskDecision {
    Objects.requireNonNull(mask, "mask");
    Objects.requireNonNull(unless, "unless");
    rules = List.copyOf(rules);
    if (mask.kind() == MaskKind.NONE && unless.isPresent()) {
      throw new IllegalArgumentException("a switch needs a mask that it lifts");
    }
  }
}
