package io.tidegate.engine.plan;

import io.tidegate.rules.mask.MaskSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What hides a field, and the rules that asked for it.
 *
 * @param unless a switch of the record that lifts the mask when it is on
 */
public record PlannedMask(MaskSpec mask, Optional<String> unless, List<String> rules) {
  public PlannedMask {
    Objects.requireNonNull(mask, "mask");
    Objects.requireNonNull(unless, "unless");
    rules = rules.stream().sorted().distinct().toList();
  }

  /** Such as {@code none}, {@code M-NAME} or {@code M-DROP unless agent_prices}. */
  public String text() {
    return mask.name() + unless.map(s -> " unless " + s).orElse("");
  }
}
